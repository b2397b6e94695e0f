"""Day-ends out of real books: what an X counts, and that a Z closes it once."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from kiosk.domain.day_end import OpenPayment, RailDay, ReceiptRange
from kiosk.domain.money import Money, yuan
from kiosk.domain.payment import Payment, Rail, Unknown
from kiosk.domain.refund import Refund, RefundReason
from kiosk.storage import day_end, ledger, orders, payments, refunds, wallet
from kiosk.storage.database import DatabaseDamagedError, StorageError, transaction
from tests.support.builders import an_order
from tests.support.fake_clock import AT
from tests.support.sales import buy, give_back

LATER = AT + timedelta(hours=1)


def test_a_new_kiosk_has_nothing_to_tell(db: sqlite3.Connection) -> None:
    day = day_end.so_far(db, AT)
    assert (day.number, day.rails, day.orders, day.cash) == (None, (), 0, Money(0))
    assert (day.period.first, day.period.last) == (1, 0)


def test_the_x_report_counts_what_was_sold_and_given_back(db: sqlite3.Connection) -> None:
    wallet.top_up(db, "top-1", "zhang", yuan("100"), AT)
    alipay, cash = buy(db, 1, Rail.ALIPAY), buy(db, 2, Rail.CASH)
    buy(db, 3, Rail.ALIPAY)
    give_back(db, alipay, "6")
    give_back(db, cash, "26")
    day = day_end.so_far(db, LATER)
    assert day.rails == (
        RailDay("alipay", 2, yuan("52"), 1, yuan("6"), Money(0)),
        RailDay("cash", 1, yuan("26"), 1, yuan("26"), Money(0)),
    )
    assert (day.top_ups, day.topped_up, day.cash) == (1, yuan("100"), yuan("100"))
    assert (day.orders, day.receipts) == (3, (ReceiptRange("2026-11-21", 1, 3, 3),))
    assert day.open_payments == ()


def test_open_payments_and_refunds_are_listed(db: sqlite3.Connection) -> None:
    paid = buy(db, 1, Rail.WECHAT)
    order = an_order(order_id="o-2")
    payment = Payment("p-2", order.id, "", order.total, Rail.WECHAT)
    orders.place(db, order, payment, "", AT)
    payments.submitting(db, "p-2", AT)
    payments.record_outcome(db, "p-2", Unknown("no answer"), LATER)
    refund = Refund("r-1", paid, yuan("1"), RefundReason.OTHER)
    refunds.intend(db, refund, "staff", AT)
    refund_row = OpenPayment("r-1", "o-1", "refund", "wechat", yuan("1"), "created", AT.isoformat())
    payment_row = OpenPayment(
        "p-2", "o-2", "payment", "wechat", yuan("26"), "unknown", LATER.isoformat()
    )
    assert day_end.so_far(db, LATER).open_payments == (refund_row, payment_row)


def test_a_z_closes_the_period_and_the_next_begins_after_it(db: sqlite3.Connection) -> None:
    buy(db, 1, Rail.ALIPAY)
    first = day_end.close_day(db, "close-1", AT)
    buy(db, 2, Rail.CASH)
    second = day_end.close_day(db, "close-2", LATER)
    assert (first.number, second.number) == (1, 2)
    assert [rail.rail for rail in first.rails] == ["alipay"]
    assert [rail.rail for rail in second.rails] == ["cash"]
    assert second.period.first == first.period.last + 1
    assert first.period.head != second.period.head == ledger.head(db)[1]
    assert day_end.so_far(db, LATER).rails == ()
    assert day_end.last_number(db) == 2


def test_two_taps_close_one_day(db: sqlite3.Connection) -> None:
    buy(db, 1, Rail.ALIPAY)
    first = day_end.close_day(db, "close-1", AT)
    buy(db, 2, Rail.ALIPAY)
    assert day_end.close_day(db, "close-1", LATER) == first
    assert day_end.last_number(db) == 1


def test_a_closed_day_is_read_as_it_was_closed(db: sqlite3.Connection) -> None:
    paid = buy(db, 1, Rail.ALIPAY)
    first = day_end.close_day(db, "close-1", AT)
    give_back(db, paid, "26")
    day_end.close_day(db, "close-2", LATER)
    assert day_end.closed(db, 1) == first
    assert day_end.closed(db, 3) is None


@pytest.mark.parametrize(
    "statement", ["UPDATE day_ends SET closed_at = 'x'", "DELETE FROM day_ends"]
)
def test_a_closed_day_cannot_be_changed(db: sqlite3.Connection, statement: str) -> None:
    day_end.close_day(db, "close-1", AT)
    with pytest.raises(StorageError, match="closed once"), transaction(db):
        db.execute(statement)


def test_a_closed_day_that_was_altered_is_not_shown(db: sqlite3.Connection) -> None:
    day_end.close_day(db, "close-1", AT)
    day_end.close_day(db, "close-2", AT)
    db.execute("DROP TRIGGER day_ends_never_change")
    db.execute("UPDATE day_ends SET snapshot = replace(snapshot, '\"orders\":0', '\"orders\":1')")
    with pytest.raises(DatabaseDamagedError, match="day-end 2 was altered"):
        day_end.closed(db, 2)
