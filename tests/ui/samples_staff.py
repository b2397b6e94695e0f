"""The pages about money with values as a shop would have them, and unkindly long ones."""

from __future__ import annotations

from kiosk.domain.day_end import (
    DayEnd,
    OpenPayment,
    Period,
    RailDay,
    ReceiptRange,
)
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import OrderState
from kiosk.domain.payment import Rail
from kiosk.domain.reconcile import Comparison, Difference
from kiosk.domain.reconcile import DifferenceKind as Kind
from kiosk.domain.refund import RefundReason, RefundState
from kiosk.flows import staff_screens as s
from kiosk.flows.records import OrderRow
from kiosk.flows.staff_records import BillFile, CounterRow, Refundable, RefundRow, SoldLine

DAY = "2026-11-21"
ORDER_ID = "0198f0aa11112222333344445a6b7c8d"
PAYMENT_ID = "0198f0aa99992222333344445a6b7c8d"
SERVICE = "2026112122001419931441931972"

ROW = OrderRow(
    ORDER_ID, f"{DAY}T14:32:10+08:00", Money(2650), OrderState.PAID, "paid", ("A012", "B007"),
    "opened", "", "张*",
)  # fmt: skip
LINES = (
    SoldLine(0, Label("农夫山泉 550ml", "Spring water 550 ml"), 2, Money(200), 1),
    SoldLine(1, Label("火腿鸡蛋三明治", "Ham and egg sandwich"), 1, Money(1250)),
    SoldLine(2, Label("黄油可颂", "Butter croissant"), 1, Money(1000)),
)
REFUNDS = (
    RefundRow(
        "r-1", Money(200), RefundState.REFUNDED, RefundReason.WRONG_ITEM,
        f"{DAY}T14:40:00+08:00", "20261121-R0001",
    ),
    RefundRow(
        "r-2", Money(300), RefundState.UNKNOWN, RefundReason.QUALITY, f"{DAY}T15:02:00+08:00"
    ),
    RefundRow(
        "r-3", Money(1000), RefundState.FAILED, RefundReason.OTHER, f"{DAY}T15:05:00+08:00",
        detail="ACQ.SELLER_BALANCE_NOT_ENOUGH",
    ),
)  # fmt: skip
REFUNDABLE = Refundable(PAYMENT_ID, "alipay", Money(2150), LINES, REFUNDS)
COUNTER_ROWS = (
    CounterRow("p-1", ORDER_ID, Money(2650), f"{DAY}T14:32:10+08:00", "cash"),
    CounterRow("p-2", "0198f0aa1111222233334444aaaabbbb", Money(125_00), f"{DAY}T14:31:00", "cash"),
)
OPEN_ONES = (
    OpenPayment(PAYMENT_ID, ORDER_ID, "payment", "alipay", Money(1800), "unknown", f"{DAY}T14:20"),
    OpenPayment("r-2", ORDER_ID, "refund", "wechat", Money(300), "submitting", f"{DAY}T15:02:00"),
)
RUNNING = DayEnd(
    None,
    DAY,
    Period(1201, 1277, "3f" * 32, "2026-11-20T22:04:10+08:00", f"{DAY}T15:10:00+08:00"),
    (
        RailDay("wallet", 12, Money(31240), 1, Money(200), Money(0)),
        RailDay("alipay", 21, Money(54160), 1, Money(650), Money(321)),
        RailDay("wechat", 17, Money(40050), 0, Money(0), Money(0)),
        RailDay("cash", 4, Money(9800), 1, Money(1000), Money(0)),
    ),
    54,
    3,
    Money(30000),
    Money(38800),
    (ReceiptRange(DAY, 1, 54, 54),),
    OPEN_ONES,
)
CLOSED = DayEnd(
    41,
    "2026-11-20",
    Period(1101, 1200, "a9" * 32, "2026-11-19T22:01:00+08:00", "2026-11-20T22:04:10+08:00"),
    (RailDay("wallet", 30, Money(912_340_00), 0, Money(0), Money(0)),),
    30,
    0,
    Money(0),
    Money(0),
    (ReceiptRange("2026-11-20", 1, 31, 30),),
    (),
)
DIFFERENCES = (
    Difference(Kind.PAID_BUT_OPEN, PAYMENT_ID, "", Money(1800), Money(1800), 14, SERVICE),
    Difference(Kind.MISSING_IN_BOOKS, "T20261121-77", "", None, Money(990), 15, SERVICE),
    Difference(Kind.AMOUNT_DIFFERS, ORDER_ID, "", Money(2650), Money(2560), 16, SERVICE),
    Difference(Kind.REFUND_MISSING_IN_BILL, ORDER_ID, "0198f0aab2", Money(650), None),
    Difference(Kind.CHARGED_THOUGH_CLOSED, ORDER_ID, "", Money(350), Money(350), 18, SERVICE),
)
COMPARISON = Comparison(
    "20881000000000000156_20261121_DETAILS.csv", "alipay", DAY, 22, DIFFERENCES, Money(321),
    Money(321),
)  # fmt: skip
SAME = Comparison("wx-20261121.csv", "wechat", DAY, 17, (), Money(240), Money(0))
FILES = (
    BillFile("/media/usb/20881_20261121.zip", "20881_20261121.zip", 18_233, is_on_stick=True),
    BillFile("/data/bills/wx-20261121.csv", "wx-20261121.csv", 4_120, is_on_stick=False),
)
NOT_AN_AMOUNT = Label("“手续费”不是金额：'x'", "手续费 is no amount: 'x'")
FOLDER = "/var/lib/kaimen/bills"
EXPORTED = s.Export(s.ExportNotice.DONE, ("/var/lib/kaimen/reports", "/media/usb/kaimen-reports"))

