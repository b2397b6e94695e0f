"""Decisions about faces for staff, and what is kept of one member. Reads only.

    decisions, a page at a time ─▶ one of them ─▶ its order (staff_orders.py)
                                        ╰───────▶ its member ─┬▶ the text of a consent
    (a member's page) ─────────────────────────▶ that member ─┴▶ one of their decisions ─▶ …

Back goes the way one came.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.flows import decision_events as on_page
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.decision_effects import LoadDecisions, LoadRecord
from kiosk.flows.decision_records import FaceCheck
from kiosk.flows.decision_screens import (
    DecisionScreen,
    StaffConsentText,
    StaffDecision,
    StaffDecisions,
    StaffRecord,
)
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event


class StaffDecisionPages:
    """`is_over`: back to where they came from: the menu, or the page of `member_id`. `order_id`:
    on to the page of that order."""

    def __init__(self, member_id: str = "") -> None:
        self.member_id = member_id
        self.order_id = ""
        self._way: tuple[DecisionScreen, ...] = ()
        """From the first screen to the one on show."""
        self._pages: tuple[int, ...] = ()
        """Where each page of decisions began that was turned, but for the newest."""
        self._asked: LoadDecisions | LoadRecord | None = None
        self.is_over = False

    def start(self) -> list[Effect]:
        return self._record(self.member_id) if self.member_id else self._decisions()

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.BackPressed():
                return self._back()
            case on_page.DecisionsLoaded(asked, page) if asked == self._asked:
                self._asked = None
                newer = bool(self._pages)
                return self._show(StaffDecisions(page, asked.only_asked, has_newer=newer))
            case on_page.RecordLoaded(member_id, record) if self._asked == LoadRecord(member_id):
                self._asked = None
                return self._show(StaffRecord(record, failed=record is None))
            case on.NotDone(asked) if asked == self._asked:
                self._asked = None
                return self._show(self._without(asked))
            case _:
                return self._touched(event)

    @staticmethod
    def _without(asked: Effect) -> DecisionScreen:
        """They could not be read."""
        if isinstance(asked, LoadDecisions):
            return StaffDecisions(only_asked=asked.only_asked, failed=True)
        return StaffRecord(failed=True)

    def _touched(self, event: Event) -> list[Effect]:
        match self._way[-1]:
            case StaffDecisions() as shown:
                return self._on_decisions(shown, event)
            case StaffDecision(check):
                return self._on_decision(check, event)
            case StaffRecord() as shown:
                return self._on_record(shown, event)
            case StaffConsentText():
                return []

    # --- the way ------------------------------------------------------------------------------

    def _go(self, screen: DecisionScreen) -> list[Effect]:
        self._way = (*self._way, screen)
        return [do.Show(screen)]

    def _show(self, screen: DecisionScreen) -> list[Effect]:
        """In the place of the last one."""
        self._way = (*self._way[:-1], screen)
        return [do.Show(screen)]

    def _back(self) -> list[Effect]:
        self._asked = None
        self._way = self._way[:-1]
        self.is_over = not self._way
        return [do.Show(screen) for screen in self._way[-1:]]

    def _decisions(self) -> list[Effect]:
        return [*self._go(StaffDecisions()), *self._load(LoadDecisions())]

    def _record(self, member_id: str) -> list[Effect]:
        return [*self._go(StaffRecord()), *self._load(LoadRecord(member_id))]

    def _load(self, asked: LoadDecisions | LoadRecord) -> list[Effect]:
        self._asked = asked
        return [asked]

    # --- decisions ----------------------------------------------------------------------------

    def _on_decisions(self, shown: StaffDecisions, event: Event) -> list[Effect]:
        match event, shown.page:
            case on_page.DecisionsFiltered(only_asked), _:
                self._pages = ()
                loading = self._show(replace(shown, only_asked=only_asked))
                return [*loading, *self._load(LoadDecisions(only_asked))]
            case on_page.PageTurned(is_older=True), page if page and page.before:
                self._pages = (*self._pages, page.before)
                return self._turned(shown)
            case on_page.PageTurned(is_older=False), _ if self._pages:
                self._pages = self._pages[:-1]
                return self._turned(shown)
            case on_page.DecisionChosen(check_id), page if page:
                return self._chosen(page.checks, check_id)
            case _:  # a touch of an earlier page
                return []

    def _turned(self, shown: StaffDecisions) -> list[Effect]:
        """What is shown stays until the next is there."""
        before = self._pages[-1] if self._pages else 0
        return self._load(LoadDecisions(shown.only_asked, before))

    def _chosen(self, checks: tuple[FaceCheck, ...], check_id: str) -> list[Effect]:
        found = [check for check in checks if check.id == check_id]
        return self._go(StaffDecision(found[0])) if found else []

    def _on_decision(self, check: FaceCheck, event: Event) -> list[Effect]:
        match event:
            case on_page.PaidOrderPressed() if check.order_id:
                self.order_id = check.order_id
                return []
            case on_page.RecordPressed() if check.masked:
                return self._record(check.member_id)
            case _:
                return []

    # --- one member ---------------------------------------------------------------------------

    def _on_record(self, shown: StaffRecord, event: Event) -> list[Effect]:
        if shown.record is None:
            return []
        history = shown.record.history
        match event:
            case on_page.RecordTabChosen(tab):
                return self._show(replace(shown, tab=tab, number=0))
            case on_page.PageTurned(is_older=True) if shown.has_older:
                return self._show(replace(shown, number=shown.number + 1))
            case on_page.PageTurned(is_older=False) if shown.number:
                return self._show(replace(shown, number=shown.number - 1))
            case on_page.ConsentChosen(place) if 0 <= place < len(history.consents):
                return self._go(StaffConsentText(history.consents[place]))
            case on_page.DecisionChosen(check_id):
                return self._chosen(history.checks, check_id)
            case _:
                return []
