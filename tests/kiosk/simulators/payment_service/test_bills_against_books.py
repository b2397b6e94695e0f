"""The bills that the simulated services write, read by the kiosk and held against its books."""

from __future__ import annotations

from datetime import date

from kiosk.domain.bill import BillKind
from kiosk.domain.bill_reader import parse_bill
from kiosk.domain.money import Money
from kiosk.domain.payment import PaymentState, Rail
from kiosk.domain.reconcile import BookedPayment, BookedRefund, Books, differences, fees_of
from kiosk.domain.reconcile import DifferenceKind as Kind
from kiosk.domain.refund import RefundState
from kiosk.simulators.payment_service.service import PaymentService
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, WeChatMerchant
from tests.support.fake_clock import AT

DAY = date(2026, 11, 21)
PAID = BookedPayment("N1", "o-1", Money(10000), PaymentState.PAID, AT)
BACK = BookedRefund("R1", "N1", Money(4000), RefundState.REFUNDED, AT)
CANCELLED = BookedPayment("N2", "o-2", Money(500), PaymentState.REFUNDED, AT)
UNDONE = BookedRefund("N2-LATE", "N2", Money(500), RefundState.REFUNDED, AT)


def test_alipays_bill_of_a_day_agrees_with_our_books(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    alipay.pay("N1", "100.00")
    alipay.refund("N1", "R1", "40.00")
    alipay.pay("N2", "5.00")
    alipay.cancel("N2")
    bill = parse_bill(service.shoppers.bill("alipay", DAY))
    books = Books(DAY, (PAID, CANCELLED), (BACK, UNDONE))
    assert (bill.rail, len(bill.rows)) == (Rail.ALIPAY, 4)
    assert differences(bill, books) == ()
    assert {Money(38), Money(-15)} <= {fee.amount for fee in fees_of(bill, books)}


def test_wechats_bill_of_a_day_agrees_with_our_books(
    service: PaymentService, wechat: WeChatMerchant
) -> None:
    wechat.pay("N1", 10000)
    wechat.refund("N1", "R1", 4000, total=10000)
    bill = parse_bill(service.shoppers.bill("wechat", DAY))
    assert [row.kind for row in bill.rows] == [BillKind.PAYMENT, BillKind.REFUND]
    assert differences(bill, Books(DAY, (PAID,), (BACK,))) == ()


def test_what_the_service_took_and_we_closed_is_found(
    service: PaymentService, alipay: AlipayMerchant
) -> None:
    alipay.pay("N1", "100.00")
    closed = BookedPayment("N1", "o-1", Money(10000), PaymentState.CLOSED, AT)
    found = differences(parse_bill(service.shoppers.bill("alipay", DAY)), Books(DAY, (closed,), ()))
    assert [one.kind for one in found] == [Kind.CHARGED_THOUGH_CLOSED]


def test_a_day_without_trade_is_an_empty_bill(service: PaymentService) -> None:
    for rail in ("alipay", "wechat"):
        assert parse_bill(service.shoppers.bill(rail, DAY)).rows == ()
