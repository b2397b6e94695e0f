"""Explanations from the steps of weight while the door was open: one hypothesis follows another.

A story knows what is in the shopper's hands and what stands as a guest where it does not belong.
Each step is something taken, put down, or both at once. A unit taken by itself was weighed by that:
what is put down later is compared with its own weight, not with the planogram's, so that goods of
nearly the same weight are told apart (multiple hypothesis tracking, Reid 1979, with a beam).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kiosk.domain.settlement.explanation import Explanation, Unexplained, net_changes, ranked
from kiosk.domain.settlement.planogram import Facing, Planogram, Shelf
from kiosk.domain.settlement.policy import Policy, cost_of
from kiosk.domain.settlement.readings import Step
from kiosk.domain.settlement.shelf_search import Taking, takings
from kiosk.domain.settlement.tolerance import session_variance, step_variance, weight_cost
from kiosk.domain.settlement.two_weighings import FOREIGN_RANGE_MG, LEEWAY

MOST_PUT_AT_ONCE = 3
MOST_STORIES = 150

Standing = tuple[tuple[str, str, int], ...]
"""(shelf, SKU, units left), as `net_changes` sums it."""

NOTHING_TAKEN = Taking((), 0.0, 1.0)


@dataclass(frozen=True, slots=True, order=True)
class _Thing:
    """In a hand, or a guest on a shelf. `sku` is empty for what we do not sell."""

    sku: str
    mg: float
    variance: float


@dataclass(frozen=True, slots=True)
class _Story:
    hand: tuple[_Thing, ...] = ()
    guests: tuple[tuple[str, _Thing], ...] = ()
    left: Standing = ()
    cost: float = 0.0
    chi_square: float = 0.0
    sigmas: float = 0.0

    @property
    def is_now(self) -> object:
        """Two stories that agree in this have the same future."""
        return self.hand, self.guests, self.left

    def has_left(self, shelf: str, sku: str) -> int:
        return sum(count for at, what, count in self.left if (at, what) == (shelf, sku))


@dataclass(frozen=True, slots=True)
class _Act:
    """One step: put down from the hand, or a foreign thing; a guest gone; units taken."""

    put: tuple[_Thing, ...]
    guest: _Thing | None
    taking: Taking
    least_variance: float


def explain_steps(
    planogram: Planogram, steps: Sequence[Step], policy: Policy
) -> tuple[Explanation, ...]:
    """Likeliest first; none when some step has no explanation. `steps` in the order of time."""
    stories = [_Story()]
    searched = _searched(policy)
    for step in steps:
        shelf = planogram.shelf(step.shelf)
        possible = [
            (cost, story, act)
            for story in stories
            for cost, act in _acts(story, shelf, step, policy, searched)
        ]
        stories = _likely(shelf, possible, policy)
    return ranked([_told(story) for story in stories], policy)


def _likely(
    shelf: Shelf, possible: list[tuple[float, _Story, _Act]], policy: Policy
) -> list[_Story]:
    """The stories that go on: the cheapest, each future once. Costs come first, stories are built
    of the few that stay."""
    possible.sort(key=lambda each: each[0])
    best: dict[object, _Story] = {}
    for cost, story, act in possible:
        if cost > possible[0][0] + policy.gap + LEEWAY or len(best) == MOST_STORIES:
            break
        after = _done(story, shelf, act, cost)
        best.setdefault(after.is_now, after)
    return list(best.values())


class _searched:  # noqa: N801  # a function that remembers, for one call of explain_steps
    """Takings of a shelf; stories that agree on what stands there ask for the same ones."""

    def __init__(self, policy: Policy) -> None:
        self._found = cache(
            lambda facings, lost, variance: tuple(takings(facings, lost, variance, policy.reach))
        )

    def __call__(
        self, facings: tuple[Facing, ...], lost: float, variance: float
    ) -> tuple[Taking, ...]:
        return self._found(facings, lost, variance)


# --- one step -----------------------------------------------------------------------------------


def _acts(
    story: _Story, shelf: Shelf, step: Step, policy: Policy, searched: _searched
) -> Iterator[tuple[float, _Act]]:
    """What may have happened in a step, and what the story then costs."""
    own = tuple(_standing(story, shelf))
    at_home = {facing.good.sku for facing in shelf.facings}
    least = _variance(shelf, step)
    guests = {thing for at, thing in story.guests if at == shelf.id}
    for put in _handfuls(story.hand):
        for guest in (None, *sorted(guests)):
            lost = sum(thing.mg for thing in put) - step.change_mg - (guest.mg if guest else 0)
            variance = least + sum(t.variance for t in put) + (guest.variance if guest else 0)
            is_full = len(put) > 1 or (put and guest)
            for taking in searched(() if is_full else own, lost, variance):
                if put or guest or taking.counts:
                    act = _Act(put, guest, taking, least)
                    cost = weight_cost(taking.residual_mg, taking.variance, least)
                    yield story.cost + cost + _prior(act, at_home, policy), act
    if step.change_mg > 0:
        thing = _Thing("", step.change_mg, least)
        cost = cost_of(policy.foreign_odds) + cost_of(FOREIGN_RANGE_MG / math.sqrt(6.283 * least))
        yield story.cost + cost, _Act((thing,), None, NOTHING_TAKEN, least)


def _variance(shelf: Shelf, step: Step) -> float:
    return session_variance(shelf.sensor) if step.is_inferred else step_variance(shelf.sensor)


def _standing(story: _Story, shelf: Shelf) -> Iterator[Facing]:
    for facing in shelf.facings:
        left = story.has_left(shelf.id, facing.good.sku)
        yield Facing(facing.good, facing.stock - left)


def _handfuls(hand: tuple[_Thing, ...]) -> Iterator[tuple[_Thing, ...]]:
    for number in range(min(len(hand), MOST_PUT_AT_ONCE) + 1):
        yield from sorted(set(combinations(hand, number)))


def _done(story: _Story, shelf: Shelf, act: _Act, cost: float) -> _Story:
    hand, guests = list(story.hand), list(story.guests)
    moved: list[tuple[str, str, int]] = []
    at_home = {facing.good.sku for facing in shelf.facings}
    for thing in act.put:
        if thing.sku:
            hand.remove(thing)
            moved.append((shelf.id, thing.sku, -1))
        if thing.sku not in at_home:
            guests.append((shelf.id, thing))
    if act.guest is not None:
        guests.remove((shelf.id, act.guest))
        if act.guest.sku:
            moved.append((shelf.id, act.guest.sku, 1))
            hand.append(act.guest)
    moved += [(shelf.id, sku, count) for sku, count in act.taking.counts]
    hand += _units(shelf, act)
    changes = net_changes((*story.left, *moved))
    return _Story(
        tuple(sorted(hand)),
        tuple(sorted(guests)),
        tuple((change.shelf, change.sku, change.left) for change in changes),
        cost,
        story.chi_square + act.taking.residual_mg**2 / act.taking.variance,
        max(story.sigmas, act.taking.sigmas),
    )


def _units(shelf: Shelf, act: _Act) -> Iterator[_Thing]:
    """What was taken of the shelf's own goods. One by itself is known by what the shelf lost."""
    goods = {facing.good.sku: facing.good for facing in shelf.facings}
    is_weighed = act.taking.units == 1 and not act.put and act.guest is None
    for sku, count in act.taking.counts:
        good = goods[sku]
        if is_weighed:
            yield _Thing(sku, good.weight_mg - act.taking.residual_mg, act.least_variance)
        else:
            yield from [_Thing(sku, float(good.weight_mg), float(good.spread_mg**2))] * count


def _prior(act: _Act, at_home: set[str], policy: Policy) -> float:
    cost = act.taking.units * cost_of(policy.unit_odds)
    for thing in act.put:
        is_home = thing.sku in at_home
        cost += cost_of(policy.putback_odds if is_home else policy.misplaced_odds)
    if act.guest is not None:
        cost += cost_of(policy.putback_odds)
    if act.put and (act.taking.counts or act.guest is not None):
        cost += cost_of(policy.swap_odds)
    return cost


def _told(story: _Story) -> Explanation:
    foreign = (Unexplained(at, round(thing.mg)) for at, thing in story.guests if not thing.sku)
    return Explanation(
        net_changes(story.left),
        tuple(sorted(foreign, key=lambda each: (each.shelf, each.mg))),
        story.chi_square,
        story.sigmas,
        story.cost,
    )
