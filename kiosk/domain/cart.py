"""What a shopper wants to buy: a value that every touch replaces."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.catalogue import Product
from kiosk.domain.money import Money

MAX_QUANTITY = 20
MAX_LINES = 30


@dataclass(frozen=True, slots=True)
class CartLine:
    product: Product
    quantity: int

    @property
    def total(self) -> Money:
        return self.product.price.times(self.quantity)


@dataclass(frozen=True, slots=True)
class Cart:
    """`debts`: the lines are what is owed since an earlier day, at the prices of then."""

    lines: tuple[CartLine, ...] = ()
    debts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.lines

    @property
    def count(self) -> int:
        return sum(line.quantity for line in self.lines)

    @property
    def total(self) -> Money:
        return sum((line.total for line in self.lines), start=Money(0))

    def quantity_of(self, sku: str) -> int:
        return next((line.quantity for line in self.lines if line.product.sku == sku), 0)

    def has_room_for(self, product: Product) -> bool:
        held = self.quantity_of(product.sku)
        return held < MAX_QUANTITY and (held > 0 or len(self.lines) < MAX_LINES)

    def with_one(self, product: Product) -> Cart:
        """One more of `product`; the same cart when there is no room for it."""
        if not self.has_room_for(product):
            return self
        if not self.quantity_of(product.sku):
            return Cart((*self.lines, CartLine(product, 1)))
        return self._changed(product.sku, by=1)

    def without_one(self, sku: str) -> Cart:
        return self._changed(sku, by=-1)

    def without(self, sku: str) -> Cart:
        return Cart(tuple(line for line in self.lines if line.product.sku != sku))

    def _changed(self, sku: str, *, by: int) -> Cart:
        changed = (
            CartLine(line.product, line.quantity + by) if line.product.sku == sku else line
            for line in self.lines
        )
        return Cart(tuple(line for line in changed if line.quantity > 0))
