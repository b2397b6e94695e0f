"""The cart: every touch gives a new one; the old one stays as it was."""

from __future__ import annotations

import pytest

from kiosk.domain.cart import MAX_LINES, MAX_QUANTITY, Cart, CartLine
from kiosk.domain.money import Money, yuan
from tests.support.builders import BAGEL, LATTE, WATER, a_cart, a_product


def test_the_same_product_twice_is_one_line() -> None:
    assert a_cart(LATTE, BAGEL, LATTE) == Cart((CartLine(LATTE, 2), CartLine(BAGEL, 1)))


def test_it_counts_and_adds_up() -> None:
    cart = a_cart(LATTE, LATTE, WATER)
    assert (cart.count, cart.total, cart.is_empty) == (3, yuan("58.50"), False)


def test_an_empty_cart_costs_nothing() -> None:
    assert (Cart().count, Cart().total, Cart().is_empty) == (0, Money(0), True)


def test_taking_the_last_one_takes_the_line() -> None:
    two = a_cart(LATTE, LATTE, BAGEL)
    assert two.without_one("latte") == a_cart(LATTE, BAGEL)
    assert two.without_one("latte").without_one("latte") == a_cart(BAGEL)


def test_a_product_can_be_taken_out_whole() -> None:
    assert a_cart(LATTE, LATTE, BAGEL).without("latte") == a_cart(BAGEL)


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    assert a_cart(LATTE).without_one("tea") == a_cart(LATTE).without("tea") == a_cart(LATTE)


def test_a_touch_leaves_the_old_cart_alone() -> None:
    before = a_cart(LATTE)
    before.with_one(LATTE)
    assert before == a_cart(LATTE)


def test_no_more_of_one_product_than_the_limit() -> None:
    full = a_cart(*[LATTE] * MAX_QUANTITY)
    assert not full.has_room_for(LATTE)
    assert full.with_one(LATTE) is full
    assert full.with_one(BAGEL).count == MAX_QUANTITY + 1


def test_no_more_lines_than_the_limit_but_more_of_what_is_there() -> None:
    products = [a_product(f"sku-{number}") for number in range(MAX_LINES)]
    full = a_cart(*products)
    assert full.with_one(LATTE) is full
    assert full.with_one(products[0]).quantity_of("sku-0") == 2


def test_a_cart_of_two_currencies_has_no_total() -> None:
    dollars = CartLine(a_product("tea"), 1)
    object.__setattr__(dollars.product, "price", Money(100, "USD"))
    with pytest.raises(ValueError, match="cannot mix"):
        _ = Cart((CartLine(LATTE, 1), dollars)).total
