"""The rows of the payments table, and nothing that decides: payments.py and refunds.py do.

Each function joins the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.ledger import can_be_booked
from kiosk.domain.money import Money
from kiosk.domain.order import OrderState
from kiosk.domain.payment import Payment, PaymentState
from kiosk.storage import journal

_SELECT = """
    SELECT id, order_id, member_id, amount_minor, currency, rail, subject, service_number,
        state
    FROM payments
"""

_Row = tuple[str, str, str, int, str, str, str, str, str]


def add(connection: sqlite3.Connection, payment: Payment, at: datetime) -> None:
    """Raises ValueError for an amount that the ledger could not take: then nothing is asked for."""
    if not can_be_booked(payment.amount):
        raise ValueError(f"{payment.amount} cannot be paid: it cannot be booked")
    who = (payment.id, payment.order_id, payment.member_id)
    amount = (payment.amount.minor, payment.amount.currency)
    connection.execute(
        "INSERT INTO payments (id, order_id, member_id, amount_minor, currency, rail, subject,"
        " state, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'created', ?, ?)",
        (*who, *amount, payment.rail, payment.subject, at.isoformat(), at.isoformat()),
    )


def find(connection: sqlite3.Connection, payment_id: str) -> Payment | None:
    row = connection.execute(f"{_SELECT} WHERE id = ?", (payment_id,)).fetchone()
    return _payment(row) if row else None


def get(connection: sqlite3.Connection, payment_id: str) -> Payment:
    """Raises ValueError where there is no such payment: only what is on disk may be asked for."""
    payment = find(connection, payment_id)
    if payment is None:
        raise ValueError(f"no payment {payment_id}")
    return payment


def state_of(connection: sqlite3.Connection, payment_id: str) -> PaymentState | None:
    row = connection.execute("SELECT state FROM payments WHERE id = ?", (payment_id,)).fetchone()
    return PaymentState(row[0]) if row else None


def move(
    connection: sqlite3.Connection, payment_id: str, state: PaymentState, at: datetime
) -> None:
    connection.execute(
        "UPDATE payments SET state = ?, updated_at = ? WHERE id = ?",
        (state, at.isoformat(), payment_id),
    )
    journal.write(connection, at, f"payment.{state}", payment_id)


def cancel_order(connection: sqlite3.Connection, payment_id: str, at: datetime) -> None:
    """The order that nobody will pay any more, unless it is paid or cancelled already."""
    (order_id,) = connection.execute(
        "SELECT order_id FROM payments WHERE id = ?", (payment_id,)
    ).fetchone()
    cancelled = connection.execute(
        "UPDATE orders SET state = ?, note = CASE note WHEN 'asking' THEN 'undone' ELSE note END"
        " WHERE id = ? AND state = ?",
        (OrderState.CANCELLED, order_id, OrderState.OPEN),
    ).rowcount
    if cancelled:
        journal.write(connection, at, "order.cancelled", order_id)


def open_ones(connection: sqlite3.Connection) -> list[tuple[Payment, PaymentState]]:
    """Those that the rail has still to say about, with their states, the oldest first."""
    rows = connection.execute(  # these words exactly: they are those of the index
        f"{_SELECT} WHERE state IN ('created', 'submitting', 'paying', 'unknown', 'cancelling')"
        " ORDER BY rowid"
    )
    return [(_payment(row), PaymentState(row[-1])) for row in rows]


def _payment(row: _Row) -> Payment:
    payment_id, order_id, member_id, minor, currency, rail, subject, number, _ = row
    amount = Money(minor, currency)
    return Payment(payment_id, order_id, member_id, amount, rail, subject, service_number=number)
