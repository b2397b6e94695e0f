"""Variances of weights: what scales and units of goods may differ by. Square milligrams.

A weight is off by its noise and by rounding to a division (variance q²/12 of a uniform error,
Widrow 1956). In a session the zero wanders by up to the drift, anywhere within it (d²/3).
"""

from __future__ import annotations

import math

from kiosk.domain.settlement.planogram import Sensor, Shelf
from kiosk.domain.settlement.policy import Policy


def step_variance(sensor: Sensor) -> float:
    """Of the difference of two stable weights seconds apart."""
    return 2 * (sensor.noise_mg**2 + sensor.resolution_mg**2 / 12)


def session_variance(sensor: Sensor) -> float:
    """Of the difference of the weights before and after a session."""
    return step_variance(sensor) + sensor.drift_mg**2 / 3


def weight_cost(residual_mg: float, variance: float, least_variance: float) -> float:
    """Of a normal error: chi square, and what a wider tolerance must pay for being wider."""
    return residual_mg**2 / variance + math.log(variance / least_variance)


def tolerance_mg(shelf: Shelf, units: dict[str, int], policy: Policy) -> int:
    """The most that the change of a shelf may differ when so many units of each SKU moved."""
    spread = sum(
        abs(units.get(facing.good.sku, 0)) * facing.good.spread_mg**2 for facing in shelf.facings
    )
    return round(policy.sigmas * math.sqrt(session_variance(shelf.sensor) + spread))
