"""A smart cabinet: doors, shelves with scales, or lockers with one good behind each door.

Prices are the catalogue's, weights the planogram's (domain/settlement/planogram.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kiosk.domain.catalogue import NO_SERVICE, Catalogue
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.domain.order import Order, OrderLine
from kiosk.domain.settlement.explanation import Change
from kiosk.domain.settlement.planogram import Planogram
from kiosk.domain.settlement.stock import after_changes

Counts = tuple[tuple[str, int], ...]
"""(SKU, units), in the order of SKUs, without zeros."""


@dataclass(frozen=True, slots=True)
class CabinetDoor:
    """`sku`: of a locker, the one good behind this door; opening it is taking it.

    `shelves`: those within reach when this door is open; none named: all of the cabinet.
    """

    id: str
    name: Label
    sku: str = ""
    shelves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cabinet:
    """`planogram` with the stock of this moment; a locker has no shelves, but `locker_stock`.

    `hold` is the most that one session can be charged for without becoming a debt.
    """

    id: str
    name: Label
    doors: tuple[CabinetDoor, ...]
    hold: Money
    planogram: Planogram = field(default_factory=lambda: Planogram(()))
    locker_stock: tuple[tuple[str, int], ...] = ()

    @property
    def is_locker(self) -> bool:
        return not self.planogram.shelves

    def door(self, door_id: str) -> CabinetDoor:
        """Raises KeyError."""
        for door in self.doors:
            if door.id == door_id:
                return door
        raise KeyError(f"There is no door {door_id} in the cabinet {self.id}.")

    def behind(self, door_id: str) -> Planogram:
        """What can be taken while that door is open. Raises KeyError."""
        named = self.door(door_id).shelves
        if not named:
            return self.planogram
        return Planogram(tuple(one for one in self.planogram.shelves if one.id in named))

    def stock_rows(self) -> tuple[tuple[str, str, int], ...]:
        """(shelf or locker door, SKU, units)."""
        shelves = (
            (shelf.id, facing.good.sku, facing.stock)
            for shelf in self.planogram.shelves
            for facing in shelf.facings
        )
        stock = dict(self.locker_stock)
        lockers = ((door.id, door.sku, stock.get(door.id, 0)) for door in self.doors if door.sku)
        return (*shelves, *lockers)

    def with_stock(self, rows: Mapping[tuple[str, str], int]) -> Cabinet:
        """With the units that `rows` tells for (shelf or door, SKU); others as planned.

        A good that was put down on a strange shelf stands there from then on.
        """
        goods = self.planogram.goods
        planned = {(at, sku): units for at, sku, units in self.stock_rows()}
        changes = [
            (at, sku, planned.get((at, sku), 0) - units)
            for (at, sku), units in rows.items()
            if sku in goods and any(shelf.id == at for shelf in self.planogram.shelves)
        ]
        moved = after_changes(self.planogram, (Change(*change) for change in changes))
        doors = {door.id: door.sku for door in self.doors if door.sku}
        stock = tuple(
            (door, rows.get((door, sku), dict(self.locker_stock).get(door, 0)))
            for door, sku in doors.items()
        )
        return replace(self, planogram=moved, locker_stock=stock)


def counts_of(taken: Mapping[str, int]) -> Counts:
    return tuple(sorted((sku, units) for sku, units in taken.items() if units))


def goods_lines(counts: Iterable[tuple[str, int]], catalogue: Catalogue) -> tuple[OrderLine, ...]:
    """At the catalogue's price of this moment. Raises KeyError for what is not sold here."""
    lines = []
    for sku, units in counts:
        product = catalogue.with_sku(sku)
        if product is None:
            raise KeyError(f"The catalogue has no {sku}: add it, with its price.")
        lines.append(OrderLine(sku, product.name, units, product.price, NO_SERVICE.id))
    return tuple(lines)


def total_of(lines: Iterable[OrderLine]) -> Money:
    return sum((line.total for line in lines), start=Money(0))


def order_of_lines(lines: tuple[OrderLine, ...], order_id: str) -> Order:
    return Order(order_id, lines, (NO_SERVICE,))


def within(
    lines: tuple[OrderLine, ...], most: Money
) -> tuple[tuple[OrderLine, ...], tuple[OrderLine, ...]]:
    """What `most` pays for, whole units, the dearest first; and what is owed.

    So each order is paid or owed as a whole, and no receipt shows a part of a price.
    """
    if total_of(lines) <= most:
        return lines, ()
    left, paid, owed = most, [], []
    for line in sorted(lines, key=lambda one: (-one.unit_price.minor, one.sku)):
        fits = min(line.quantity, left.minor // line.unit_price.minor)
        left = left - line.unit_price.times(fits) if fits else left
        paid += [replace(line, quantity=fits)] if fits else []
        owed += [replace(line, quantity=line.quantity - fits)] if fits < line.quantity else []
    return tuple(paid), tuple(owed)
