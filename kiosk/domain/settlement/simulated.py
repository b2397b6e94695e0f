"""Simulated shopping: cabinets of real-life goods, shoppers' habits, honest scales.

A shipped part of the product: the benchmark, the tests and demonstrations shop here. Pure; all
chance comes from `rng`. It shares no rule with what settles: it knows the truth, and what scales
make of it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Sensor, Shelf
from kiosk.domain.settlement.readings import Reading, Step

GOODS, SHELVES = 40, 12
LIGHTEST_MG, HEAVIEST_MG = 12_000, 1_500_000


class Rng(Protocol):
    """What `random.Random` offers and is used here."""

    def random(self) -> float: ...
    def gauss(self, mu: float, sigma: float) -> float: ...
    def randrange(self, start: int, stop: int) -> int: ...


class Difficulty(StrEnum):
    ONE_GOOD = "one_good"
    THREE_GOODS = "three_goods"
    SIMILAR = "similar"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Habits:
    """Chances per unit or session, of what shoppers do and of what a kiosk misses.

    `batch`: how far a delivery's mean is off the planogram's, in units of the spread.
    `span_ppm`: error of a scale's span by temperature in a session, 1 sigma, of the load.
    """

    two_at_once: float = 0.15
    put_back: float = 0.10
    misplaced: float = 0.01
    swapped: float = 0.005
    foreign: float = 0.002
    step_missed: float = 0.01
    batch: float = 0.3
    span_ppm: float = 20.0


@dataclass(frozen=True, slots=True)
class Shopping:
    """One session: what a kiosk would know, and the truth: `taken` by SKU."""

    planogram: Planogram
    before: Mapping[str, Reading]
    after: Mapping[str, Reading]
    steps: tuple[Step, ...]
    taken: Mapping[str, int]
    has_foreign: bool


# --- cabinets -----------------------------------------------------------------------------------


def assortment(rng: Rng, number: int = GOODS) -> list[Good]:
    """Goods from a chewing gum to a large bottle, as many light as heavy ones, lightest first.

    Units differ by 0.3 to 0.8 %, as filling machines do, and by 50 mg of wrapping.
    """
    span = math.log(HEAVIEST_MG / LIGHTEST_MG)
    goods = []
    for index in range(number):
        share = (index + rng.random()) / number
        weight = LIGHTEST_MG * math.exp(span * share)
        spread = 50 + weight * (0.003 + 0.005 * rng.random())
        goods.append(Good(f"sku-{index:02d}", round(weight), round(spread)))
    return goods


def cabinet(
    rng: Rng, goods_per_shelf: int, *, similar: bool = False, sensor: Sensor | None = None
) -> Planogram:
    """12 shelves of goods drawn from 40 (more if more are wanted). `similar`: neighbours in weight
    share a shelf."""
    wanted = SHELVES * goods_per_shelf
    goods = assortment(rng, max(GOODS, wanted))
    if not similar:
        _shuffle(goods, rng)
    shelves = []
    for number in range(SHELVES):
        own = goods[number * goods_per_shelf : (number + 1) * goods_per_shelf]
        facings = tuple(Facing(good, rng.randrange(4, 11)) for good in own)
        shelves.append(Shelf(f"shelf-{number + 1}", facings, sensor or Sensor()))
    return Planogram(tuple(shelves))


def cabinet_of(difficulty: Difficulty, rng: Rng, sensor: Sensor | None = None) -> Planogram:
    per_shelf = 1 if difficulty is Difficulty.ONE_GOOD else 3
    return cabinet(rng, per_shelf, similar=difficulty is Difficulty.SIMILAR, sensor=sensor)


def _shuffle(goods: list[Good], rng: Rng) -> None:
    for last in range(len(goods) - 1, 0, -1):
        other = rng.randrange(0, last + 1)
        goods[last], goods[other] = goods[other], goods[last]


# --- one session --------------------------------------------------------------------------------


@dataclass(slots=True)
class _Unit:
    sku: str
    home: str
    mg: float


@dataclass(slots=True)
class _Scene:
    """The truth while the door is open."""

    planogram: Planogram
    rng: Rng
    habits: Habits
    units: dict[str, list[_Unit]]
    scales: dict[str, _Scale]
    steps: list[Step] = field(default_factory=list)
    taken: Counter[str] = field(default_factory=Counter)
    now_ms: int = 0

    def move(self, shelf: str, *, out: list[_Unit], put: list[_Unit]) -> None:
        """Some units off a shelf and others onto it, in one movement."""
        for unit in out:
            self.units[shelf].remove(unit)
        self.units[shelf] += put
        self.now_ms += self.rng.randrange(800, 6_000)
        scale = self.scales[shelf]
        was, scale.shown = scale.shown, scale.weigh(self.load(shelf), self.now_ms)
        if self.rng.random() >= self.habits.step_missed:
            self.steps.append(Step(self.now_ms, shelf, scale.shown - was))

    def load(self, shelf: str) -> float:
        return sum(unit.mg for unit in self.units[shelf])


@dataclass(slots=True)
class _Scale:
    """One cell: noise, a zero that wanders, a span that follows the temperature, divisions."""

    sensor: Sensor
    rng: Rng
    drift_mg_per_ms: float
    span_per_ms: float
    shown: int = 0

    def weigh(self, load_mg: float, now_ms: int) -> int:
        exact = load_mg * (1 + self.span_per_ms * now_ms) + self.drift_mg_per_ms * now_ms
        exact += self.rng.gauss(0, self.sensor.noise_mg)
        division = max(self.sensor.resolution_mg, 1)
        return round(exact / division) * division


def shop(
    planogram: Planogram, rng: Rng, habits: Habits | None = None, *, moves: bool = False
) -> Shopping:
    """A shopper comes, takes, changes their mind, goes. `moves`: at least one unit ends on a shelf
    where it does not belong."""
    scene = _opened(planogram, rng, habits or Habits())
    before = {shelf: Reading(scale.shown) for shelf, scale in scene.scales.items()}
    hand: list[_Unit] = []
    for _ in range(_wanted(rng, moves=moves)):
        hand += _take(scene)
        _change_mind(scene, hand)
    if moves and hand:
        _misplace(scene, hand)
    has_foreign = rng.random() < scene.habits.foreign
    if has_foreign:
        thing = _Unit("", "", 5_000 + rng.random() * 800_000)
        scene.move(_any_shelf(scene), out=[], put=[thing])
    scene.taken.update(unit.sku for unit in hand)
    scene.now_ms += 5_000
    after = {
        shelf: Reading(scale.weigh(scene.load(shelf), scene.now_ms))
        for shelf, scale in scene.scales.items()
    }
    return Shopping(planogram, before, after, tuple(scene.steps), dict(scene.taken), has_foreign)


SESSION_MS = 40_000
"""A usual session: drift and temperature reach their bound in this time."""


def _opened(planogram: Planogram, rng: Rng, habits: Habits) -> _Scene:
    units: dict[str, list[_Unit]] = {}
    scales: dict[str, _Scale] = {}
    warms = rng.gauss(0, habits.span_ppm) * 1e-6
    for shelf in planogram.shelves:
        units[shelf.id] = []
        for facing in shelf.facings:
            good = facing.good
            mean = good.weight_mg + rng.gauss(0, habits.batch * good.spread_mg)
            units[shelf.id] += [
                _Unit(good.sku, shelf.id, rng.gauss(mean, good.spread_mg))
                for _ in range(facing.stock)
            ]
        drift = shelf.sensor.drift_mg * (2 * rng.random() - 1)
        scales[shelf.id] = _Scale(shelf.sensor, rng, drift / SESSION_MS, warms / SESSION_MS)
    scene = _Scene(planogram, rng, habits, units, scales)
    for shelf_id, scale in scales.items():
        scale.shown = scale.weigh(scene.load(shelf_id), 0)
    return scene


def _wanted(rng: Rng, *, moves: bool) -> int:
    """How often a hand goes in: one in ten only looks; most take one or two things."""
    chance = rng.random()
    for number, upto in enumerate((0.10, 0.55, 0.80, 0.92, 0.97)):
        if chance < upto:
            return max(number, 1) if moves else number
    return 5


def _take(scene: _Scene) -> list[_Unit]:
    rng, shelf = scene.rng, _any_shelf(scene)
    there = scene.units[shelf]
    if not there:
        return []
    out = [there[rng.randrange(0, len(there))]]
    rest = [unit for unit in there if unit is not out[0]]
    if rest and rng.random() < scene.habits.two_at_once:
        out.append(rest[rng.randrange(0, len(rest))])
    scene.move(shelf, out=out, put=[])
    return out


def _change_mind(scene: _Scene, hand: list[_Unit]) -> None:
    if hand and scene.rng.random() < scene.habits.put_back:
        unit = hand.pop(scene.rng.randrange(0, len(hand)))
        scene.move(unit.home, out=[], put=[unit])
    if hand and scene.rng.random() < scene.habits.swapped:
        _swap(scene, hand)
    if hand and scene.rng.random() < scene.habits.misplaced:
        _misplace(scene, hand)


def _swap(scene: _Scene, hand: list[_Unit]) -> None:
    """Puts one back and takes another from the same shelf, before the scale has come to rest."""
    unit = hand[scene.rng.randrange(0, len(hand))]
    there = scene.units[unit.home]
    if there:
        other = there[scene.rng.randrange(0, len(there))]
        scene.move(unit.home, out=[other], put=[unit])
        hand.remove(unit)
        hand.append(other)


def _misplace(scene: _Scene, hand: list[_Unit]) -> None:
    unit = hand.pop(scene.rng.randrange(0, len(hand)))
    shelf = _any_shelf(scene)
    while shelf == unit.home:
        shelf = _any_shelf(scene)
    scene.move(shelf, out=[], put=[unit])


def _any_shelf(scene: _Scene) -> str:
    shelves = scene.planogram.shelves
    return shelves[scene.rng.randrange(0, len(shelves))].id
