"""Attract and Browse, and how a product looks without a picture."""

from __future__ import annotations

import zlib
from pathlib import Path

from kiosk.domain.catalogue import Catalogue, Product
from kiosk.domain.receipt import Receipt
from kiosk.flows.screens import Attract, Browse
from kiosk.ui.view_models.carts import cart_values
from kiosk.ui.wording import Words, price

STAND_IN_HUES = 8
"""How many colours Theme.qml keeps for products without a picture."""


def attract(screen: Attract, words: Words) -> dict[str, object]:
    way = "face" if screen.faces_work else "phone"
    steps = ("attract.step.pick", f"attract.step.{way}", "attract.step.collect")
    return {
        "hello": words("attract.hello"),
        "tagline": words("attract.tagline" if screen.faces_work else "attract.tagline.no_face"),
        "shop": words("attract.shop"),
        "join": words("attract.join") if screen.can_join else "",
        "steps": [words(step) for step in steps],
        "faces_work": screen.faces_work,
        "no_face": "" if screen.faces_work else words("attract.no_face"),
        "recovered": _recovered(screen.recovered, words) if screen.recovered else {},
    }


def _recovered(receipt: Receipt, words: Words) -> dict[str, object]:
    return {
        "title": words("recovered.title"),
        "body": words("recovered.body"),
        "numbers": [ticket.text for ticket in receipt.tickets],
        "paid": words("recovered.paid", amount=price(receipt.total), payer=receipt.payer),
    }


def browse(screen: Browse, words: Words) -> dict[str, object]:
    """`shelves` and the texts stay equal while the cart changes, so QML keeps its place."""
    cart = screen.cart
    return {
        **cart_values(cart, words),
        "shelves": _shelves(screen.catalogue, words),
        "quantities": {line.product.sku: line.quantity for line in cart.lines},
        "is_empty": cart.is_empty,
        "notice": words(f"notice.{screen.notice}") if screen.notice else "",
        "cart_title": words("browse.cart"),
        "clear": words("browse.clear"),
        "checkout": words("browse.checkout"),
        "empty": words("browse.empty"),
        "empty_hint": words("browse.empty_hint"),
        "nothing": words("browse.nothing"),
        "sold_out": words("browse.sold_out"),
    }


def _shelves(catalogue: Catalogue, words: Words) -> list[dict[str, object]]:
    tiles = [(product.category, _tile(product, words)) for product in catalogue.products]
    everything: dict[str, object] = {
        "id": "all",
        "name": words("browse.all"),
        "products": [tile for _, tile in tiles],
    }
    shelves: list[dict[str, object]] = [
        {
            "id": category.id,
            "name": words.of(category.name),
            "products": [tile for held, tile in tiles if held == category.id],
        }
        for category in catalogue.categories
    ]
    return [everything, *(shelf for shelf in shelves if shelf["products"])]


def product_look(product: Product, words: Words) -> dict[str, object]:
    """What Picture.qml draws: the picture, or a letter on one of the stand-in colours."""
    return {
        "picture": Path(product.picture).as_uri() if product.picture else "",
        "letter": words.of(product.name)[:1].upper(),
        "hue": zlib.crc32(product.sku.encode()) % STAND_IN_HUES,
    }


def _tile(product: Product, words: Words) -> dict[str, object]:
    name = words.of(product.name)
    return {
        "sku": product.sku,
        "name": name,
        "price": price(product.price),
        **product_look(product, words),
        "is_sold_out": product.is_sold_out,
        "add_name": words("browse.add_name", name=name),
        "less_name": words("browse.less_name", name=name),
    }
