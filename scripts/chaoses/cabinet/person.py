"""Who stands at an open door: takes something, most of the time, puts some of it back, closes.

They know nothing of the kiosk: a door that opens is an invitation, whoever opened it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random  # noqa: TID251  # the type of what is given

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.errors import NotPossibleError
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from scripts.chaoses.cabinet.truth import Truth, What

STAYS_S = (0.9, 2.2)
"""Between two things that a person does; shops' people take ten times as long."""
TAKES, TAKES_MORE, PUTS_BACK = 0.8, 0.25, 0.2
MOST_UNITS = 3


@dataclass(frozen=True, slots=True)
class _Act:
    at: float
    do: Callable[[], None]


class Person:
    """`shelves`: by door number, the (shelf, SKU) within reach."""

    def __init__(
        self,
        twin: VirtualCabinet,
        shelves: Mapping[int, tuple[tuple[str, str], ...]],
        truth: Truth,
        rng: Random,
    ) -> None:
        self._twin = twin
        self._shelves = shelves
        self._truth = truth
        self._rng = rng
        self._plans: dict[int, deque[_Act]] = {}

    @property
    def is_at_rest(self) -> bool:
        return not self._plans

    def step(self, now: float) -> None:
        """What is due by `now`."""
        for door in self._shelves:
            if door not in self._plans and self._twin.is_open(door):
                self._plans[door] = self._plan(door, now)
        for door, plan in [*self._plans.items()]:
            while plan and plan[0].at <= now:
                plan.popleft().do()
            if not plan:
                del self._plans[door]

    def _plan(self, door: int, now: float) -> deque[_Act]:
        rng = self._rng
        wishes: list[Callable[[], None]] = []
        if rng.random() < TAKES:
            shelf, sku = rng.choice(self._shelves[door])
            units = rng.randint(1, MOST_UNITS)
            wishes.append(lambda: self._take(door, shelf, sku, units))
            if rng.random() < PUTS_BACK:
                wishes.append(lambda: self._put_back(door, shelf, sku))
            elif rng.random() < TAKES_MORE:
                more_shelf, more_sku = rng.choice(self._shelves[door])
                wishes.append(lambda: self._take(door, more_shelf, more_sku, 1))
        wishes.append(lambda: self._close(door))
        plan, at = deque[_Act](), now
        for wish in wishes:
            at += rng.uniform(*STAYS_S)
            plan.append(_Act(at, wish))
        return plan

    def _take(self, door: int, shelf: str, sku: str, units: int) -> None:
        try:
            self._twin.do(acts.Take(sku, units, shelf))
        except NotPossibleError:  # sold out
            return
        self._truth.write(What.TOOK, door, sku, units)

    def _put_back(self, door: int, shelf: str, sku: str) -> None:
        try:
            self._twin.do(acts.Put(sku, 1, shelf))
        except NotPossibleError:
            return
        self._truth.write(What.PUT_BACK, door, sku, 1)

    def _close(self, door: int) -> None:
        self._twin.do(acts.Close(door))
        self._truth.write(What.CLOSED, door)
