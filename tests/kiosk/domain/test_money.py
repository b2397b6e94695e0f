"""Money: whole fen, one currency, and prices as people write them."""

from __future__ import annotations

import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import Money, decimal_text, yuan

FEN = st.integers(min_value=-(10**12), max_value=10**12)


@pytest.mark.parametrize("amount", [1.0, 0.1, True, False, "100", None])
def test_only_a_whole_number_becomes_money(amount: Any) -> None:
    with pytest.raises(TypeError, match="whole minor units"):
        Money(amount)


def test_half_a_quantity_is_refused() -> None:
    half: Any = 0.5
    with pytest.raises(TypeError, match="not float"):
        Money(100).times(half)


@given(FEN, FEN)
def test_money_is_added_and_taken_away_exactly(one: int, other: int) -> None:
    assert Money(one) + Money(other) - Money(other) == Money(one)


def test_two_currencies_never_mix() -> None:
    with pytest.raises(ValueError, match="CNY and USD"):
        Money(100) + Money(100, "USD")
    with pytest.raises(ValueError, match="USD and CNY"):
        Money(100, "USD") - Money(100)
    with pytest.raises(ValueError, match="cannot mix"):
        sorted([Money(200), Money(100, "USD")])


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_two_currencies_are_never_compared(compare: str) -> None:
    with pytest.raises(ValueError, match="CNY and USD"):
        getattr(Money(100), compare)(Money(200, "USD"))


def test_two_currencies_are_different_money() -> None:
    assert Money(100) != Money(100, "USD")


def test_amounts_are_ordered_by_what_they_are_worth() -> None:
    assert sorted([Money(300), Money(-5), Money(20)]) == [Money(-5), Money(20), Money(300)]
    assert Money(100) <= Money(100) < Money(101)


def test_a_quantity_multiplies() -> None:
    assert Money(650, "USD").times(3) == Money(1950, "USD")


@pytest.mark.parametrize(
    ("minor", "text"),
    [(0, "0.00"), (5, "0.05"), (2650, "26.50"), (-2650, "-26.50"), (-5, "-0.05")],
)
def test_people_read_two_decimals(minor: int, text: str) -> None:
    assert decimal_text(Money(minor)) == text


@pytest.mark.parametrize(
    ("text", "minor"),
    [("26", 2600), ("26.5", 2650), ("26.50", 2650), ("0.05", 5), ("007", 700)],
)
def test_prices_are_read_as_people_write_them(text: str, minor: int) -> None:
    assert yuan(text) == Money(minor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        ".5",
        "5.",
        "1.234",
        "-1",
        "+1",
        "1e3",
        "1,5",
        " 1",
        "1 ",
        "1.2.3",
        "0x1",
        "1_0",
        "１２",
        "²",
        "٣",
        "1.²",
        "NaN",
        "inf",
        "1000000000",
    ],
)
def test_anything_else_is_no_price(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it like 26\.50"):
        yuan(text)


@given(st.integers(min_value=0, max_value=99_999_999_999))
def test_every_amount_survives_being_written_and_read(minor: int) -> None:
    assert yuan(decimal_text(Money(minor))) == Money(minor)


@given(st.text() | st.text(alphabet=string.digits + ".,-+eE ", max_size=14))
def test_no_text_becomes_an_amount_that_it_does_not_show(text: str) -> None:
    try:
        money = yuan(text)
    except ValueError:
        return
    major, _, minor = text.partition(".")
    assert decimal_text(money) == f"{int(major)}.{minor:0<2}"
