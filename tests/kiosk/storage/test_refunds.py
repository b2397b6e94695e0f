"""Refunds on disk: the same id and amount on every retry, and never more than was paid."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from cloud_sync import outbox
from cloud_sync.payloads import RefundDone
from kiosk.domain.accounts import CASH, REFUNDS, funds_of, takings_of
from kiosk.domain.money import Money
from kiosk.domain.payment import Paid, Unknown
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused, RefundState
from kiosk.storage import journal, ledger, orders, payment_rows, payments, refunds
from kiosk.storage.database import transaction
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.refunds import RefundNotAllowedError
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS, an_order, payment_for

Connect = Callable[[], sqlite3.Connection]
PAYMENT = replace(payment_for(an_order()), rail="alipay")
WAIT_S = 20.0


@pytest.fixture
def paid(db: sqlite3.Connection) -> sqlite3.Connection:
    """A latte for 22 yuan, paid by Alipay and handed out."""
    orders.place(db, an_order(), PAYMENT, "张*", AT)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    orders.complete(db, "pay-1", None, ADDRESS, AT)
    return db


def a_refund(minor: int = 2200, refund_id: str = "refund-1") -> Refund:
    return Refund(refund_id, PAYMENT, Money(minor), RefundReason.QUALITY)


def give(db: sqlite3.Connection, refund: Refund) -> None:
    refunds.intend(db, refund, "staff", AT)
    refunds.submitting(db, refund.id, AT)
    refunds.record(db, refund.id, Refunded(), AT)


def test_a_refund_is_written_down_before_it_is_sent(paid: sqlite3.Connection) -> None:
    assert refunds.intend(paid, a_refund(), "staff", AT)
    assert refunds.get(paid, "refund-1") == (a_refund(), RefundState.CREATED)
    assert ledger.balance(paid, REFUNDS) == Money(0)
    assert [line[1:] for line in journal.latest(paid, 1)] == [
        ("refund.created", "refund-1", "2200")
    ]


def test_the_back_office_hears_of_money_that_has_gone_back_once(paid: sqlite3.Connection) -> None:
    refunds.intend(paid, a_refund(700), "staff", AT)
    for outcome in (Unknown("no answer"), Refunded(), Refunded()):
        refunds.record(paid, "refund-1", outcome, AT, ADDRESS)
    sent = {one.key: one for one in outbox.pending(paid, 10)}
    assert (
        sent["refund-1"].topic == f"kaimen/v1/{ADDRESS.site_id}/{ADDRESS.device_id}/orders/refunds"
    )
    told = RefundDone.from_bytes(sent["refund-1"].payload)
    assert (told.payment_id, told.amount_minor, told.rail, told.reason) == (
        "pay-1",
        700,
        "alipay",
        "quality",
    )
    assert told.ledger_head == ledger.head(paid)[1]


def test_a_refund_that_is_refused_is_not_told(paid: sqlite3.Connection) -> None:
    refunds.intend(paid, a_refund(), "staff", AT)
    refunds.record(paid, "refund-1", RefundRefused("the account is closed"), AT, ADDRESS)
    assert "refund-1" not in {one.key for one in outbox.pending(paid, 10)}


def test_money_given_back_is_in_the_books_once(paid: sqlite3.Connection) -> None:
    give(paid, a_refund())
    refunds.record(paid, "refund-1", Refunded(), AT)
    accounts = (funds_of("alipay"), takings_of("alipay"), REFUNDS)
    assert [ledger.balance(paid, one).minor for one in accounts] == [0, 2200, 2200]
    assert audit_books(paid).broken == ()


def test_all_of_it_ends_the_payment_and_keeps_the_receipt(paid: sqlite3.Connection) -> None:
    before = orders.receipt_of(paid, "order-1", ADDRESS.shop)
    give(paid, a_refund(2000))
    assert payment_rows.state_of(paid, "pay-1") == "paid"
    give(paid, a_refund(200, "refund-2"))
    assert payment_rows.state_of(paid, "pay-1") == "refunded"
    assert orders.receipt_of(paid, "order-1", ADDRESS.shop) == before
    assert before is not None


def test_cash_goes_back_out_of_the_drawer(db: sqlite3.Connection) -> None:
    cash = replace(PAYMENT, rail="cash")
    orders.place(db, an_order(), cash, "张*", AT)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    give(db, replace(a_refund(700), payment=cash))
    assert ledger.balance(db, CASH) == Money(1500)


def test_a_second_tap_is_the_same_refund(paid: sqlite3.Connection) -> None:
    assert refunds.intend(paid, a_refund(), "staff", AT)
    before = list(paid.iterdump())
    assert not refunds.intend(paid, a_refund(), "staff", AT)
    assert list(paid.iterdump()) == before


def test_an_id_never_gets_another_amount(paid: sqlite3.Connection) -> None:
    refunds.intend(paid, a_refund(700), "staff", AT)
    with pytest.raises(RefundNotAllowedError, match="another amount"):
        refunds.intend(paid, a_refund(800), "staff", AT)


@pytest.mark.parametrize(
    "amount", [Money(2201), Money(0), Money(-1), Money(10**18), Money(700, "USD")]
)
def test_what_was_not_paid_is_not_given_back(paid: sqlite3.Connection, amount: Money) -> None:
    before = list(paid.iterdump())
    with pytest.raises(RefundNotAllowedError):
        refunds.intend(paid, replace(a_refund(), amount=amount), "staff", AT)
    assert list(paid.iterdump()) == before


def test_refunds_together_never_exceed_what_was_paid(paid: sqlite3.Connection) -> None:
    refunds.intend(paid, a_refund(1500), "staff", AT)
    assert refunds.refundable(paid, "pay-1") == Money(700)
    with pytest.raises(RefundNotAllowedError, match="700 are left"):
        refunds.intend(paid, a_refund(701, "refund-2"), "staff", AT)
    refunds.record(paid, "refund-1", RefundRefused("the account is closed"), AT)
    assert refunds.intend(paid, a_refund(2200, "refund-2"), "staff", AT)


@pytest.mark.parametrize("state", ["created", "submitting", "unknown", "cancelling", "closed"])
def test_a_payment_that_is_not_paid_has_nothing_to_give_back(
    db: sqlite3.Connection, state: str
) -> None:
    orders.place(db, an_order(), PAYMENT, "张*", AT)
    db.execute("UPDATE payments SET state = ?", (state,))
    with pytest.raises(RefundNotAllowedError, match="0 are left"):
        refunds.intend(db, a_refund(), "staff", AT)


def test_no_answer_is_not_a_no(paid: sqlite3.Connection) -> None:
    refunds.intend(paid, a_refund(), "staff", AT)
    for _ in range(3):
        assert refunds.submitting(paid, "refund-1", AT)
        assert refunds.record(paid, "refund-1", Unknown("no answer"), AT) is RefundState.UNKNOWN
    assert refunds.open_ones(paid) == [a_refund()]
    assert refunds.detail_of(paid, "refund-1") == "no answer"
    refunds.record(paid, "refund-1", Refunded(), AT)
    assert not refunds.submitting(paid, "refund-1", AT)
    assert refunds.open_ones(paid) == []


def test_a_no_is_final_and_told_in_its_words(paid: sqlite3.Connection) -> None:
    refunds.intend(paid, a_refund(), "staff", AT)
    refunds.record(paid, "refund-1", RefundRefused("the account is closed"), AT)
    refunds.record(paid, "refund-1", Refunded(), AT)
    assert refunds.state_of(paid, "refund-1") is RefundState.FAILED
    assert refunds.detail_of(paid, "refund-1") == "the account is closed"
    assert ledger.balance(paid, REFUNDS) == Money(0)


def test_when_the_service_will_not_take_late_money_back_staff_may_try_again(
    db: sqlite3.Connection,
) -> None:
    orders.place(db, an_order(), PAYMENT, "张*", AT)
    payments.give_up(db, "pay-1", AT)
    payments.record_outcome(db, "pay-1", Paid(), AT)
    refunds.record(db, "pay-1-LATE", RefundRefused("the account is closed"), AT)
    assert payment_rows.state_of(db, "pay-1") == "refunding"
    give(db, a_refund())
    assert payment_rows.state_of(db, "pay-1") == "refunded"
    assert audit_books(db).broken == ()


def test_two_at_once_cannot_give_back_the_same_money(
    paid: sqlite3.Connection, connect: Connect
) -> None:
    together = threading.Barrier(2)
    refused: list[str] = []
    connections = [connect(), connect()]

    def intend(number: int) -> None:
        together.wait(WAIT_S)
        try:
            with transaction(connections[number]):
                refunds.intend(connections[number], a_refund(2200, f"refund-{number}"), "staff", AT)
        except RefundNotAllowedError:
            refused.append(f"refund-{number}")

    threads = [threading.Thread(target=intend, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WAIT_S)
    assert len(refused) == 1
    assert refunds.refundable(paid, "pay-1") == Money(0)
