"""An order holds the prices of its moment, and the counters that make it."""

from __future__ import annotations

from kiosk.domain.cart import Cart
from kiosk.domain.money import Money, yuan
from kiosk.domain.order import Order, OrderLine, order_of
from tests.support.builders import BAGEL, BAR, KITCHEN, LATTE, WATER, a_cart, a_catalogue


def test_a_cart_becomes_an_order() -> None:
    order = order_of(a_cart(LATTE, LATTE, BAGEL), a_catalogue(), "order-1")
    assert order == Order(
        "order-1",
        (
            OrderLine("latte", LATTE.name, 2, yuan("26"), "bar"),
            OrderLine("bagel", BAGEL.name, 1, yuan("18"), "kitchen"),
        ),
        (BAR, KITCHEN),
    )
    assert order.total == yuan("70")


def test_a_counter_is_named_once_in_the_order_of_the_lines() -> None:
    order = order_of(a_cart(BAGEL, LATTE, WATER), a_catalogue(), "order-1")
    assert order.services == (KITCHEN, BAR)


def test_the_total_is_what_the_cart_showed() -> None:
    cart = a_cart(LATTE, WATER, WATER, BAGEL)
    assert order_of(cart, a_catalogue(), "order-1").total == cart.total


def test_an_empty_order_costs_nothing() -> None:
    assert order_of(Cart(), a_catalogue(), "order-1").total == Money(0)
