"""A unit that moved is in two residuals: together they say less than each alone."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.settlement.explanation import Change
from kiosk.domain.settlement.joint_weights import fit
from kiosk.domain.settlement.planogram import Good

GOODS = {"cola": Good("cola", 345_000, 1_500), "water": Good("water", 562_000, 2_500)}
MOVED = (Change("A", "cola", 2), Change("B", "cola", -1), Change("B", "water", 1))
residual = st.floats(-9_000, 9_000)


@given(residual, residual, residual)
def test_it_agrees_with_the_textbook(a: float, b: float, c: float) -> None:
    scale = 700.0**2
    covariance = np.array([
        [scale + 2 * 1_500**2, -(1_500.0**2), 0],
        [-(1_500.0**2), scale + 1_500**2 + 2_500**2, 0],
        [0, 0, scale],
    ])  # fmt: skip
    vector = np.array([a, b, c])
    wanted = float(vector @ np.linalg.solve(covariance, vector))
    fitted = fit({"A": a, "B": b, "C": c}, dict.fromkeys("ABC", scale), MOVED, GOODS)
    assert fitted.chi_square == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    assert fitted.cost - fitted.chi_square == pytest.approx(np.linalg.slogdet(covariance)[1])


def test_a_heavy_cola_that_moved_fits_better_than_two_errors_that_happen_to_cancel() -> None:
    moved = (Change("A", "cola", 1), Change("B", "cola", -1))
    scales = dict.fromkeys("AB", 700.0**2)
    same = fit({"A": 3_000.0, "B": -3_000.0}, scales, moved, GOODS)
    other = fit({"A": 3_000.0, "B": 3_000.0}, scales, moved, GOODS)
    assert same.chi_square < 4
    assert other.chi_square > 30
    assert same.sigmas == other.sigmas == pytest.approx(3_000 / math.hypot(700, 1_500))