STAFF_SCREENS: dict[str, s.StaffScreen] = {
    "staff-refund": s.StaffRefund(ROW, REFUNDABLE, ((0, 1), (1, 1)), reason=RefundReason.QUALITY),
    "staff-refund-empty": s.StaffRefund(ROW, REFUNDABLE),
    "staff-refund-by-hand": s.StaffRefund(ROW, REFUNDABLE, by_hand=Money(650)),
    "staff-refund-amount": s.StaffRefundAmount(Money(2150), is_out_of_range=True),
    "staff-refund-confirm": s.StaffRefundConfirm(
        Money(1450), RefundReason.QUALITY, "alipay", Money(700)
    ),
    "staff-refund-asking": s.StaffRefundResult(
        ORDER_ID, Money(1450), "alipay", s.RefundNotice.ASKING
    ),
    "staff-refund-done": s.StaffRefundResult(ORDER_ID, Money(1450), "cash", s.RefundNotice.DONE),
    "staff-refund-refused": s.StaffRefundResult(
        ORDER_ID, Money(1450), "alipay", s.RefundNotice.REFUSED, "ACQ.SELLER_BALANCE_NOT_ENOUGH"
    ),
    "staff-refund-unknown": s.StaffRefundResult(
        ORDER_ID, Money(1450), "wechat", s.RefundNotice.NOT_KNOWN_YET
    ),
    "staff-refund-too-much": s.StaffRefundResult(
        ORDER_ID, Money(1450), "alipay", s.RefundNotice.NOT_ALLOWED, left=Money(700)
    ),
    "staff-counter": s.StaffCounter(COUNTER_ROWS),
    "staff-counter-none": s.StaffCounter((), gone=True),
    "staff-counter-order": s.StaffCounterOrder(COUNTER_ROWS[0], ("cash", "card")),
    "staff-counter-confirm": s.StaffCounterConfirm(COUNTER_ROWS[0], Rail.CASH),
    "staff-counter-busy": s.StaffCounterBusy(COUNTER_ROWS[0]),
    "staff-day-end": s.StaffDayEnd(RUNNING, 41),
    "staff-day-end-closed": s.StaffDayEnd(CLOSED, 41, EXPORTED),
    "staff-close-day": s.StaffCloseDay(RUNNING, 42),
    "staff-bills": s.StaffBills(FILES, FOLDER),
    "staff-bills-refused": s.StaffBills(
        FILES, FOLDER, refused=("wx-20261121.csv", 7, NOT_AN_AMOUNT)
    ),
    "staff-bills-none": s.StaffBills((), FOLDER),
    "staff-comparison": s.StaffComparison(COMPARISON),
    "staff-comparison-same": s.StaffComparison(SAME, EXPORTED),
}  # fmt: skip
