"""A person looks: sessions that the weights did not settle, and charges that a shopper disputes.

    list ─▶ one session ─ a candidate, nothing, or other counts ─▶ second tap ─▶ list

Of a review the chosen goods are captured from the hold, which was kept; of a dispute what was
charged too much goes back as a refund, and a debt is let go when nothing is to be paid. More than
was charged is never asked for afterwards. Goods that left through a door which no session opened
are a loss: staff say what left, the stock follows, and nobody pays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.cabinet import Cabinet, Counts, counts_of, goods_lines, total_of, within
from kiosk.domain.cabinet_session import ReviewCase, SessionState, Verdict
from kiosk.domain.money import Money
from kiosk.domain.refund import RefundReason
from kiosk.domain.settlement.explanation import Change
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows.cabinet_room import CabinetRoom
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

STAFF = "staff"


class StaffReviewPages:
    """`is_over`: back to the menu."""

    def __init__(self, room: CabinetRoom, new_id: Callable[[], str]) -> None:
        self._room = room
        self._new_id = new_id
        self._page: show.StaffReview | None = None
        self.is_over = False

    def start(self) -> list[Effect]:
        return [cabinet_do.LoadReviews()]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case cabinet_on.ReviewsLoaded(rows):
                self._page = None
                return [do.Show(show.StaffReviews(rows))]
            case cabinet_on.ReviewChosen(session_id):
                return [cabinet_do.LoadReview(session_id)]
            case cabinet_on.ReviewLoaded(None):
                return self.start()
            case cabinet_on.ReviewLoaded(case) if case:
                return self._show(self._page_of(case))
            case cabinet_on.SessionDecided(_, _, cabinets):
                self._room.restocked(cabinets)
                return self.start()
            case on.BackPressed():
                return self._back()
            case _ if self._page:
                return self._on_page(self._page, event)
            case _:
                return []

    def _show(self, page: show.StaffReview) -> list[Effect]:
        self._page = page
        return [do.Show(page)]

    def _back(self) -> list[Effect]:
        if self._page is None:
            self.is_over = True
            return []
        if self._page.is_asking:
            return self._show(replace(self._page, is_asking=False))
        return self.start()

    def _page_of(self, case: ReviewCase) -> show.StaffReview:
        cabinet = self._room.cabinet(case.row.cabinet)
        rows = cabinet.stock_rows() if cabinet else ()
        skus = sorted({sku for _, sku, _ in rows} | {sku for sku, _ in case.charged})
        goods = tuple(
            show.Priced(product.sku, product.name, product.price)
            for product in map(self._room.catalogue.with_sku, skus)
            if product
        )
        return show.StaffReview(case, goods, case.charged)

    def _on_page(self, page: show.StaffReview, event: Event) -> list[Effect]:
        match event:
            case cabinet_on.CandidateChosen(place):
                counts = candidate_counts(page.case, place)
                return self._show(replace(page, counts=counts, chosen=place, is_asking=False))
            case cabinet_on.NothingChosen():
                return self._show(replace(page, counts=(), chosen=-1, is_asking=False))
            case cabinet_on.ReviewCountChanged(sku, by):
                counts = _changed(page, sku, by)
                return self._show(replace(page, counts=counts, chosen=None, is_asking=False))
            case on.ConfirmPressed() if not page.is_asking:
                return self._show(replace(page, is_asking=True))
            case on.ConfirmPressed():
                return self._decide(page)
            case _:
                return []

    # --- what follows -------------------------------------------------------------------------

    def _decide(self, page: show.StaffReview) -> list[Effect]:
        self._page = None
        if not page.case.hold_id:
            return self._accept(page.case, page.counts)
        if page.case.row.state is SessionState.REVIEW:
            return self._settle(page.case, page.counts)
        return self._give_back(page.case, page.counts)

    def _settle(self, case: ReviewCase, counts: Counts) -> list[Effect]:
        row, catalogue = case.row, self._room.catalogue
        paid, owed = within(goods_lines(counts, catalogue), case.hold)
        state = SessionState.CHARGING if counts else SessionState.NOTHING
        changes = _changes(self._room.cabinet(row.cabinet), case, counts)
        verdict = Verdict(row.session_id, state, STAFF, paid, owed, changes)
        amount = total_of(paid)
        take = (
            money_do.CaptureHold(case.hold_id, amount)
            if paid
            else money_do.ReleaseHold(case.hold_id)
        )
        return [cabinet_do.DecideSession(verdict, row.cabinet), take]

    def _accept(self, case: ReviewCase, counts: Counts) -> list[Effect]:
        """Goods that left without a session: the stock follows, and nobody pays."""
        row = case.row
        changes = _changes(self._room.cabinet(row.cabinet), case, counts)
        return [cabinet_do.AcceptLoss(row.session_id, row.cabinet, STAFF, changes)]

    def _give_back(self, case: ReviewCase, counts: Counts) -> list[Effect]:
        paid, kept = total_of(case.paid), _kept(case, counts)
        back = paid - min(paid, kept)
        refund = money_do.IntendRefund(
            self._new_id(), case.payment_id, back, RefundReason.CHARGED_WRONG, STAFF
        )
        forgives = not counts
        closed = cabinet_do.CloseDispute(case.row.session_id, STAFF, forgives=forgives)
        return [*([refund] if case.payment_id and back.minor else []), closed]


def _kept(case: ReviewCase, counts: Counts) -> Money:
    """At the prices that were charged."""
    left, kept = dict(counts), []
    for line in (*case.paid, *case.owed):
        units = min(line.quantity, left.get(line.sku, 0))
        left[line.sku] = left.get(line.sku, 0) - units
        kept.append(replace(line, quantity=units))
    return total_of(kept)


def candidate_counts(case: ReviewCase, place: int) -> Counts:
    """What that explanation says was taken; goods that came are not charged."""
    if case.evidence is None or not 0 <= place < len(case.evidence.candidates):
        return ()
    taken = case.evidence.candidates[place].taken
    return tuple((sku, units) for sku, units in counts_of(taken) if units > 0)


def _changed(page: show.StaffReview, sku: str, by: int) -> Counts:
    counts = dict(page.counts)
    is_new = page.case.row.state is SessionState.REVIEW
    most = 99 if is_new else dict(page.case.charged).get(sku, 0)
    counts[sku] = min(max(0, counts.get(sku, 0) + by), most)
    return counts_of(counts)


def _changes(cabinet: Cabinet | None, case: ReviewCase, counts: Counts) -> tuple[Change, ...]:
    """What the stock becomes: the explanation with these counts, or off the first shelf of each."""
    for explanation in case.evidence.candidates if case.evidence else ():
        if counts_of(explanation.taken) == counts:
            return explanation.changes
    homes = {sku: at for at, sku, _ in reversed(cabinet.stock_rows())} if cabinet else {}
    return tuple(Change(homes[sku], sku, units) for sku, units in counts if sku in homes)
