"""A payment's life on disk: what follows from an answer is in the transaction that records it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from kiosk.domain.accounts import REFUNDS, funds_of, takings_of
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    PaymentState,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundState
from kiosk.storage import journal, ledger, orders, payment_rows, payments, refunds
from kiosk.storage.database import StorageError
from kiosk.storage.ledger_reader import audit_books
from tests.support.fake_clock import AT
from tests.support.fake_shop import an_order, payment_for

OPEN = ["created", "submitting", "paying", "unknown"]
TAKEN = Money(2200)


def place(db: sqlite3.Connection, rail: str = "alipay", state: str = "submitting") -> None:
    payment = replace(payment_for(an_order()), rail=rail, subject="开门咖啡")
    orders.place(db, an_order(), payment, "张*", AT)
    db.execute("UPDATE payments SET state = ?", (state,))


def states(db: sqlite3.Connection) -> tuple[str, str]:
    """Of the only order and its payment."""
    (order,) = db.execute("SELECT state FROM orders").fetchone()
    (payment,) = db.execute("SELECT state FROM payments").fetchone()
    return order, payment


def books(db: sqlite3.Connection, rail: str = "alipay") -> tuple[int, int, int]:
    """Funds, takings and refunds, in fen; the chain is whole."""
    assert audit_books(db).broken == ()
    accounts = (funds_of(rail), takings_of(rail), REFUNDS)
    funds, takings, given = (ledger.balance(db, account).minor for account in accounts)
    return funds, takings, given


def test_a_payment_is_read_back_as_it_was_placed(db: sqlite3.Connection) -> None:
    place(db)
    expected = replace(payment_for(an_order()), rail="alipay", subject="开门咖啡")
    assert payment_rows.get(db, "pay-1") == expected
    assert payment_rows.find(db, "pay-9") is None


@pytest.mark.parametrize(
    "amount",
    [Money(0), Money(-1), Money(10**12 + 1), Money(2**63), Money(2200, "yuan"), Money(2200, "")],
)
def test_what_could_not_be_booked_is_not_asked_for(db: sqlite3.Connection, amount: Money) -> None:
    payment = replace(payment_for(an_order()), amount=amount)
    with pytest.raises(ValueError, match="cannot be booked"):
        orders.place(db, an_order(), payment, "张*", AT)
    assert db.execute("SELECT count(*) FROM orders").fetchone() == (0,)


@pytest.mark.parametrize("rail", ["alipay", "wechat", "card", "cash"])
def test_money_from_outside_is_in_the_books_when_it_is_paid(
    db: sqlite3.Connection, rail: str
) -> None:
    place(db, rail)
    db.execute("UPDATE payments SET member_id = ''")  # somebody whom we do not know
    for _ in range(3):
        payments.record_outcome(db, "pay-1", Paid(None, "2026112122001", "138****5678"), AT)
    assert books(db, rail) == (2200, 2200, 0)
    row = db.execute("SELECT service_number, payer, paid_at FROM payments").fetchone()
    assert row == ("2026112122001", "138********", AT.isoformat())
    entry = ledger.find(db, "pay-1")
    assert entry is not None
    assert [one.account.name for one in entry.postings] == [funds_of(rail).name, f"takings:{rail}"]


def test_a_wallet_keeps_its_own_books(db: sqlite3.Connection) -> None:
    place(db, "wallet")
    payments.record_outcome(db, "pay-1", Paid(Money(100)), AT)
    assert states(db) == ("open", "paid")
    assert ledger.find(db, "pay-1") is None


def test_books_that_cannot_be_written_leave_the_payment_as_it_was(db: sqlite3.Connection) -> None:
    place(db)
    db.execute(
        "CREATE TEMP TRIGGER no BEFORE INSERT ON ledger_entries BEGIN SELECT raise(ABORT, 'no');"
        " END"
    )
    with pytest.raises(StorageError):
        payments.record_outcome(db, "pay-1", Paid(), AT)
    assert states(db) == ("open", "submitting")


def test_the_payer_is_shown_nowhere_but_in_his_row(db: sqlite3.Connection) -> None:
    place(db)
    payments.record_outcome(db, "pay-1", Paid(None, "20261121", "138****5678"), AT)
    assert "138***" not in str(journal.latest(db))


# --- given up ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", OPEN)
def test_giving_up_is_on_disk_and_ends_the_order(db: sqlite3.Connection, state: str) -> None:
    place(db, state=state)
    for _ in range(2):
        assert payments.give_up(db, "pay-1", AT) is PaymentState.CANCELLING
    assert states(db) == ("cancelled", "cancelling")
    assert not payments.submitting(db, "pay-1", AT)
    assert [one.id for one, _ in payments.open_ones(db)] == ["pay-1"]


@pytest.mark.parametrize("state", ["paid", "failed", "closed", "refunding", "refunded"])
def test_what_is_over_is_not_given_up(db: sqlite3.Connection, state: str) -> None:
    place(db, state=state)
    assert payments.give_up(db, "pay-1", AT) == state
    assert states(db) == ("open", state)


def test_a_payment_nobody_knows_is_not_given_up(db: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="no payment pay-9"):
        payments.give_up(db, "pay-9", AT)


@pytest.mark.parametrize("outcome", [Closed(), Refused(Refusal.DECLINED)])
def test_a_payment_that_was_given_up_ends_without_money(
    db: sqlite3.Connection, outcome: Outcome
) -> None:
    place(db)
    payments.give_up(db, "pay-1", AT)
    payments.record_outcome(db, "pay-1", outcome, AT)
    assert states(db) == ("cancelled", "closed")
    assert books(db) == (0, 0, 0)


@pytest.mark.parametrize("outcome", [Unknown("no answer"), Waiting()])
def test_a_payment_that_was_given_up_is_asked_for_until_its_end_is_known(
    db: sqlite3.Connection, outcome: Outcome
) -> None:
    place(db)
    payments.give_up(db, "pay-1", AT)
    payments.record_outcome(db, "pay-1", outcome, AT)
    assert [state for _, state in payments.open_ones(db)] == [PaymentState.CANCELLING]


# --- too late ---------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["cancelling", "closed", "failed"])
def test_money_that_comes_too_late_goes_back(db: sqlite3.Connection, before: str) -> None:
    place(db, state=before)
    for _ in range(2):
        assert payments.record_outcome(db, "pay-1", Paid(), AT) is PaymentState.REFUNDING
    assert states(db) == ("cancelled", "refunding")
    assert books(db) == (2200, 2200, 0)
    (refund,) = refunds.open_ones(db)
    payment = payment_rows.get(db, "pay-1")
    assert refund == Refund("pay-1-LATE", payment, TAKEN, RefundReason.LATE)
    refunds.submitting(db, "pay-1-LATE", AT)
    assert refunds.record(db, "pay-1-LATE", Refunded(), AT) is RefundState.REFUNDED
    assert states(db) == ("cancelled", "refunded")
    assert books(db) == (0, 2200, 2200)


def test_late_money_and_its_refund_are_written_down_together_or_not_at_all(
    db: sqlite3.Connection,
) -> None:
    place(db, state="cancelling")
    db.execute(
        "CREATE TEMP TRIGGER no BEFORE INSERT ON refunds BEGIN SELECT raise(ABORT, 'no'); END"
    )
    with pytest.raises(StorageError):
        payments.record_outcome(db, "pay-1", Paid(), AT)
    assert states(db) == ("open", "cancelling")
    assert books(db) == (0, 0, 0)


@pytest.mark.parametrize("before", ["submitting", "paying", "unknown", "cancelling", "closed"])
def test_what_the_service_reversed_came_in_and_went_out(
    db: sqlite3.Connection, before: str
) -> None:
    place(db, state=before)
    for _ in range(2):
        assert payments.record_outcome(db, "pay-1", Reversed(), AT) is PaymentState.REFUNDED
    assert states(db) == ("cancelled", "refunded")
    assert books(db) == (0, 2200, 2200)
    assert refunds.open_ones(db) == []


def test_a_late_payment_that_was_reversed_meanwhile_is_not_given_back_twice(
    db: sqlite3.Connection,
) -> None:
    place(db, state="cancelling")
    payments.record_outcome(db, "pay-1", Paid(), AT)
    payments.record_outcome(db, "pay-1", Reversed(), AT)
    assert states(db) == ("cancelled", "refunded")
    assert books(db) == (0, 2200, 2200)
    assert refunds.open_ones(db) == []
