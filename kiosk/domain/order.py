"""An order: what was bought, at the prices of that moment. Prices never change afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.language import Label
from kiosk.domain.money import Money


class OrderState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OrderLine:
    sku: str
    name: Label
    quantity: int
    unit_price: Money
    service: str

    @property
    def total(self) -> Money:
        return self.unit_price.times(self.quantity)


@dataclass(frozen=True, slots=True)
class Order:
    id: str
    lines: tuple[OrderLine, ...]

    @property
    def total(self) -> Money:
        return sum((line.total for line in self.lines), start=Money(0))

    @property
    def services(self) -> tuple[str, ...]:
        """The counters that make this order, each once, in the order of the lines."""
        return tuple(dict.fromkeys(line.service for line in self.lines))


def order_of(cart: Cart, order_id: str) -> Order:
    lines = (
        OrderLine(
            line.product.sku,
            line.product.name,
            line.quantity,
            line.product.price,
            line.product.service,
        )
        for line in cart.lines
    )
    return Order(order_id, tuple(lines))
