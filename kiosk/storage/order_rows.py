"""Orders as staff see them in a list: state of money, numbers and door in one row."""

from __future__ import annotations

import sqlite3

from kiosk.domain.money import Money
from kiosk.domain.order import OrderState
from kiosk.flows.records import OrderRow

_ROWS = """
    SELECT o.id, o.placed_at, o.total_minor, o.currency, o.state, o.note, o.payer,
        (SELECT p.state FROM payments p WHERE p.order_id = o.id ORDER BY p.rowid DESC LIMIT 1),
        (SELECT group_concat(printf('%s%03d', t.prefix, t.number), ' ')
         FROM tickets t WHERE t.order_id = o.id),
        (SELECT d.state FROM door_commands d WHERE d.order_id = o.id ORDER BY d.rowid DESC LIMIT 1)
    FROM orders o
"""


def latest(connection: sqlite3.Connection, limit: int = 100) -> tuple[OrderRow, ...]:
    """The newest orders first."""
    rows = connection.execute(f"{_ROWS} ORDER BY o.placed_at DESC, o.id DESC LIMIT ?", (limit,))
    return tuple(_row(row) for row in rows)


def one(connection: sqlite3.Connection, order_id: str) -> OrderRow | None:
    row = connection.execute(f"{_ROWS} WHERE o.id = ?", (order_id,)).fetchone()
    return _row(row) if row else None


def _row(row: tuple[str, str, int, str, str, str, str, str, str | None, str | None]) -> OrderRow:
    order_id, placed_at, minor, currency, state, note, payer, payment, numbers, door = row
    return OrderRow(
        order_id=order_id,
        placed_at=placed_at,
        total=Money(minor, currency),
        state=OrderState(state),
        payment_state=payment,
        tickets=tuple((numbers or "").split()),
        door_state=door or "",
        note=note,
        payer=payer,
    )
