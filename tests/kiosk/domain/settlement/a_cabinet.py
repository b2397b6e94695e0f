"""Builders: a small cabinet, and sessions told as what the scales showed."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Sensor, Shelf
from kiosk.domain.settlement.readings import Reading, Step

QUIET = Sensor(noise_mg=300, drift_mg=500, resolution_mg=100)

COLA = Good("cola", 345_000, 1_500)
WATER = Good("water", 562_000, 2_500)
CRISPS = Good("crisps", 81_000, 700)
GUM = Good("gum", 15_000, 120)
TEA = Good("tea", 530_000, 2_300)
LATTE = Good("latte", 345_500, 1_500)
"""Nobody tells a latte from a cola by weight."""


def a_shelf(name: str, *goods: Good, stock: int = 6, sensor: Sensor = QUIET) -> Shelf:
    return Shelf(name, tuple(Facing(good, stock) for good in goods), sensor)


def a_planogram(*shelves: Shelf) -> Planogram:
    """By default: cola on A, water and crisps on B, gum on C."""
    usual = (a_shelf("A", COLA), a_shelf("B", WATER, CRISPS), a_shelf("C", GUM))
    return Planogram(shelves or usual)


def full(planogram: Planogram) -> dict[str, Reading]:
    """What the shelves weigh with all of their stock."""
    return {
        shelf.id: Reading(sum(f.stock * f.good.weight_mg for f in shelf.facings))
        for shelf in planogram.shelves
    }


def changed(before: Mapping[str, Reading], grams: Mapping[str, float]) -> dict[str, Reading]:
    """The weights after some shelves changed by so many grams."""
    return {
        shelf: Reading(reading.mg + round(1_000 * grams.get(shelf, 0)))
        for shelf, reading in before.items()
    }


def steps(*changes: tuple[str, float]) -> list[Step]:
    """Five seconds apart: (shelf, grams)."""
    return [
        Step(5_000 * number, shelf, round(1_000 * grams))
        for number, (shelf, grams) in enumerate(changes, start=1)
    ]
