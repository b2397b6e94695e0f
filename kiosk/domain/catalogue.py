"""What the shop sells: products in categories, each made by one service (counter)."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.language import Label
from kiosk.domain.money import Money


@dataclass(frozen=True, slots=True)
class Service:
    """A counter with its own queue numbers: `prefix` "A" gives A001, A002 …"""

    id: str
    prefix: str
    name: Label


NO_SERVICE = Service("", "", Label("", ""))
"""Goods that the shopper has in hand already: nobody makes them, so nobody calls a number."""


@dataclass(frozen=True, slots=True)
class Category:
    id: str
    name: Label


@dataclass(frozen=True, slots=True)
class Product:
    """One thing for sale. `picture` is a path, or None for a drawn stand-in."""

    sku: str
    name: Label
    price: Money
    category: str
    service: str
    barcode: str | None = None
    picture: str | None = None
    is_sold_out: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Products in the order the shop wants them shown."""

    categories: tuple[Category, ...]
    services: tuple[Service, ...]
    products: tuple[Product, ...]

    def with_sku(self, sku: str) -> Product | None:
        return next((p for p in self.products if p.sku == sku), None)

    def with_barcode(self, code: str) -> Product | None:
        """The product behind a scan; a UPC-A and its EAN-13 with a leading 0 are the same."""
        wanted = code.lstrip("0")
        return next(
            (p for p in self.products if p.barcode and p.barcode.lstrip("0") == wanted), None
        )

    def service(self, service_id: str) -> Service:
        return next(s for s in self.services if s.id == service_id)
