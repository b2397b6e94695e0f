"""Which goods of one shelf cannot be told apart by weight, and which of them to move, where to.

Judged as a settlement judges (decision.py, policy.py), for one movement on one shelf: what was
taken is charged only when every rival is so much less likely. `share` is how often that is not so.
What it leaves out: two hands at once, drift, what stands elsewhere. A planogram without a clash may
still send a session to review; one with a clash surely will.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from kiosk.domain.settlement.planogram import Good, Planogram, Sensor, Shelf
from kiosk.domain.settlement.policy import USUAL, Policy, cost_of
from kiosk.domain.settlement.tolerance import step_variance

WORTH_TELLING = 0.02
"""So often a person may have to look, as for a shelf with one good; more is worth a word."""
GRID, REACH = 121, 5.0
"""Points at which an error is tried, and how many sigmas out."""

Units = tuple[str, ...]
"""SKUs that are moved at once; one that is there twice is moved twice."""


@dataclass(frozen=True, slots=True)
class Move:
    """Put this good on that shelf instead; `share`: what is left of the trouble there."""

    sku: str
    to_shelf: str
    share: float


@dataclass(frozen=True, slots=True)
class Clash:
    """`taken` looks like `rival` to the scale of this shelf, in `share` of the cases."""

    shelf: str
    taken: Units
    rival: Units
    share: float
    move: Move | None = None

    @property
    def skus(self) -> Units:
        return tuple(sorted({*self.taken, *self.rival}))


def clashes(planogram: Planogram, policy: Policy = USUAL) -> tuple[Clash, ...]:
    """Worst first, one for each set of goods. Empty: every good can be told from its neighbours."""
    found = [
        Clash(shelf.id, one.taken, one.rival, one.share, _move(planogram, shelf, one, policy))
        for shelf in planogram.shelves
        for one in _on_shelf(shelf.id, _goods_of(shelf), shelf.sensor, policy)
    ]
    return tuple(sorted(found, key=lambda clash: (-clash.share, clash.shelf, clash.skus)))


def _goods_of(shelf: Shelf) -> tuple[Good, ...]:
    return tuple(facing.good for facing in shelf.facings)


def _on_shelf(
    shelf: str, goods: Sequence[Good], sensor: Sensor, policy: Policy
) -> tuple[Clash, ...]:
    """The worst of each set of goods; a pair that is told makes its triples superfluous."""
    worst: dict[Units, Clash] = {}
    for taken, rival in _questions(goods):
        share = _share(taken, rival, sensor, policy)
        one = Clash(shelf, _names(taken), _names(rival), share)
        if share > max(WORTH_TELLING, worst[one.skus].share if one.skus in worst else 0):
            worst[one.skus] = one
    pairs = [set(skus) for skus in worst if len(skus) == 2]
    return tuple(
        one for skus, one in worst.items()
        if len(skus) == 2 or not any(pair < set(skus) for pair in pairs)
    )  # fmt: skip


def _questions(goods: Sequence[Good]) -> Iterator[tuple[tuple[Good, ...], tuple[Good, ...]]]:
    """One for one, one for two, and both the other way round; never what costs the same."""
    for first, second in combinations(goods, 2):
        if first.charged_as != second.charged_as:
            yield (first,), (second,)
            yield (second,), (first,)
    for one in goods:
        for two in combinations_with_replacement(goods, 2):
            if one not in two and {good.charged_as for good in two} != {one.charged_as}:
                yield (one,), two
                yield two, (one,)


def _share(
    taken: tuple[Good, ...], rival: tuple[Good, ...], sensor: Sensor, policy: Policy
) -> float:
    """How often the rival is too likely beside what was really taken, 0 to 1."""
    mean, rivals_mean = _weight(taken), _weight(rival)
    variance, rivals_variance = _variance(taken, sensor), _variance(rival, sensor)
    prior = (len(rival) - len(taken)) * cost_of(policy.unit_odds)
    needed = cost_of(policy.odds) - prior - math.log(rivals_variance / variance)
    weights = unclear = 0.0
    for step in range(GRID):
        sigmas = REACH * (2 * step / (GRID - 1) - 1)
        density = math.exp(-(sigmas**2) / 2)
        seen = mean + sigmas * math.sqrt(variance)
        gained = (seen - rivals_mean) ** 2 / rivals_variance - sigmas**2
        weights += density
        unclear += density if gained < needed else 0.0
    return unclear / weights


def _weight(goods: Sequence[Good]) -> int:
    return sum(good.weight_mg for good in goods)


def _variance(goods: Sequence[Good], sensor: Sensor) -> float:
    return step_variance(sensor) + sum(good.spread_mg**2 for good in goods)


def _names(goods: Sequence[Good]) -> Units:
    return tuple(sorted(good.sku for good in goods))


# --- what to do about it ------------------------------------------------------------------------


def _move(planogram: Planogram, shelf: Shelf, clash: Clash, policy: Policy) -> Move | None:
    """The move that leaves the least trouble, on either shelf; None where none helps."""
    moves = [
        Move(sku, other.id, trouble)
        for sku in clash.skus
        for other in planogram.shelves
        if other.id != shelf.id and sku not in {facing.good.sku for facing in other.facings}
        if (trouble := _trouble_with(planogram.goods[sku], other, policy)) <= WORTH_TELLING
    ]
    return min(moves, key=lambda move: (move.share, move.sku, move.to_shelf), default=None)


def _trouble_with(good: Good, shelf: Shelf, policy: Policy) -> float:
    """The worst clash that the good would have on that shelf."""
    goods = (*_goods_of(shelf), good)
    shares = [
        one.share for one in _on_shelf(shelf.id, goods, shelf.sensor, policy)
        if good.sku in one.skus
    ]  # fmt: skip
    return max(shares, default=0.0)
