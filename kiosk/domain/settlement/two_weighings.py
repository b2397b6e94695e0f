"""Explanations from the weights before and after alone, over all shelves together.

Each shelf has candidates: counts of its own goods, perhaps with a unit or two of others' goods put
down there. A beam joins one candidate of each shelf, cheapest first. A unit that arrives somewhere
must have left somewhere else: no story brings goods in, and none charges for what stayed.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from kiosk.domain.settlement.explanation import Explanation, Unexplained, net_changes, ranked
from kiosk.domain.settlement.joint_weights import fit
from kiosk.domain.settlement.planogram import Good, Planogram, Shelf
from kiosk.domain.settlement.policy import Policy, cost_of
from kiosk.domain.settlement.readings import Weights
from kiosk.domain.settlement.shelf_search import NO_LIMIT, Counts, takings
from kiosk.domain.settlement.tolerance import session_variance, weight_cost

FOREIGN_RANGE_MG = 2_000_000
"""Things that shoppers leave weigh up to about this, any weight being as likely."""

LEEWAY = 8.0
"""Judged together, shelves that share a unit cost somewhat less or more than each alone."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One shelf's part of a story. `came`: SKUs put down here that stand elsewhere."""

    own: Counts
    came: tuple[str, ...]
    unexplained_mg: int
    cost: float


@dataclass(frozen=True, slots=True)
class _Join:
    cost: float
    parts: tuple[_Candidate, ...]
    came: int


def explain_weights(
    planogram: Planogram, lost_mg: Mapping[str, int], policy: Policy
) -> tuple[Explanation, ...]:
    """Likeliest first. `lost_mg` by shelf: before minus after, of readable shelves only."""
    shelves = [shelf for shelf in planogram.shelves if shelf.id in lost_mg]
    parts = _candidates(planogram, shelves, lost_mg, policy)
    joins = [join for join in _joined(parts, policy) if _all_left_somewhere(join)]
    return ranked([_explanation(planogram, shelves, j, lost_mg, policy) for j in joins], policy)


def lost_between(before: Weights, after: Weights, shelves: Iterable[str]) -> dict[str, int]:
    """Before minus after, mg."""
    return {shelf: before[shelf].mg - after[shelf].mg for shelf in shelves}


# --- candidates of one shelf --------------------------------------------------------------------


def _candidates(
    planogram: Planogram, shelves: Sequence[Shelf], lost: Mapping[str, int], policy: Policy
) -> list[list[_Candidate]]:
    own = {shelf.id: list(_with(shelf, lost[shelf.id], (), policy)) for shelf in shelves}
    may_move, goods, found = _may_move(shelves, own), planogram.goods, []
    for shelf in shelves:
        candidates = own[shelf.id] or [_foreign(shelf, lost[shelf.id], policy)]
        loose = [goods[sku] for sku, homes in sorted(may_move.items()) if homes - {shelf.id}]
        most = 1 if own[shelf.id] else policy.most_misplaced
        for number in range(1, most + 1):
            worst = min(each.cost for each in candidates) + policy.gap + LEEWAY
            for came in combinations_with_replacement(loose, number):
                candidates += _with(shelf, lost[shelf.id], came, policy, worst)
        found.append(sorted(candidates, key=lambda each: each.cost)[: policy.most_candidates])
    return found


def _with(
    shelf: Shelf, lost: int, came: tuple[Good, ...], policy: Policy, worst: float = math.inf
) -> Iterator[_Candidate]:
    """Candidates when `came` was put down here, none whose habits alone cost more than `worst`."""
    arriving, each_unit = len(came) * cost_of(policy.misplaced_odds), cost_of(policy.unit_odds)
    if worst < arriving:
        return
    most_units = NO_LIMIT if worst == math.inf else int((worst - arriving) / each_unit)
    least = session_variance(shelf.sensor)
    variance = least + sum(good.spread_mg**2 for good in came)
    arrived = sum(good.weight_mg for good in came)
    skus = {good.sku for good in came}
    # A unit that took the place of one of its own SKU changed nothing that anybody could see.
    facings = [facing for facing in shelf.facings if facing.good.sku not in skus]
    for taking in takings(facings, lost + arrived, variance, policy.reach, most_units):
        cost = weight_cost(taking.residual_mg, taking.variance, least)
        cost += taking.units * each_unit + arriving
        if cost <= worst:
            yield _Candidate(taking.counts, tuple(good.sku for good in came), 0, cost)


