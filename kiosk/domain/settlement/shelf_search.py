"""All counts of a shelf's goods that weigh what it lost: a bounded integer search. Hot code.

Depth first, heaviest good first. A branch ends when it weighs too much already, or when all that is
left to take would not be enough; the count of the last good is computed, not tried.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kiosk.domain.settlement.planogram import Facing

Counts = tuple[tuple[str, int], ...]
"""(SKU, units), only those above zero, in the order of SKUs."""

NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Taking:
    """Units off one shelf. `residual_mg`: what they weigh more than was lost; `variance` of it."""

    counts: Counts
    residual_mg: float
    variance: float

    @property
    def units(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def sigmas(self) -> float:
        return abs(self.residual_mg) / math.sqrt(self.variance)


@dataclass(frozen=True, slots=True)
class _Level:
    """One good, and of this and all lighter ones: what they weigh, and their spread by weight."""

    sku: str
    weight: int
    spread2: int
    most: int
    all_weigh: int
    spread2_by_weight: float


def takings(
    facings: Sequence[Facing],
    lost_mg: float,
    variance: float,
    reach: float,
    most_units: int = NO_LIMIT,
) -> Iterator[Taking]:
    """Every taking within `reach` sigmas of `lost_mg`; `variance` is the scale's alone.

    0 <= count <= stock. Taking nothing is one of them when nothing was lost.
    """
    search = _Search(_levels(facings), reach)
    for counts, residual, total in search.below(0, lost_mg, variance, most_units):
        yield Taking(tuple(sorted(counts)), residual, total)


def _levels(facings: Sequence[Facing]) -> list[_Level]:
    levels: list[_Level] = []
    all_weigh, by_weight = 0, 0.0
    for facing in sorted(facings, key=lambda facing: facing.good.weight_mg):
        good = facing.good
        if not facing.stock:
            continue
        all_weigh += facing.stock * good.weight_mg
        by_weight = max(by_weight, good.spread_mg**2 / good.weight_mg)
        level = _Level(
            good.sku, good.weight_mg, good.spread_mg**2, facing.stock, all_weigh, by_weight
        )
        levels.insert(0, level)
    return levels


@dataclass(frozen=True, slots=True)
class _Search:
    levels: list[_Level]
    reach: float

    def below(
        self, depth: int, left: float, variance: float, units: int
    ) -> Iterator[tuple[list[tuple[str, int]], float, float]]:
        """Counts of this level's good and all lighter ones, at most `units` together."""
        if depth == len(self.levels):
            if left * left <= self.reach**2 * variance:
                yield [], -left, variance
            return
        level = self.levels[depth]
        # Units that weigh too little weigh less than `left` together: so their spread is bounded.
        widest = variance + level.spread2_by_weight * min(max(left, 0), level.all_weigh)
        slack = self.reach * math.sqrt(widest)
        heaviest = min(level.all_weigh, units * level.weight)
        if left - heaviest > slack or left < -self.reach * math.sqrt(variance):
            return
        is_last = depth == len(self.levels) - 1
        fewest = max(0, math.ceil((left - slack) / level.weight)) if is_last else 0
        for count in range(fewest, min(level.most, units) + 1):
            rest, total = left - count * level.weight, variance + count * level.spread2
            if rest < -self.reach * math.sqrt(total):
                return
            for counts, residual, spread in self.below(depth + 1, rest, total, units - count):
                yield ([(level.sku, count), *counts] if count else counts), residual, spread
