"""The shop: what is on the shelves, what is in the cart, and touches beside the buttons."""

from __future__ import annotations

import pytest

from kiosk.domain.cart import MAX_QUANTITY, Cart
from kiosk.flows import events as on
from kiosk.flows.events import Event
from kiosk.flows.screens import BrowseNotice
from tests.kiosk.flows.a_kiosk import (
    CART,
    TO_CART,
    TO_CHECKOUT,
    WOKEN,
    a_visit,
    browse,
    choose,
    reset,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import LATTE, WATER, a_cart

FULL_CART = a_cart(*[LATTE] * MAX_QUANTITY)


def test_a_cart_is_filled_and_emptied() -> None:
    events: list[Event] = [
        on.ShopPressed(),
        on.ProductAdded("latte"),
        on.ProductAdded("latte"),
        on.ProductRemoved("latte"),
        on.CartCleared(),
    ]
    assert play(a_visit(), *events) == [
        [*WOKEN, browse()],
        [*WOKEN, browse(CART)],
        [*WOKEN, browse(a_cart(LATTE, LATTE))],
        [*WOKEN, browse(CART)],
        [*WOKEN, browse()],
    ]


@pytest.mark.parametrize(
    ("cart", "sku", "notice"),
    [
        (Cart(), "mocha", BrowseNotice.SOLD_OUT),
        (FULL_CART, "latte", BrowseNotice.CART_FULL),
    ],
)
def test_what_cannot_be_added_is_told(cart: Cart, sku: str, notice: BrowseNotice) -> None:
    visit = a_visit(on.ShopPressed(), *[on.ProductAdded("latte")] * cart.count)
    assert last(visit, on.ProductAdded(sku)) == [*WOKEN, browse(cart, notice)]


def test_a_product_nobody_sells_is_not_added() -> None:
    assert last(a_visit(on.ShopPressed()), on.ProductAdded("tea")) == WOKEN


def test_scanning_on_the_attract_screen_starts_shopping() -> None:
    visit = a_visit()
    assert play(visit, on.BarcodeScanned("036000291452"), on.CheckoutPressed()) == [
        [*WOKEN, browse(a_cart(WATER))],
        [*WOKEN, *WOKEN, choose(a_cart(WATER))],
    ]


@pytest.mark.parametrize("code", ["4006381333931", "036000291453", "", "hello"])
def test_an_unknown_or_misread_barcode_is_told(code: str) -> None:
    shown = last(a_visit(), on.BarcodeScanned(code))
    assert shown == [*WOKEN, browse(notice=BrowseNotice.UNKNOWN_BARCODE)]


def test_scanning_in_the_middle_of_a_checkout_changes_nothing() -> None:
    assert last(a_visit(*TO_CHECKOUT), on.BarcodeScanned("036000291452")) == WOKEN


def test_an_empty_cart_cannot_be_checked_out() -> None:
    assert last(a_visit(on.ShopPressed()), on.CheckoutPressed()) == WOKEN


@pytest.mark.parametrize("event", [on.BackPressed(), on.CancelPressed()])
def test_leaving_the_shop_forgets_the_cart(event: Event) -> None:
    visit = a_visit(*TO_CART)
    assert play(visit, event, on.ShopPressed()) == [[*WOKEN, *reset()], [*WOKEN, browse()]]


@pytest.mark.parametrize(
    "event", [on.Touched(), on.ProductAdded("latte"), on.CheckoutPressed(), on.ConfirmPressed()]
)
def test_a_touch_beside_the_buttons_of_the_attract_screen_does_nothing(event: Event) -> None:
    assert last(a_visit(), event) == WOKEN
