"""Filling a cabinet: the same session as a shopper's, with another role. Changes stock, no money.

    doors ─▶ opening ─▶ door open ─ closed, at rest ─▶ how many stand there? ─▶ doors
              ╰ not opened ─▶ doors

Where one good stands on a shelf alone its scale counts; elsewhere staff do, and the weight checks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import Role
from kiosk.domain.identity import Identity, Proof
from kiosk.domain.settlement.planogram import Shelf
from kiosk.domain.settlement.policy import USUAL
from kiosk.domain.settlement.tolerance import tolerance_mg
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows import cabinet_screens as show
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows.cabinet_door_open import DoorOpen
from kiosk.flows.cabinet_opening import Opened, Opening
from kiosk.flows.cabinet_place import CabinetPolicy, Place
from kiosk.flows.cabinet_records import StockRow
from kiosk.flows.cabinet_room import CabinetRoom, Moved
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

STAFF = "staff"


class StaffRestockPages:
    """`is_over`: back to the menu."""

    def __init__(self, room: CabinetRoom, policy: CabinetPolicy, new_id: Callable[[], str]) -> None:
        self._room = room
        self._policy = policy
        self._new_id = new_id
        self._place: Place | None = None
        self._part: Opening | DoorOpen | None = None
        self._rows: tuple[StockRow, ...] = ()
        self.is_over = False

    @property
    def is_busy(self) -> bool:
        """A door is open, or may be: staff finish what they began."""
        return self._part is not None or bool(self._rows)

    def start(self) -> list[Effect]:
        return [do.Show(show.StaffCabinets(self._room.offers()))]

    def told(self, moved: Moved | None) -> list[Effect]:
        """Something moved at the cabinet at hand."""
        return self._part.told(moved) if self._part is not None and moved is not None else []

    def handle(self, event: Event) -> list[Effect]:
        if self._part is not None:
            return [*self._part.handle(event), *self._after_part()]
        match event:
            case cabinet_on.StockSet(cabinets):
                self._room.restocked(cabinets)
                self._place, self._rows = None, ()
                return self.start()
            case _ if self._rows:
                return self._counting(event)
            case cabinet_on.RestockChosen(cabinet_id, door):
                return self._open(cabinet_id, door)
            case on.BackPressed():
                self.is_over = True
                return []
            case _:
                return []

    def _open(self, cabinet_id: str, door: str) -> list[Effect]:
        cabinet = self._room.cabinet(cabinet_id)
        if cabinet is None or door not in {one.id for one in cabinet.doors}:
            return []
        self._place = Place(self._room, cabinet, door, self._policy, Role.STAFF)
        self._part = Opening(self._place, Identity(STAFF, Proof.STAFF), (), self._new_id)
        return [*self._part.start(), *self._after_part()]

    def _after_part(self) -> list[Effect]:
        match self._part:
            case Opening(outcome=show.CabinetEnd() as end):
                self._part, self._place = None, None
                return [do.Show(show.StaffCabinets(self._room.offers(), end))]
            case Opening(outcome=Opened()) if self._place:
                self._part = DoorOpen(self._place)
                return self._part.start()
            case DoorOpen(outcome=closed) if closed is not None and self._place:
                self._part = None
                self._rows = counted(self._place)
                return [do.Show(show.StaffStock(self._rows))]
            case _:
                return []

    def _counting(self, event: Event) -> list[Effect]:
        place = self._place
        match event:
            case cabinet_on.StockCountChanged(shelf, sku, by) if place:
                self._rows = judged(place, _changed(self._rows, (shelf, sku), by))
                return [do.Show(show.StaffStock(self._rows))]
            case on.ConfirmPressed() if place:
                rows = tuple((row.shelf, row.sku, row.units) for row in self._rows)
                return [cabinet_do.SetStock(place.session_id, place.cabinet.id, rows)]
            case _:
                return []


def counted(place: Place) -> tuple[StockRow, ...]:
    """What the scales say, where they can; else as many as before."""
    change = _change(place)
    rows = []
    for at, sku, units in place.cabinet.stock_rows():
        product = place.room.catalogue.with_sku(sku)
        if product is None:
            continue
        by_weight = _units_by_weight(place.cabinet, at, change)
        filled = 1 if place.cabinet.is_locker and at == place.door_id else None
        now = next((one for one in (filled, by_weight) if one is not None), units)
        rows.append(StockRow(at, sku, product.name, units, now))
    return judged(place, tuple(rows))


def judged(place: Place, rows: tuple[StockRow, ...]) -> tuple[StockRow, ...]:
    """Each row with whether its shelf's counts explain the change of weight."""
    change = _change(place)
    agreed = {s.id: _agrees(s, rows, change) for s in place.cabinet.planogram.shelves}
    return tuple(replace(row, agrees=agreed.get(row.shelf)) for row in rows)


def _change(place: Place) -> dict[str, int]:
    """mg more than before, by shelf."""
    assert place.session is not None  # noqa: S101  # the door was open for it
    now = place.room.weights(place.cabinet)
    before = dict(place.session.weights)
    return {shelf: now[shelf].mg - mg for shelf, mg in before.items() if shelf in now}


def _units_by_weight(cabinet: Cabinet, at: str, change: Mapping[str, int]) -> int | None:
    for shelf in cabinet.planogram.shelves:
        if shelf.id == at and len(shelf.facings) == 1 and at in change:
            facing = shelf.facings[0]
            return max(0, facing.stock + round(change[at] / facing.good.weight_mg))
    return None


def _agrees(shelf: Shelf, rows: tuple[StockRow, ...], change: Mapping[str, int]) -> bool | None:
    if shelf.id not in change:
        return None
    more = {row.sku: row.units - row.before for row in rows if row.shelf == shelf.id}
    goods = {facing.good.sku: facing.good for facing in shelf.facings}
    expected = sum(goods[sku].weight_mg * units for sku, units in more.items() if sku in goods)
    return abs(change[shelf.id] - expected) <= tolerance_mg(shelf, more, USUAL)


def _changed(rows: tuple[StockRow, ...], place: tuple[str, str], by: int) -> tuple[StockRow, ...]:
    return tuple(
        replace(row, units=max(0, row.units + by)) if (row.shelf, row.sku) == place else row
        for row in rows
    )
