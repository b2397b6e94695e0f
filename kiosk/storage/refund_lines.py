"""What can go back of an order: its lines, what of them went back before, and its refunds."""

from __future__ import annotations

import sqlite3

from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.refund import RefundReason, RefundState
from kiosk.flows.staff_records import Refundable, RefundRow, SoldLine
from kiosk.storage import refunds
from kiosk.storage.refund_receipts import refund_number

_LINES = """
    SELECT l.place, l.name_zh, l.name_en, l.quantity, l.unit_minor, o.currency,
        (SELECT coalesce(sum(b.quantity), 0) FROM refund_lines b
         JOIN refunds r ON r.id = b.refund_id JOIN payments p ON p.id = r.payment_id
         WHERE p.order_id = l.order_id AND b.place = l.place AND r.state <> 'failed')
    FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE l.order_id = ? ORDER BY l.place
"""
_REFUNDS = """
    SELECT r.id, r.amount_minor, r.currency, r.state, r.reason,
        coalesce(r.refunded_at, r.updated_at), r.receipt_date, r.receipt_number, r.detail
    FROM refunds r WHERE r.payment_id = ? ORDER BY r.rowid
"""


def put(connection: sqlite3.Connection, refund_id: str, lines: tuple[tuple[int, int], ...]) -> None:
    """Which lines a refund is for, by place and quantity; in the caller's transaction."""
    connection.executemany(
        "INSERT INTO refund_lines (refund_id, place, quantity) VALUES (?, ?, ?)",
        [(refund_id, place, quantity) for place, quantity in lines],
    )


def refundable_of(connection: sqlite3.Connection, order_id: str) -> Refundable | None:
    """None where the order was never paid."""
    row = connection.execute(
        "SELECT p.id, p.rail FROM payments p JOIN orders o ON o.id = p.order_id"
        " WHERE o.id = ? AND o.receipt_number IS NOT NULL AND p.paid_at IS NOT NULL",
        (order_id,),
    ).fetchone()
    if row is None:
        return None
    payment_id, rail = row
    lines = tuple(
        SoldLine(place, Label(zh, en), quantity, Money(minor, currency), given_back)
        for place, zh, en, quantity, minor, currency, given_back in connection.execute(
            _LINES, (order_id,)
        )
    )
    rows = tuple(_refund_row(one) for one in connection.execute(_REFUNDS, (payment_id,)))
    return Refundable(payment_id, rail, refunds.refundable(connection, payment_id), lines, rows)


def _refund_row(row: tuple[str, int, str, str, str, str, str | None, int | None, str]) -> RefundRow:
    id_, minor, currency, state, reason, at, day, number, detail = row
    return RefundRow(
        id_,
        Money(minor, currency),
        RefundState(state),
        RefundReason(reason),
        at,
        refund_number(day, number) if day and number else "",
        detail,
    )
