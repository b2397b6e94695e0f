"""Receipts of money given back: a series of numbers of its own, each naming its sale.

A number is given in the transaction that records the money as gone: no gaps.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import datetime

from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine
from kiosk.domain.receipt import Receipt
from kiosk.storage import orders

_LINES = """
    SELECT l.sku, l.name_zh, l.name_en, b.quantity, l.unit_minor, r.currency, l.service
    FROM refund_lines b JOIN refunds r ON r.id = b.refund_id JOIN payments p ON p.id = r.payment_id
    JOIN order_lines l ON l.order_id = p.order_id AND l.place = b.place
    WHERE b.refund_id = ? ORDER BY b.place
"""


def give_number(connection: sqlite3.Connection, refund_id: str, at: datetime) -> None:
    """The day's next number; none where there was no sale, as after a payment that came late."""
    day = at.date().isoformat()
    connection.execute(
        "UPDATE refunds SET receipt_date = ?, receipt_number ="
        " (SELECT coalesce(max(receipt_number), 0) + 1 FROM refunds WHERE receipt_date = ?)"
        " WHERE id = ? AND receipt_number IS NULL AND EXISTS (SELECT 1 FROM payments p"
        " JOIN orders o ON o.id = p.order_id"
        " WHERE p.id = refunds.payment_id AND o.receipt_number IS NOT NULL)",
        (day, day, refund_id),
    )


def receipt_of(connection: sqlite3.Connection, refund_id: str, shop: Label) -> Receipt | None:
    """None before the money is gone. Without lines where an amount was chosen by hand."""
    row = connection.execute(
        "SELECT p.order_id, r.amount_minor, r.currency, r.refunded_at, r.receipt_date,"
        " r.receipt_number FROM refunds r JOIN payments p ON p.id = r.payment_id"
        " WHERE r.id = ? AND r.receipt_number IS NOT NULL",
        (refund_id,),
    ).fetchone()
    sale = orders.receipt_of(connection, row[0], shop) if row else None
    if row is None or sale is None:
        return None
    _, minor, currency, at, day, number = row
    lines = tuple(
        OrderLine(sku, Label(zh, en), quantity, Money(unit, of), service)
        for sku, zh, en, quantity, unit, of, service in connection.execute(_LINES, (refund_id,))
    )
    return replace(
        sale,
        number=refund_number(day, number),
        lines=lines,
        total=Money(minor, currency),
        paid_at=at,
        tickets=(),
        balance=None,
        refund_of=sale.number,
    )


def refund_number(day: str, number: int) -> str:
    """20261121-R0001: beside the sales of the day, 20261121-0001."""
    return f"{day.replace('-', '')}-R{number:04d}"
