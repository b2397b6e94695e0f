"""A receipt: what was bought, how it was paid, and the numbers to collect it by."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine
from kiosk.domain.queue_number import Ticket


@dataclass(frozen=True, slots=True)
class Receipt:
    """`number` is without gaps per business day. `paid_at` is local time, ISO 8601 with offset.

    `payer` is masked already (张*): a receipt lies about in public.
    """

    number: str
    shop: Label
    order_id: str
    lines: tuple[OrderLine, ...]
    total: Money
    payer: str
    rail: str
    paid_at: str
    tickets: tuple[Ticket, ...]
    balance: Money | None = None
