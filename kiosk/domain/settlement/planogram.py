"""The planogram: which goods stand on which shelf, what a unit weighs, how its scale behaves.

Weights are integer milligrams. Prices are not known here: the caller knows what a SKU costs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

WIDEST_SPREAD = 5
"""A unit's 1-sigma spread is at most a fifth of its weight: more cannot be counted by weight, and
the search relies on it to know when it has taken too many."""


@dataclass(frozen=True, slots=True)
class Good:
    """A good on sale. `spread_mg`: how much units differ, 1 sigma.

    `alike`: goods with the same word here cost the shopper the same in every way (price, tax), as
    two flavours of one drink do. Which of them was taken then changes no charge, and is not asked.
    """

    sku: str
    weight_mg: int
    spread_mg: int
    alike: str = ""

    def __post_init__(self) -> None:
        if self.weight_mg <= 0 or not 0 <= self.spread_mg * WIDEST_SPREAD <= self.weight_mg:
            raise ValueError(
                f"{self.sku} cannot be sold by weight: it weighs {self.weight_mg} mg with a spread "
                f"of {self.spread_mg} mg. Weigh ten units, and enter weight and spread anew."
            )

    @property
    def charged_as(self) -> str:
        """What decides the charge: goods that are alike share it."""
        return f"alike {self.alike}" if self.alike else self.sku


@dataclass(frozen=True, slots=True)
class Facing:
    """A good's place on a shelf. `stock`: units that stand there, misplaced ones too."""

    good: Good
    stock: int

    def __post_init__(self) -> None:
        if self.stock < 0:
            raise ValueError(f"The stock of {self.good.sku} is {self.stock}: count the shelf.")


@dataclass(frozen=True, slots=True)
class Sensor:
    """A shelf's scale. `noise_mg`: 1 sigma of one stable weight. `drift_mg`: the most that the
    weight wanders in a session untouched. `resolution_mg`: one division."""

    noise_mg: int = 400
    drift_mg: int = 1_000
    resolution_mg: int = 1_000
    overload_mg: int = 30_000_000

    def __post_init__(self) -> None:
        if self.noise_mg <= 0 or self.drift_mg < 0 or self.resolution_mg < 0:
            raise ValueError("A scale has noise, and no drift or resolution below zero.")


@dataclass(frozen=True, slots=True)
class Shelf:
    """One scale and what stands on it."""

    id: str
    facings: tuple[Facing, ...]
    sensor: Sensor = Sensor()

    def __post_init__(self) -> None:
        skus = [facing.good.sku for facing in self.facings]
        if len(set(skus)) < len(skus):
            raise ValueError(f"A good stands on shelf {self.id} twice: make it one facing.")


@dataclass(frozen=True, slots=True)
class Planogram:
    """All shelves of a cabinet."""

    shelves: tuple[Shelf, ...]

    def __post_init__(self) -> None:
        if len({shelf.id for shelf in self.shelves}) < len(self.shelves):
            raise ValueError("Two shelves have the same name: name them apart.")
        known: dict[str, Good] = {}
        for good in self._all_goods():
            if known.setdefault(good.sku, good) != good:
                raise ValueError(f"{good.sku} has two unit weights: decide on one.")

    def _all_goods(self) -> Iterator[Good]:
        return (facing.good for shelf in self.shelves for facing in shelf.facings)

    @property
    def goods(self) -> dict[str, Good]:
        """By SKU."""
        return {good.sku: good for good in self._all_goods()}

    def shelf(self, shelf_id: str) -> Shelf:
        """Raises KeyError."""
        for shelf in self.shelves:
            if shelf.id == shelf_id:
                return shelf
        raise KeyError(f"There is no shelf {shelf_id} in the planogram.")