def _may_move(
    shelves: Sequence[Shelf], own: Mapping[str, Sequence[_Candidate]]
) -> dict[str, set[str]]:
    """SKUs that may have left a shelf, by SKU the shelves: anything off one that is a riddle."""
    loose: defaultdict[str, set[str]] = defaultdict(set)
    for shelf in shelves:
        standing = (facing.good.sku for facing in shelf.facings if facing.stock)
        taken = (sku for part in own[shelf.id] for sku, _ in part.own)
        for sku in taken if own[shelf.id] else standing:
            loose[sku].add(shelf.id)
    return loose


def _foreign(shelf: Shelf, lost: int, policy: Policy) -> _Candidate:
    sigma = math.sqrt(session_variance(shelf.sensor))
    cost = cost_of(policy.foreign_odds) + cost_of(FOREIGN_RANGE_MG / (sigma * 2.5066))
    return _Candidate((), (), -lost, cost)


# --- all shelves --------------------------------------------------------------------------------


def _joined(parts: Sequence[Sequence[_Candidate]], policy: Policy) -> list[_Join]:
    """Cheapest first. The story without arrivals always holds, so that its cost bounds the best."""
    least = [candidates[0].cost for candidates in parts]
    sure = sum(min(part.cost for part in candidates if not part.came) for candidates in parts)
    most, rest = sure + policy.gap + LEEWAY, sum(least)
    joins = [_Join(0.0, (), 0)]
    for candidates, cheapest in zip(parts, least, strict=True):
        rest -= cheapest
        longer = [
            _Join(join.cost + part.cost, (*join.parts, part), join.came + len(part.came))
            for join in joins
            for part in candidates
            if join.cost + part.cost + rest <= most
            and join.came + len(part.came) <= policy.most_misplaced
        ]
        longer.sort(key=lambda join: join.cost)
        joins = longer[: policy.most_candidates]
    return joins


def _all_left_somewhere(join: _Join) -> bool:
    if not join.came:
        return True
    balance: Counter[str] = Counter()
    for part in join.parts:
        balance.update(dict(part.own))
        balance.subtract(part.came)
    return all(count >= 0 for count in balance.values())


def _explanation(
    planogram: Planogram,
    shelves: Sequence[Shelf],
    join: _Join,
    lost: Mapping[str, int],
    policy: Policy,
) -> Explanation:
    goods = planogram.goods
    changes = net_changes(_rows(shelves, join))
    predicted: Counter[str] = Counter()
    for change in changes:
        predicted[change.shelf] += change.left * goods[change.sku].weight_mg
    odd = {s.id: p.unexplained_mg for s, p in zip(shelves, join.parts, strict=True)}
    residuals = {s.id: float(lost[s.id] + odd[s.id] - predicted[s.id]) for s in shelves}
    variances = {shelf.id: session_variance(shelf.sensor) for shelf in shelves}
    fitted = fit(residuals, variances, changes, goods)
    # What each shelf had as its weights' cost is taken back: the joint one knows of shared units.
    alone = sum(math.log(variance) for variance in variances.values())
    prior = _prior(join, policy)
    return Explanation(
        changes,
        tuple(Unexplained(shelf, mg) for shelf, mg in odd.items() if mg),
        fitted.chi_square,
        fitted.sigmas,
        prior + fitted.cost - alone,
    )


def _rows(shelves: Sequence[Shelf], join: _Join) -> Iterator[tuple[str, str, int]]:
    for shelf, part in zip(shelves, join.parts, strict=True):
        yield from ((shelf.id, sku, count) for sku, count in part.own)
        yield from ((shelf.id, sku, -1) for sku in part.came)


def _prior(join: _Join, policy: Policy) -> float:
    """Without the weights' cost. An unexplained shelf's whole cost is prior: its weight is free."""
    units = sum(count for part in join.parts for _, count in part.own)
    odd = sum(part.cost for part in join.parts if part.unexplained_mg)
    return units * cost_of(policy.unit_odds) + join.came * cost_of(policy.misplaced_odds) + odd
