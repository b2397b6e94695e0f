"""Carts and receipts as rows of text, for every screen that shows one."""

from __future__ import annotations

from kiosk.domain.cart import Cart, CartLine
from kiosk.domain.order import OrderLine
from kiosk.domain.receipt import Receipt
from kiosk.ui.wording import Words, price


def cart_values(cart: Cart, words: Words) -> dict[str, object]:
    """`lines`, `total`, `total_label` and `items` of a cart, in words."""
    return {
        "lines": [_cart_line(line, words) for line in cart.lines],
        "total": price(cart.total),
        "total_label": words("total"),
        "items": items_text(cart.count, words),
        "count": cart.count,
    }


def receipt_lines(receipt: Receipt, words: Words) -> list[dict[str, object]]:
    return [_order_line(line, words) for line in receipt.lines]


def items_text(count: int, words: Words) -> str:
    return words("items.one") if count == 1 else words("items", count=count)


def _cart_line(line: CartLine, words: Words) -> dict[str, object]:
    name = words.of(line.product.name)
    return {
        "sku": line.product.sku,
        "name": name,
        "quantity": line.quantity,
        "total": price(line.total),
        "less_name": words("browse.less_name", name=name),
        "more_name": words("browse.more_name", name=name),
    }


def _order_line(line: OrderLine, words: Words) -> dict[str, object]:
    return {"name": words.of(line.name), "quantity": line.quantity, "total": price(line.total)}
