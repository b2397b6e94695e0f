"""Staff who give money back for one order: what they touch next, by what the screen shows."""

from __future__ import annotations

from kiosk.domain.refund import RefundReason
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as staff_show
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen, StaffPage
from scripts.chaoses.money.opening import STAFF_PIN


class Clerk:
    """`is_half`: half of it, by hand; else all."""

    def __init__(self, order_id: str, *, is_half: bool) -> None:
        self.order_id = order_id
        self._is_half = is_half
        self._has_asked = False

    def touch(self, screen: Screen) -> Event | None:
        """None: wait for the next screen."""
        match screen:
            case show.EnterPin(for_staff=True):
                return on.DigitsEntered(STAFF_PIN)
            case show.StaffMenu() if not self._has_asked:
                return on.StaffPageChosen(StaffPage.ORDERS)
            case show.StaffOrders():
                return on.OrderChosen(self.order_id)
            case show.StaffOrder(refundable=None):
                return None
            case show.StaffOrder() if not self._has_asked:
                self._has_asked = True
                return staff_on.RefundPressed()
            case staff_show.StaffRefund():
                return self._fill(screen)
            case staff_show.StaffRefundAmount(left):
                return on.DigitsEntered(str(left.minor // 2))
            case staff_show.StaffRefundConfirm():
                return on.ConfirmPressed()
            case staff_show.StaffRefundResult(notice=staff_show.RefundNotice.ASKING):
                return None
            case _:
                return on.CancelPressed()

    def _fill(self, form: staff_show.StaffRefund) -> Event:
        if form.is_ready:
            return on.ConfirmPressed()
        if form.amount.minor:
            return staff_on.RefundReasonChosen(RefundReason.QUALITY)
        return staff_on.RefundAmountPressed() if self._is_half else staff_on.RefundAllPressed()
