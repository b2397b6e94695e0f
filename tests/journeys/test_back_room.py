"""Staff and money, through the whole kiosk without a window: real flows, storage and rails."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.domain.accounts import CASH, takings_of
from kiosk.domain.bill import SERVICE_ZONE, BillKind, BillRow
from kiosk.domain.money import Money, yuan
from kiosk.domain.payment import ByMember, Rail
from kiosk.domain.reconcile import DifferenceKind
from kiosk.domain.refund import RefundReason
from kiosk.flows import events as on
from kiosk.flows import staff_events as staff_on
from kiosk.flows.screens import StaffOrder, StaffPage
from kiosk.flows.staff_screens import (
    RefundNotice,
    StaffBills,
    StaffComparison,
    StaffDayEnd,
    StaffRefundResult,
)
from kiosk.storage import ledger, orders, payments, wallet
from tests.support.bills import alipay_bill
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS, an_order, payment_for
from tests.support.headless_kiosk import HeadlessKiosk
from tests.support.sales import buy

PIN = "290417"


@pytest.fixture
def kiosk(tmp_path: Path) -> HeadlessKiosk:
    one = HeadlessKiosk(tmp_path / "kaimen.db")
    one.start()
    return one


def enter(kiosk: HeadlessKiosk, page: StaffPage) -> None:
    """On the first start: the PIN is chosen, and repeated."""
    kiosk.touch(on.DigitsEntered(PIN), on.DigitsEntered(PIN))
    kiosk.touch(on.StaffPageChosen(page))


def test_money_goes_back_into_the_wallet_and_its_receipt_is_printed(kiosk: HeadlessKiosk) -> None:
    db = kiosk.database
    order = an_order()
    payment = payment_for(order)
    wallet.top_up(db, "top-1", payment.member_id, yuan("100"), AT)
    orders.place(db, order, payment, "张*", AT)
    payments.submitting(db, payment.id, AT)
    payments.record_outcome(db, payment.id, kiosk.rail.charge(payment, ByMember()), AT)
    orders.complete(db, payment.id, None, ADDRESS, AT)
    enter(kiosk, StaffPage.ORDERS)
    kiosk.touch(on.OrderChosen(order.id), staff_on.RefundPressed(), staff_on.RefundAllPressed())
    kiosk.touch(staff_on.RefundReasonChosen(RefundReason.QUALITY), on.ConfirmPressed())
    kiosk.tap_twice(on.ConfirmPressed())
    assert kiosk.sees(StaffRefundResult).notice is RefundNotice.DONE
    assert wallet.balance(db, payment.member_id) == yuan("100")

    kiosk.touch(on.DonePressed())
    refundable = kiosk.sees(StaffOrder).refundable
    assert refundable is not None
    assert (refundable.left, len(refundable.refunds)) == (Money(0), 1)
    kiosk.touch(staff_on.PrintRefundPressed(refundable.refunds[0].id))
    paper, _ = kiosk.printer.printed[-1]
    assert (paper.number, paper.refund_of) == ("20261121-R0001", "20261121-0001")


def test_an_x_report_a_bill_and_a_z_report(kiosk: HeadlessKiosk, tmp_path: Path) -> None:
    db = kiosk.database
    buy(db, 1, Rail.ALIPAY)
    buy(db, 2, Rail.ALIPAY)
    buy(db, 3, Rail.CASH)
    enter(kiosk, StaffPage.DAY_END)
    assert kiosk.sees(StaffDayEnd).day.taken == yuan("78")

    at = AT.astimezone(SERVICE_ZONE)
    row = BillRow(6, BillKind.PAYMENT, "p-1", "", "s-1", yuan("26"), Money(16), at, "交易")
    (tmp_path / "bills").mkdir()
    bill = tmp_path / "bills" / "alipay.csv"
    bill.write_bytes(alipay_bill([row]))
    kiosk.touch(staff_on.BillsPressed())
    assert [file.name for file in kiosk.sees(StaffBills).files] == ["alipay.csv"]
    kiosk.touch(staff_on.BillChosen(str(bill)))
    comparison = kiosk.sees(StaffComparison).comparison
    assert [(one.kind, one.payment_id) for one in comparison.differences] == [
        (DifferenceKind.MISSING_IN_BILL, "p-2")
    ]
    assert comparison.learnt == Money(16)

    kiosk.touch(staff_on.ExportPressed())
    assert kiosk.reports.exported[0][1] == comparison
    kiosk.touch(on.BackPressed(), on.BackPressed(), staff_on.CloseDayPressed())
    kiosk.tap_twice(on.ConfirmPressed())
    shown = kiosk.sees(StaffDayEnd)
    assert (shown.day.number, shown.last_number) == (1, 1)
    assert shown.day.fees == Money(16)
    assert shown.day.cash == yuan("26")
    assert ledger.balance(db, CASH) == yuan("26")
    assert ledger.balance(db, takings_of(Rail.ALIPAY)) == yuan("52")


def test_a_bill_with_a_wrong_line_changes_nothing(kiosk: HeadlessKiosk, tmp_path: Path) -> None:
    buy(kiosk.database, 1, Rail.ALIPAY)
    head = ledger.head(kiosk.database)
    (tmp_path / "bills").mkdir()
    bill = tmp_path / "bills" / "broken.csv"
    at = AT.astimezone(SERVICE_ZONE)
    row = BillRow(6, BillKind.PAYMENT, "p-1", "", "s-1", yuan("26"), Money(16), at, "交易")
    bill.write_bytes(alipay_bill([row]).replace(b"26.00", b"26.0o"))
    enter(kiosk, StaffPage.DAY_END)
    kiosk.touch(staff_on.BillsPressed(), staff_on.BillChosen(str(bill)))
    refused = kiosk.sees(StaffBills).refused
    assert refused is not None
    assert refused[:2] == ("broken.csv", 6)
    assert ledger.head(kiosk.database) == head


def test_a_refund_of_an_order_is_shown_on_it_afterwards(kiosk: HeadlessKiosk) -> None:
    buy(kiosk.database, 1, Rail.CASH)
    enter(kiosk, StaffPage.ORDERS)
    kiosk.touch(on.OrderChosen("o-1"), staff_on.RefundPressed(), staff_on.RefundAllPressed())
    kiosk.touch(staff_on.RefundReasonChosen(RefundReason.QUALITY), on.ConfirmPressed())
    kiosk.tap_twice(on.ConfirmPressed())
    kiosk.touch(on.DonePressed())
    refundable = kiosk.sees(StaffOrder).refundable
    assert refundable is not None
    assert [one.amount for one in refundable.refunds] == [yuan("26")]
    assert refundable.left == Money(0)
