"""Rates and their bounds, against published numbers."""

from __future__ import annotations

import math

import pytest

from models.rates import Rate


@pytest.mark.parametrize(
    ("hits", "tries", "bounds"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", method 3.
        (81, 263, (0.2553, 0.3662)),
        (15, 148, (0.0624, 0.1605)),
        (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
        (29, 29, (0.8830, 1.0)),
    ],
)
def test_bounds_are_those_of_wilson(hits: int, tries: int, bounds: tuple[float, float]) -> None:
    assert Rate(hits, tries).bounds == pytest.approx(bounds, abs=5e-5)


def test_no_tries_allow_any_rate() -> None:
    nothing = Rate(0, 0)

    assert math.isnan(nothing.value)
    assert nothing.bounds == (0.0, 1.0)


def test_a_rate_is_told_with_its_counts() -> None:
    assert str(Rate(1, 4)) == " 25.00 %  (     1/4; 95 %: 4.56 to 69.94)"
