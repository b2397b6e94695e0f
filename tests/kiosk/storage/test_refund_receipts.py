"""What can go back of an order, what did, and the receipts of it: numbered without gaps."""

from __future__ import annotations

import sqlite3

from kiosk.domain.money import Money, yuan
from kiosk.domain.payment import Paid, Payment, Rail, Unknown
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused, RefundState
from kiosk.storage import (
    counter_orders,
    orders,
    payments,
    refund_lines,
    refund_receipts,
    refunds,
)
from kiosk.storage.database import transaction
from tests.support.builders import BAGEL, LATTE, a_cart, an_order
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS
from tests.support.sales import buy


def sell(db: sqlite3.Connection) -> Payment:
    """Two lattes and a bagel by WeChat Pay."""
    order = an_order(a_cart(LATTE, LATTE, BAGEL), "o-1")
    payment = Payment("p-1", order.id, "zhang", order.total, Rail.WECHAT)
    orders.place(db, order, payment, "张*", AT)
    payments.submitting(db, payment.id, AT)
    payments.record_outcome(db, payment.id, Paid(service_number="4200001"), AT)
    orders.complete(db, payment.id, None, ADDRESS, AT)
    return payment


def intend(
    db: sqlite3.Connection,
    refund_id: str,
    payment: Payment,
    amount: Money,
    lines: tuple[tuple[int, int], ...] = (),
) -> None:
    with transaction(db):
        refund = Refund(refund_id, payment, amount, RefundReason.WRONG_ITEM)
        assert refunds.intend(db, refund, "staff", AT)
        refund_lines.put(db, refund_id, lines)


def test_what_went_back_of_a_line_is_not_offered_again(db: sqlite3.Connection) -> None:
    payment = sell(db)
    intend(db, "r-1", payment, yuan("26"), ((0, 1),))
    found = refund_lines.refundable_of(db, "o-1")
    assert found is not None
    assert [(line.quantity, line.given_back) for line in found.lines] == [(2, 1), (1, 0)]
    assert found.left == yuan("44")
    assert [(one.id, one.state) for one in found.refunds] == [("r-1", RefundState.CREATED)]


def test_what_the_service_refused_can_go_back_again(db: sqlite3.Connection) -> None:
    payment = sell(db)
    intend(db, "r-1", payment, yuan("26"), ((0, 1),))
    refunds.record(db, "r-1", RefundRefused("balance too low"), AT)
    found = refund_lines.refundable_of(db, "o-1")
    assert found is not None
    assert [line.left for line in found.lines] == [2, 1]
    assert found.left == payment.amount
    assert found.refunds[0].detail == "balance too low"


def test_an_order_that_was_never_paid_has_nothing_to_give_back(db: sqlite3.Connection) -> None:
    order = an_order(order_id="o-1")
    orders.place(db, order, Payment("p-1", "o-1", "zhang", order.total, Rail.WECHAT), "", AT)
    assert refund_lines.refundable_of(db, "o-1") is None
    assert refund_lines.refundable_of(db, "o-9") is None


def test_the_receipt_of_a_refund_names_its_sale_and_its_lines(db: sqlite3.Connection) -> None:
    payment = sell(db)
    intend(db, "r-1", payment, yuan("26"), ((0, 1),))
    assert refund_receipts.receipt_of(db, "r-1", ADDRESS.shop) is None
    refunds.record(db, "r-1", Refunded(), AT)
    receipt = refund_receipts.receipt_of(db, "r-1", ADDRESS.shop)
    assert receipt is not None
    assert (receipt.number, receipt.refund_of) == ("20261121-R0001", "20261121-0001")
    assert (receipt.total, receipt.service_number, receipt.tickets) == (yuan("26"), "4200001", ())
    assert [(line.sku, line.quantity) for line in receipt.lines] == [("latte", 1)]


def test_numbers_have_no_gaps_where_refunds_failed_or_are_open(db: sqlite3.Connection) -> None:
    payment = sell(db)
    for number in range(1, 6):
        intend(db, f"r-{number}", payment, yuan("1"))
    refunds.record(db, "r-1", Refunded(), AT)
    refunds.record(db, "r-2", RefundRefused("no"), AT)
    refunds.record(db, "r-3", Unknown("no answer"), AT)
    refunds.record(db, "r-4", Refunded(), AT)
    refunds.record(db, "r-4", Refunded(), AT)
    refunds.record(db, "r-3", Refunded(), AT)
    found = refund_lines.refundable_of(db, "o-1")
    assert found is not None
    assert [one.number for one in found.refunds] == [
        "20261121-R0001",
        "",
        "20261121-R0003",
        "20261121-R0002",
        "",
    ]


def test_the_sale_s_receipt_stays_when_all_of_it_went_back(db: sqlite3.Connection) -> None:
    payment = sell(db)
    intend(db, "r-1", payment, payment.amount)
    refunds.record(db, "r-1", Refunded(), AT)
    assert orders.receipt_of(db, "o-1", ADDRESS.shop) is not None
    assert refund_receipts.receipt_of(db, "r-1", ADDRESS.shop) is not None


def test_a_receipt_keeps_the_tax_of_its_day(db: sqlite3.Connection) -> None:
    order = an_order(order_id="o-1")
    payment = Payment("p-1", "o-1", "zhang", order.total, Rail.CASH)
    orders.place(db, order, payment, "", AT)
    payments.record_outcome(db, "p-1", Paid(), AT)
    taxed = type(ADDRESS)(ADDRESS.shop, ADDRESS.site_id, ADDRESS.device_id, 600)
    done = orders.complete(db, "p-1", None, taxed, AT)
    assert done.receipt.tax_basis_points == 600
    again = orders.receipt_of(db, "o-1", ADDRESS.shop)
    assert again is not None
    assert again.tax_basis_points == 600


# --- the counter --------------------------------------------------------------------------------


def wait_at_counter(db: sqlite3.Connection, number: int, rail: Rail = Rail.CASH) -> Payment:
    order = an_order(order_id=f"o-{number}")
    payment = Payment(f"p-{number}", order.id, "", order.total, rail)
    orders.place(db, order, payment, "", AT)
    payments.submitting(db, payment.id, AT)
    return payment


def test_orders_wait_at_the_counter_until_they_are_over(db: sqlite3.Connection) -> None:
    buy(db, 1, Rail.CASH)
    wait_at_counter(db, 2)
    wait_at_counter(db, 3, Rail.WECHAT)
    wait_at_counter(db, 4)
    assert [row.payment_id for row in counter_orders.waiting(db)] == ["p-4", "p-2"]
    payments.give_up(db, "p-4", AT)
    assert [row.payment_id for row in counter_orders.waiting(db)] == ["p-2"]


def test_staff_say_whether_it_was_cash_or_a_card(db: sqlite3.Connection) -> None:
    wait_at_counter(db, 1)
    payment = counter_orders.receiving(db, "p-1", Rail.CARD, AT)
    assert payment is not None
    assert payment.rail == "card"
    payments.record_outcome(db, "p-1", Paid(), AT)
    assert counter_orders.receiving(db, "p-1", Rail.CASH, AT) is None


def test_money_is_not_taken_for_an_order_of_another_rail(db: sqlite3.Connection) -> None:
    wait_at_counter(db, 1, Rail.WECHAT)
    assert counter_orders.receiving(db, "p-1", Rail.CASH, AT) is None
