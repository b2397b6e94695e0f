"""An order: what was bought, at the prices of that moment. Prices never change afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import NO_SERVICE, Catalogue, Service
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
    """`services`: the counters that make it, each once, in the order of the lines.

    `debts`: what is paid by this order, where it was owed before.
    """

    id: str
    lines: tuple[OrderLine, ...]
    services: tuple[Service, ...]
    debts: tuple[str, ...] = ()

    @property
    def total(self) -> Money:
        return sum((line.total for line in self.lines), start=Money(0))


def order_of(cart: Cart, catalogue: Catalogue, order_id: str) -> Order:
    lines = tuple(
        OrderLine(
            line.product.sku,
            line.product.name,
            line.quantity,
            line.product.price,
            line.product.service,
        )
        for line in cart.lines
    )
    services = dict.fromkeys(line.service for line in lines)
    made_by = tuple(catalogue.service(one) if one else NO_SERVICE for one in services)
    return Order(order_id, lines, made_by, cart.debts)
