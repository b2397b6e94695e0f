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

    `payer` is masked already (张*): a receipt lies about in public. `service_number`: the payment
    service's. `tax_basis_points`: hundredths of a percent that `total` includes; None: no tax line.
    `is_copy`: printed again, and says so. `refund_of`: on a receipt of money given back, the number
    of the sale; its lines and total are what went back, its own number is of another series.
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
    service_number: str = ""
    tax_basis_points: int | None = None
    is_copy: bool = False
    refund_of: str = ""
