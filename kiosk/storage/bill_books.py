"""Our side of a bill: the payments and refunds of one rail that a day's bill should show.

Also books the fees that a bill tells, once for each of its rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo

from kiosk.domain.accounts import Account, AccountKind, funds_of
from kiosk.domain.bill import SERVICE_ZONE, Bill
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import PaymentState
from kiosk.domain.reconcile import BookedPayment, BookedRefund, Books, LearntFee
from kiosk.domain.refund import RefundState
from kiosk.storage import journal, ledger
from kiosk.storage.database import transaction

_PAYMENTS = """
    SELECT id, order_id, amount_minor, currency, state, coalesce(paid_at, updated_at)
    FROM payments WHERE rail = ? AND
"""
_REFUNDS = """
    SELECT r.id, r.payment_id, r.amount_minor, r.currency, r.state,
        coalesce(r.refunded_at, r.updated_at)
    FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.rail = ? AND
"""
_OPEN = "('created', 'submitting', 'paying', 'unknown', 'cancelling')"
"""As the index payments_open has it: those that go back have a time of payment."""

_MANY = 500
"""Ids asked for at once: SQLite has a limit of variables."""


def books_for(connection: sqlite3.Connection, bill: Bill, day: date, zone: tzinfo) -> Books:
    """What was settled on the bill's day, what is open, and whatever else the bill names.

    `zone`: the shop's, in which times are written down.
    """
    start, end = (_local(day, zone), _local(day + timedelta(days=1), zone))
    numbers = sorted({row.merchant_number for row in bill.rows})
    rail = bill.rail
    payments = {
        row[0]: _payment(row)
        for row in (
            *_rows(connection, f"{_PAYMENTS} paid_at >= ? AND paid_at < ?", rail, (start, end)),
            *_rows(connection, f"{_PAYMENTS} state IN {_OPEN}", rail, ()),
            *_named(connection, f"{_PAYMENTS} id", rail, numbers),
        )
    }
    on_day = f"{_REFUNDS} r.refunded_at >= ? AND r.refunded_at < ?"
    of_these = _named(connection, f"{_REFUNDS} r.payment_id", rail, sorted(payments))
    refunds = {
        row[0]: _refund(row) for row in (*_rows(connection, on_day, rail, (start, end)), *of_these)
    }
    missing = sorted({one.payment_id for one in refunds.values()} - payments.keys())
    payments |= {
        row[0]: _payment(row) for row in _named(connection, f"{_PAYMENTS} id", rail, missing)
    }
    return Books(day, tuple(payments.values()), tuple(refunds.values()))


def learn(connection: sqlite3.Connection, fees: Iterable[LearntFee], at: datetime) -> Money:
    """Book the fees that were not booked before. How much they are together."""
    learnt = Money(0)
    with transaction(connection):
        for fee in fees:
            kept, clearing = Account(AccountKind.FEES), funds_of(fee.rail)
            debit, credit = (kept, clearing) if fee.amount.minor > 0 else (clearing, kept)
            amount = Money(abs(fee.amount.minor), fee.amount.currency)
            entry = transfer(fee.entry_id, EntryKind.FEE, debit, credit, amount, at)
            if ledger.post(connection, entry):
                learnt += fee.amount
        if learnt.minor:
            journal.write(connection, at, "fees.learnt", "bill", str(learnt.minor))
    return learnt


_Row = tuple[str, str, int, str, str, str]


def _local(day: date, zone: tzinfo) -> str:
    """The start of the service's day, as the shop's clock writes it."""
    midnight = datetime.combine(day, time(), SERVICE_ZONE)
    return midnight.astimezone(zone).isoformat(timespec="seconds")


def _rows(
    connection: sqlite3.Connection, query: str, rail: str, values: tuple[str, ...]
) -> list[_Row]:
    return connection.execute(query, (rail, *values)).fetchall()


def _named(connection: sqlite3.Connection, query: str, rail: str, ids: list[str]) -> Iterable[_Row]:
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        marks = ", ".join("?" * len(some))
        yield from _rows(connection, f"{query} IN ({marks})", rail, tuple(some))


def _payment(row: _Row) -> BookedPayment:
    id_, order_id, minor, currency, state, at = row
    amount = Money(minor, currency)
    return BookedPayment(id_, order_id, amount, PaymentState(state), datetime.fromisoformat(at))


def _refund(row: _Row) -> BookedRefund:
    id_, payment_id, minor, currency, state, at = row
    amount = Money(minor, currency)
    return BookedRefund(id_, payment_id, amount, RefundState(state), datetime.fromisoformat(at))
