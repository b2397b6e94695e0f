"""Giving money back for one order: which lines or how much, why, a second tap, and what came of it.

    order ─▶ lines, amount, reason ─▶ second tap ─▶ asking ─▶ done | refused | not known yet
                  ╰▶ amount by hand ─╯

The refund's id is made with the second tap's page: however often it is tapped, it is one refund.
A service that does not answer is asked again by the kiosk's guard, with the same id and amount.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.money import Money
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.records import OrderRow
from kiosk.flows.staff_records import Refundable

STAFF = "staff"
"""Who gives back: there is one PIN for all of them."""

MAX_AMOUNT_DIGITS = 8


class StaffRefunding:
    """`is_over`: back to the order."""

    def __init__(self, row: OrderRow, refundable: Refundable, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._form = show.StaffRefund(row, refundable)
        self._screen: show.StaffScreen = self._form
        self._refund_id = ""
        self.is_over = False

    @property
    def order_id(self) -> str:
        return self._form.row.order_id

    def start(self) -> list[Effect]:
        return self._show(self._form)

    def handle(self, event: Event) -> list[Effect]:
        match self._screen, event:
            case _, on.BackPressed():
                return self._back()
            case show.StaffRefund(), _:
                return self._fill(event)
            case show.StaffRefundAmount(), on.DigitsEntered(digits):
                return self._typed(digits)
            case show.StaffRefundConfirm() as asked, on.ConfirmPressed():
                return self._refund(asked)
            case show.StaffRefundResult() as result, _:
                return self._answered(result, event)
            case _:  # touches of an earlier page
                return []

    def _show(self, screen: show.StaffScreen) -> list[Effect]:
        self._screen = screen
        return [do.Show(screen)]

    def _back(self) -> list[Effect]:
        if isinstance(self._screen, show.StaffRefundAmount | show.StaffRefundConfirm):
            return self._show(self._form)
        self.is_over = True
        return []

    # --- what and why -------------------------------------------------------------------------

    def _fill(self, event: Event) -> list[Effect]:
        form, lines = self._form, self._form.refundable.lines
        match event:
            case staff_on.RefundQuantityChanged(place, by):
                self._form = replace(form, quantities=self._changed(place, by), by_hand=None)
            case staff_on.RefundAllPressed():
                all_left = tuple((line.place, line.left) for line in lines if line.left)
                whole = replace(form, quantities=all_left, by_hand=None)
                left = form.refundable.left
                is_same = whole.amount == left
                self._form = whole if is_same else replace(form, quantities=(), by_hand=left)
            case staff_on.RefundAmountPressed():
                return self._show(show.StaffRefundAmount(form.refundable.left))
            case staff_on.RefundReasonChosen(reason):
                self._form = replace(form, reason=reason)
            case on.ConfirmPressed() if form.is_ready:
                return self._ask(form)
            case _:
                return []
        return self._show(self._form)

    def _changed(self, place: int, by: int) -> tuple[tuple[int, int], ...]:
        chosen = dict(self._form.quantities)
        for line in self._form.refundable.lines:
            if line.place == place:
                chosen[place] = min(max(chosen.get(place, 0) + by, 0), line.left)
        return tuple((place, quantity) for place, quantity in sorted(chosen.items()) if quantity)

    def _typed(self, digits: str) -> list[Effect]:
        """Digits are fen, as on a card terminal: 650 is 6.50."""
        left = self._form.refundable.left
        is_whole = digits.isascii() and digits.isdigit() and len(digits) <= MAX_AMOUNT_DIGITS
        amount = Money(int(digits) if is_whole else 0, left.currency)
        if not Money(0, left.currency) < amount <= left:
            return self._show(show.StaffRefundAmount(left, is_out_of_range=True))
        self._form = replace(self._form, by_hand=amount, quantities=())
        return self._show(self._form)

    # --- the second tap, and what came of it --------------------------------------------------

    def _ask(self, form: show.StaffRefund) -> list[Effect]:
        assert form.reason is not None  # noqa: S101  # is_ready
        self._refund_id = self._new_id()
        left = form.refundable.left - form.amount
        rail = form.refundable.rail
        return self._show(show.StaffRefundConfirm(form.amount, form.reason, rail, left))

    def _refund(self, asked: show.StaffRefundConfirm) -> list[Effect]:
        asking = show.StaffRefundResult(
            self.order_id, asked.amount, asked.rail, show.RefundNotice.ASKING
        )
        intend = money_do.IntendRefund(
            self._refund_id,
            self._form.refundable.payment_id,
            asked.amount,
            asked.reason,
            STAFF,
            self._form.quantities,
        )
        return [*self._show(asking), intend]

    def _answered(self, result: show.StaffRefundResult, event: Event) -> list[Effect]:
        match event:
            case money_on.RefundRecorded(refund_id, _, _, state, detail) if (
                refund_id == self._refund_id
            ):
                notice = show.refund_notice(state)
                return self._show(replace(result, notice=notice, detail=detail))
            case money_on.RefundNotAllowed(refund_id, left) if refund_id == self._refund_id:
                notice = show.RefundNotice.NOT_ALLOWED
                return self._show(replace(result, notice=notice, left=left))
            case on.NotDone(money_do.IntendRefund(refund_id)) if refund_id == self._refund_id:
                return self._show(replace(result, notice=show.RefundNotice.NOT_WRITTEN))
            case on.DonePressed():
                self.is_over = True
                return []
            case _:
                return []
