"""All cabinets as doors and scales tell of them, whoever stands there: states, levels, steps.

Decides nothing: a session asks it whether a door is closed and the shelves are at rest.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from kiosk.domain.cabinet import Cabinet, CabinetDoor
from kiosk.domain.catalogue import Catalogue, Product
from kiosk.domain.order import OrderLine
from kiosk.domain.settlement.readings import DoorEdge, Reading, Step
from kiosk.domain.weighing import STALE_MS, STEP_MS, ShelfTrack
from kiosk.flows import cabinet_events as on
from kiosk.flows.cabinet_records import DoorOffer, WhyNotReady

KEPT_LEVELS = 64


@dataclass(frozen=True, slots=True)
class Moved:
    """A door or a shelf of that cabinet: no other cabinet's session may count it."""

    cabinet: str
    what: Step | DoorEdge


@dataclass
class CabinetRoom:
    """`doors`: open, closed, or None where nobody knows. `now_ms`: of the last news.

    `closed_ms`: by cabinet, since when all its doors have been known to be closed. `in_doubt`:
    cabinets of which something is missing, nobody knows yet what.
    """

    cabinets: tuple[Cabinet, ...]
    catalogue: Catalogue
    now_ms: int = 0
    doors: dict[tuple[str, str], bool | None] = field(default_factory=dict)
    tracks: dict[tuple[str, str], ShelfTrack] = field(default_factory=dict)
    closed_ms: dict[str, int] = field(default_factory=dict)
    in_doubt: set[str] = field(default_factory=set)
    _stood: dict[str, deque[tuple[int, dict[str, int]]]] = field(default_factory=dict)

    def restocked(self, cabinets: tuple[Cabinet, ...]) -> None:
        self.cabinets = cabinets

    def cabinet(self, cabinet_id: str) -> Cabinet | None:
        return next((one for one in self.cabinets if one.id == cabinet_id), None)

    def told(self, event: on.FromCabinet) -> Moved | None:
        """Remember it; what moved, if anything did."""
        what = self._remembered(event)
        cabinet = getattr(event, "cabinet", "")
        return Moved(cabinet, what) if what is not None else None

    def _remembered(self, event: on.FromCabinet) -> Step | DoorEdge | None:
        match event:
            case on.ShelfWeighed():
                return self._weighed(event)
            case on.CabinetDoorSeen(cabinet, door, is_open, at_ms):
                return self._seen((cabinet, door), is_open=is_open, at_ms=at_ms)
            case on.CabinetUnlocked(_, cabinet, door, at_ms):
                return self._seen((cabinet, door), is_open=True, at_ms=at_ms)
            case on.CabinetDoorForced(cabinet, door, at_ms):
                return self._seen((cabinet, door), is_open=True, at_ms=at_ms)
            case _:
                return None

    def _weighed(self, event: on.ShelfWeighed) -> Step | None:
        cabinet = self.cabinet(event.cabinet)
        shelves = {shelf.id: shelf for shelf in cabinet.planogram.shelves} if cabinet else {}
        if event.shelf not in shelves:
            return None
        self.now_ms = max(self.now_ms, event.at_ms)
        key = (event.cabinet, event.shelf)
        track = self.tracks.get(key) or ShelfTrack(event.shelf, shelves[event.shelf].sensor)
        self.tracks[key], step = track.read(event.mg, event.quality, event.at_ms)
        self._note_level(key, event.at_ms)
        return step

    def _note_level(self, key: tuple[str, str], at_ms: int) -> None:
        """While all is closed, what stands there is remembered: some seconds back, because a door
        that is forced is seen a little later than the goods behind it move."""
        cabinet, shelf = key
        level = self.tracks[key].level
        if level is None or cabinet not in self.closed_ms:
            return
        kept = self._stood.setdefault(cabinet, deque(maxlen=KEPT_LEVELS))
        now = dict(kept[-1][1]) if kept else {}
        if now.get(shelf) != level:
            kept.append((at_ms, now | {shelf: level}))

    def stood(self, cabinet: Cabinet, at_ms: int) -> dict[str, int]:
        """Weights by shelf, as they were before a door opened unasked at `at_ms`."""
        kept = self._stood.get(cabinet.id, ())
        before = [levels for since, levels in kept if since <= at_ms - STALE_MS]
        return before[-1] if before else (kept[0][1] if kept else {})

    def _seen(self, place: tuple[str, str], *, is_open: bool | None, at_ms: int) -> DoorEdge | None:
        self.now_ms = max(self.now_ms, at_ms)
        before = self.doors.get(place)
        self.doors[place] = is_open
        self._note_closed(place[0], at_ms)
        if is_open is None or is_open == before:
            return None
        return DoorEdge(at_ms, place[1], is_open)

    def _note_closed(self, cabinet_id: str, at_ms: int) -> None:
        cabinet = self.cabinet(cabinet_id)
        if cabinet is not None and self.are_closed(cabinet):
            if cabinet_id not in self.closed_ms:
                self._stood.pop(cabinet_id, None)
            self.closed_ms.setdefault(cabinet_id, at_ms)
        else:
            self.closed_ms.pop(cabinet_id, None)

    # --- questions ----------------------------------------------------------------------------

    def are_closed(self, cabinet: Cabinet) -> bool | None:
        """All its doors; None while one is not known, and none is known to be open."""
        states = [self.doors.get((cabinet.id, door.id)) for door in cabinet.doors]
        if any(state is True for state in states):
            return False
        return None if any(state is None for state in states) else True

    def is_open(self, cabinet: Cabinet, door_id: str) -> bool | None:
        return self.doors.get((cabinet.id, door_id))

    def are_steady(self, cabinet: Cabinet, for_ms: int, door_id: str = "") -> bool:
        """The shelves behind that door, or all: at rest since the doors were closed."""
        closed = self.closed_ms.get(cabinet.id, 0)
        tracks = self._behind(cabinet, door_id)
        return all(track and track.is_steady(for_ms, self.now_ms, closed) for track in tracks)

    def are_read(self, cabinet: Cabinet, door_id: str) -> bool:
        """Whether each shelf behind that door was weighed at all since the doors were closed."""
        closed = self.closed_ms.get(cabinet.id, self.now_ms)
        return all(track and track.seen_ms > closed for track in self._behind(cabinet, door_id))

    def weights(self, cabinet: Cabinet, for_ms: int = STEP_MS) -> dict[str, Reading]:
        """By shelf, stable where it has stood for so long. A shelf never read is left out."""
        closed = self.closed_ms.get(cabinet.id, 0)
        found = ((s.id, self._track(cabinet, s.id)) for s in cabinet.planogram.shelves)
        return {
            shelf: track.reading(for_ms, self.now_ms, closed) for shelf, track in found if track
        }

    def _behind(self, cabinet: Cabinet, door_id: str) -> list[ShelfTrack | None]:
        shelves = cabinet.behind(door_id).shelves if door_id else cabinet.planogram.shelves
        return [self._track(cabinet, shelf.id) for shelf in shelves]

    def _track(self, cabinet: Cabinet, shelf: str) -> ShelfTrack | None:
        return self.tracks.get((cabinet.id, shelf))

    def why_not(self, cabinet: Cabinet, door: CabinetDoor) -> WhyNotReady | None:
        """Why this door should not be opened now: what could not be settled is not begun."""
        closed = self.are_closed(cabinet)
        if closed is None:
            return WhyNotReady.DOOR_UNKNOWN
        if not closed:
            return WhyNotReady.DOOR_OPEN
        if cabinet.id in self.in_doubt:
            return WhyNotReady.SCALE_UNKNOWN
        if not self.are_steady(cabinet, STEP_MS):
            return WhyNotReady.SCALE_UNKNOWN
        if door.sku and not dict(cabinet.locker_stock).get(door.id, 0):
            return WhyNotReady.EMPTY
        return None

    def _products(self, skus: Iterable[str]) -> tuple[Product, ...]:
        return tuple(p for sku in skus if (p := self.catalogue.with_sku(sku)))

    def products_of(self, lines: tuple[OrderLine, ...]) -> tuple[Product, ...]:
        """How the goods of these lines look, in their order."""
        return self._products(line.sku for line in lines)

    def offers(self) -> tuple[DoorOffer, ...]:
        return tuple(self._offer(one, door) for one in self.cabinets for door in one.doors)

    def _offer(self, cabinet: Cabinet, door: CabinetDoor) -> DoorOffer:
        is_alone = len(cabinet.doors) == 1
        return DoorOffer(
            cabinet.id,
            door.id,
            cabinet.name if is_alone else door.name,
            self._products((door.sku,) if door.sku else cabinet.planogram.goods),
            self.why_not(cabinet, door),
        )
