"""Which function dresses which staff screen about money; rendering.py has all the others."""

from __future__ import annotations

from kiosk.flows import staff_screens as s
from kiosk.ui.view_models import staff_day_ends as day_ends
from kiosk.ui.view_models import staff_refunds as refunds
from kiosk.ui.wording import Words

STAFF_DEPTHS: dict[type, int] = {
    s.StaffRefund: 8, s.StaffRefundAmount: 9, s.StaffRefundConfirm: 9, s.StaffRefundResult: 10,
    s.StaffCounter: 6, s.StaffCounterOrder: 7, s.StaffCounterConfirm: 8, s.StaffCounterBusy: 9,
    s.StaffDayEnd: 6, s.StaffCloseDay: 9, s.StaffBills: 7, s.StaffComparison: 8,
}  # fmt: skip


def render_staff(screen: s.StaffScreen, words: Words) -> dict[str, object]:
    match screen:
        case s.StaffRefund():
            return refunds.staff_refund(screen, words)
        case s.StaffRefundAmount():
            return refunds.staff_refund_amount(screen, words)
        case s.StaffRefundConfirm():
            return refunds.staff_refund_confirm(screen, words)
        case s.StaffRefundResult():
            return refunds.staff_refund_result(screen, words)
        case s.StaffCounter():
            return refunds.staff_counter(screen, words)
        case s.StaffCounterOrder():
            return refunds.staff_counter_order(screen, words)
        case s.StaffCounterConfirm():
            return refunds.staff_counter_confirm(screen, words)
        case s.StaffCounterBusy():
            return refunds.staff_counter_busy(screen, words)
        case s.StaffDayEnd():
            return day_ends.staff_day_end(screen, words)
        case s.StaffCloseDay():
            return day_ends.staff_close_day(screen, words)
        case s.StaffBills():
            return day_ends.staff_bills(screen, words)
        case s.StaffComparison():
            return day_ends.staff_comparison(screen, words)
