"""The tax inside a price, in whole fen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import Money
from kiosk.domain.tax import half_up, percent_text, tax_inside


@pytest.mark.parametrize(
    ("fen", "basis_points", "tax"),
    [(11300, 1300, 1300), (2600, 600, 147), (100, 1300, 12), (1, 1300, 0), (2600, 0, 0)],
)
def test_the_tax_is_the_part_of_the_price_that_the_rate_says(
    fen: int, basis_points: int, tax: int
) -> None:
    assert tax_inside(Money(fen), basis_points) == Money(tax)


def test_a_negative_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        tax_inside(Money(100), -1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(1, 2, 1), (-1, 2, -1), (3, 2, 2), (4, 3, 1), (5, 3, 2)],
)
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


@given(st.integers(0, 10**11), st.integers(0, 10_000))
def test_price_without_tax_and_tax_give_the_price_again(fen: int, rate: int) -> None:
    tax = tax_inside(Money(fen), rate)
    net = fen - tax.minor
    assert 0 <= tax.minor <= fen
    assert abs(net * rate - tax.minor * 10_000) <= 10_000 + rate  # within one fen of the rate


@pytest.mark.parametrize(
    ("points", "text"), [(1300, "13%"), (650, "6.5%"), (5, "0.05%"), (0, "0%")]
)
def test_a_rate_is_written_as_people_write_it(points: int, text: str) -> None:
    assert percent_text(points) == text
