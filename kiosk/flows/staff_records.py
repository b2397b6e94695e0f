"""What the pages about money show: rows as storage answers them. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.refund import RefundReason, RefundState


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line of a paid order. `given_back`: how many of it went back, or are on their way."""

    place: int
    name: Label
    quantity: int
    unit_price: Money
    given_back: int = 0

    @property
    def left(self) -> int:
        return self.quantity - self.given_back


@dataclass(frozen=True, slots=True)
class RefundRow:
    """`number`: of its receipt, once the money went back. `detail`: what the service said."""

    id: str
    amount: Money
    state: RefundState
    reason: RefundReason
    at: str
    number: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Refundable:
    """What can still be given back of an order. `left` is the most; refunds are oldest first."""

    payment_id: str
    rail: str
    left: Money
    lines: tuple[SoldLine, ...]
    refunds: tuple[RefundRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterRow:
    """An order that waits for its money at the counter. `placed_at`: local, ISO 8601."""

    payment_id: str
    order_id: str
    amount: Money
    placed_at: str
    rail: str


@dataclass(frozen=True, slots=True)
class BillFile:
    """A file that may be a bill. `size` in bytes."""

    path: str
    name: str
    size: int
    is_on_stick: bool
