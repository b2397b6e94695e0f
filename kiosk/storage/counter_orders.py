"""Payments that wait at the counter: what staff may take money for, and whether it is cash or card.

Until staff have the money, an order may change from cash to card; what they said last is booked.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, Rail
from kiosk.flows.staff_records import CounterRow
from kiosk.storage import journal, payment_rows
from kiosk.storage.database import transaction

AT_COUNTER = (Rail.CASH, Rail.CARD)
_WAITING = """
    SELECT id, order_id, amount_minor, currency, created_at, rail FROM payments
    WHERE state IN ('submitting', 'paying', 'unknown') AND rail IN ('cash', 'card')
    ORDER BY rowid DESC
"""
_RECEIVE = """
    UPDATE payments SET rail = ?
    WHERE id = ? AND state IN ('submitting', 'paying', 'unknown') AND rail IN ('cash', 'card')
"""


def waiting(connection: sqlite3.Connection) -> tuple[CounterRow, ...]:
    """The newest first: whoever stands at the counter now ordered last."""
    rows = connection.execute(_WAITING)
    return tuple(
        CounterRow(id_, order_id, Money(minor, currency), at, rail)
        for id_, order_id, minor, currency, at, rail in rows
    )


def receiving(
    connection: sqlite3.Connection, payment_id: str, rail: Rail, at: datetime
) -> Payment | None:
    """The payment, now of the rail that staff named; None where it does not wait any more."""
    if rail not in AT_COUNTER:
        raise ValueError(f"staff take cash or cards, not {rail}")
    with transaction(connection):
        moved = connection.execute(_RECEIVE, (rail, payment_id)).rowcount
        if not moved:
            return None
        journal.write(connection, at, "counter.received", payment_id, rail)
        return payment_rows.get(connection, payment_id)
