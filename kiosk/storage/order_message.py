"""What the back office is told about a paid order and a refund: no names, no numbers, no faces."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from cloud_sync import topics
from cloud_sync.outbox import OutboundMessage
from cloud_sync.payloads import OrderLine, OrderPaid, RefundDone
from kiosk.domain.language import Label
from kiosk.domain.refund import Refund
from kiosk.storage import ledger


@dataclass(frozen=True, slots=True)
class OrderAddress:
    """Which kiosk of which shop sells, and the tax its prices include (domain/tax.py)."""

    shop: Label
    site_id: str
    device_id: str
    tax_basis_points: int | None = None


def order_paid_message(
    connection: sqlite3.Connection,
    order_id: str,
    payment_id: str,
    address: OrderAddress,
    at: datetime,
) -> OutboundMessage:
    """The order id is the idempotency key: however often it is sent, it is one order."""
    total, currency, day = connection.execute(
        "SELECT total_minor, currency, receipt_date FROM orders WHERE id = ?", (order_id,)
    ).fetchone()
    member_id, rail = connection.execute(
        "SELECT member_id, rail FROM payments WHERE id = ?", (payment_id,)
    ).fetchone()
    lines = connection.execute(
        "SELECT sku, quantity, unit_minor FROM order_lines WHERE order_id = ? ORDER BY place",
        (order_id,),
    )
    numbers = connection.execute(
        "SELECT printf('%s%03d', prefix, number) FROM tickets WHERE order_id = ? ORDER BY rowid",
        (order_id,),
    )
    payload = OrderPaid(
        order_id=order_id,
        device=address.device_id,
        site=address.site_id,
        business_date=datetime.fromisoformat(day).date(),
        paid_at=at,
        currency=currency,
        total_minor=total,
        lines=tuple(
            OrderLine(sku=sku, quantity=quantity, unit_price_minor=minor)
            for sku, quantity, minor in lines
        ),
        payment_id=payment_id,
        rail=rail,
        tickets=tuple(number for (number,) in numbers),
        member_id=member_id or None,  # a stranger has none
        ledger_head=ledger.head(connection)[1],
    )
    topic = topics.orders(address.site_id, address.device_id)
    created_at_ms = int(at.timestamp() * 1000)
    return OutboundMessage(order_id, topic, payload.to_bytes(), created_at_ms)


def refund_message(
    connection: sqlite3.Connection, refund: Refund, address: OrderAddress, at: datetime
) -> OutboundMessage:
    """The refund id is the idempotency key."""
    payload = RefundDone(
        refund_id=refund.id,
        order_id=refund.payment.order_id,
        payment_id=refund.payment.id,
        device=address.device_id,
        site=address.site_id,
        refunded_at=at,
        currency=refund.amount.currency,
        amount_minor=refund.amount.minor,
        rail=str(refund.payment.rail),
        reason=refund.reason.value,
        ledger_head=ledger.head(connection)[1],
    )
    topic = topics.refunds(address.site_id, address.device_id)
    return OutboundMessage(refund.id, topic, payload.to_bytes(), int(at.timestamp() * 1000))
