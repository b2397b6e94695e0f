"""What there is to set up of all cabinets: doors and shelves that a person can point at.

Doors are numbered from 1 over all cabinets; a shelf is called by its id, with its cabinet before it
where two cabinets have one of that id. What commissioning learns speaks in these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.language import Label
from kiosk.domain.settlement.planogram import Good


class WhySkipped(StrEnum):
    """Why somebody left a lock, a scale or a good out."""

    NOT_USED = "not_used"
    BROKEN = "broken"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DoorPlace:
    number: int
    cabinet: str
    door: str
    name: Label


@dataclass(frozen=True, slots=True)
class ShelfPlace:
    """`door`: the number of one that reaches it."""

    key: str
    cabinet: str
    shelf: str
    door: int


@dataclass(frozen=True, slots=True)
class GoodPlace:
    sku: str
    shelf: str
    mg: int
    name: Label


@dataclass(frozen=True, slots=True)
class CommissioningPlan:
    doors: tuple[DoorPlace, ...] = ()
    shelves: tuple[ShelfPlace, ...] = ()
    goods: tuple[GoodPlace, ...] = ()

    def door(self, number: int) -> DoorPlace | None:
        return next((one for one in self.doors if one.number == number), None)

    def name_of(self, sku: str) -> Label:
        return next((one.name for one in self.goods if one.sku == sku), Label(sku, sku))

    def shelf(self, key: str) -> ShelfPlace | None:
        return next((one for one in self.shelves if one.key == key), None)


def commissioning_plan(cabinets: Iterable[Cabinet], catalogue: Catalogue) -> CommissioningPlan:
    cabinets = tuple(cabinets)
    wires = [(one, door) for one in cabinets for door in one.doors]
    doors = tuple(
        DoorPlace(number, one.id, door.id, _door_name(one, door.name, are_many=len(cabinets) > 1))
        for number, (one, door) in enumerate(wires, start=1)
    )
    first = {door.cabinet: door.number for door in reversed(doors)}
    behind = {
        (one.id, shelf): number
        for number, (one, door) in enumerate(wires, start=1)
        for shelf in door.shelves
    }
    ids = Counter(shelf.id for one in cabinets for shelf in one.planogram.shelves)
    shelves, goods = [], []
    for one in cabinets:
        for shelf in one.planogram.shelves:
            key = shelf.id if ids[shelf.id] == 1 else f"{one.id}/{shelf.id}"
            number = behind.get((one.id, shelf.id), first[one.id])
            shelves.append(ShelfPlace(key, one.id, shelf.id, number))
            goods += [_good(facing.good, key, catalogue) for facing in shelf.facings]
    return CommissioningPlan(doors, tuple(shelves), tuple(goods))


def _good(good: Good, shelf: str, catalogue: Catalogue) -> GoodPlace:
    product = catalogue.with_sku(good.sku)
    name = product.name if product else Label(good.sku, good.sku)
    return GoodPlace(good.sku, shelf, good.weight_mg, name)


def _door_name(cabinet: Cabinet, door: Label, *, are_many: bool) -> Label:
    if not are_many:
        return door
    if len(cabinet.doors) == 1:
        return cabinet.name
    return Label(f"{cabinet.name.zh} {door.zh}", f"{cabinet.name.en}, {door.en}")
