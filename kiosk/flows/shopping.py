"""The shop: what is on the shelves, and what is in the cart."""

from __future__ import annotations

from kiosk.domain.barcode import is_gtin
from kiosk.domain.cart import Cart
from kiosk.domain.catalogue import Catalogue, Product
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.screens import BrowseNotice


class Shopping:
    """`is_on`: somebody is in the shop. The cart stays while they pay, until `leave`."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.cart = Cart()
        self.is_on = False

    def show(self, notice: BrowseNotice | None = None) -> list[Effect]:
        self.is_on = True
        return [do.Show(show.Browse(self._catalogue, self.cart, notice))]

    def leave(self) -> None:
        self.cart = Cart()
        self.is_on = False

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.ProductAdded(sku):
                product = self._catalogue.with_sku(sku)
                return self._add(product) if product else []
            case on.ProductRemoved(sku):
                self.cart = self.cart.without_one(sku)
                return self.show()
            case on.CartCleared():
                self.cart = Cart()
                return self.show()
            case _:  # touches of an earlier screen
                return []

    def scanned(self, code: str) -> list[Effect]:
        product = self._catalogue.with_barcode(code) if is_gtin(code) else None
        return self._add(product) if product else self.show(BrowseNotice.UNKNOWN_BARCODE)

    def _add(self, product: Product) -> list[Effect]:
        if product.is_sold_out:
            return self.show(BrowseNotice.SOLD_OUT)
        if not self.cart.has_room_for(product):
            return self.show(BrowseNotice.CART_FULL)
        self.cart = self.cart.with_one(product)
        return self.show()
