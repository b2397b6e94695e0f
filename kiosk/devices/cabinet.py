"""The real end of cabinets: locks and scales on serial buses, told in the kiosk's words.

One bus for each port, each with its own thread. Doors and scales are watched all the time; what did
not change is told some times a second at most, so that the core knows a scale is still there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from firmware_bridge import messages
from firmware_bridge.messages import LinkEvent, LockAddress
from firmware_bridge.weights import Quality as ScaleQuality
from firmware_bridge.weights import WeightRead
from kiosk.domain.cabinet_wiring import CabinetWiring
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.settlement.readings import Quality
from kiosk.flows import cabinet_events as on
from kiosk.flows.events import Event, Faulted, Mended

QUALITIES = {
    ScaleQuality.STABLE: Quality.STABLE,
    ScaleQuality.UNSTABLE: Quality.UNKNOWN,
    ScaleQuality.OVERLOAD: Quality.OVERLOAD,
    ScaleQuality.UNKNOWN: Quality.UNKNOWN,
}
SAME_S = 0.2
"""A reading that is the same is passed on so often at most."""


class Bus(Protocol):
    """What is used of firmware_bridge's."""

    def unlock(self, command_id: str, address: LockAddress) -> None: ...


class BusCabinets:
    """A `CabinetLocks`. Give `heard(port)` to each bus as its `on_event`."""

    def __init__(
        self,
        wiring: CabinetWiring,
        put: Callable[[Event], None],
        monotonic: Callable[[], float],
    ) -> None:
        self._put = put
        self._monotonic = monotonic
        self.rewire(wiring)

    def rewire(self, wiring: CabinetWiring) -> None:
        """While no bus runs: which wire leads where, from now on. Without buses until `connect`."""
        self._buses: Mapping[str, Bus] = {}
        self._doors = {
            (one.port, LockAddress(one.board, one.lock)): (one.cabinet, one.door)
            for one in wiring.doors
        }
        self._locks = {place: wire for wire, place in self._doors.items()}
        self._shelves = {(one.port, one.unit): one for one in wiring.shelves}
        self._told: dict[tuple[str, int], tuple[int | None, Quality, float]] = {}

    def connect(self, buses: Mapping[str, Bus]) -> None:
        self._buses = buses

    def disconnect(self) -> None:
        """The buses were stopped: nobody knows any more what doors and scales do."""
        self._buses = {}
        for port in {wire for wire, _ in self._doors} | {wire for wire, _ in self._shelves}:
            for told in self._blind(port):
                self._put(told)

    def unlock(self, command_id: str, cabinet: str, door: str) -> None:
        port, address = self._locks[cabinet, door]
        if port not in self._buses:
            self._put(on.CabinetNotUnlocked(command_id, "the cabinet is being set up"))
            return
        self._buses[port].unlock(command_id, address)

    def heard(self, port: str) -> Callable[[LinkEvent], None]:
        """For the bus of that port; called on its thread."""

        def on_event(event: LinkEvent) -> None:
            for told in self._events(port, event):
                self._put(told)

        return on_event

    def _events(self, port: str, event: LinkEvent) -> list[Event]:
        match event:
            case WeightRead():
                return self._weighed(port, event)
            case messages.LinkLost(reason=reason):
                return [Faulted(Problem(Fault.LOCKS, reason)), *self._blind(port)]
            case messages.LinkRestored():
                return [Mended(Fault.LOCKS)]
            case messages.UnlockFailed(command_id, reason=reason):
                return [on.CabinetNotUnlocked(command_id, reason)]
            case messages.UnlockUnknown(command_id, reason=reason):
                return [on.CabinetUnlockUnknown(command_id, reason)]
            case _:
                return self._door(port, event)

    def _door(self, port: str, event: LinkEvent) -> list[Event]:
        address = getattr(event, "address", None)
        if (port, address) not in self._doors or address is None:
            return []
        cabinet, door = self._doors[port, address]
        at_ms = self._now_ms
        match event:
            case messages.DoorOpened(command_id):
                return [on.CabinetUnlocked(command_id, cabinet, door, at_ms)]
            case messages.DoorClosed():
                return [on.CabinetDoorSeen(cabinet, door, is_open=False, at_ms=at_ms)]
            case messages.DoorSeen(is_open=is_open):
                return [on.CabinetDoorSeen(cabinet, door, is_open=is_open, at_ms=at_ms)]
            case messages.DoorUnknown():
                return [on.CabinetDoorSeen(cabinet, door, is_open=None, at_ms=at_ms)]
            case messages.UnexpectedOpening(at=at):
                return [on.CabinetDoorForced(cabinet, door, round(at * 1000))]
            case _:
                return []

    @property
    def _now_ms(self) -> int:
        """By the clock of the buses, so that doors and scales are told in one time."""
        return round(self._monotonic() * 1000)

    def _blind(self, port: str) -> list[Event]:
        """Without the line nobody knows what its doors and scales do."""
        at_ms = self._now_ms
        doors = [place for (wire, _), place in self._doors.items() if wire == port]
        shelves = [one for (wire, _), one in self._shelves.items() if wire == port]
        return [
            *(on.CabinetDoorSeen(cabinet, door, None, at_ms) for cabinet, door in doors),
            *(on.ShelfWeighed(one.cabinet, one.shelf, None, Quality.UNKNOWN, at_ms)
              for one in shelves),
        ]  # fmt: skip

    def _weighed(self, port: str, event: WeightRead) -> list[Event]:
        key = (port, event.scale.unit)
        if key not in self._shelves:
            return []
        quality = QUALITIES[event.quality]
        before = self._told.get(key)
        is_same = before is not None and before[:2] == (event.mg, quality)
        if is_same and before is not None and event.at - before[2] < SAME_S:
            return []
        self._told[key] = (event.mg, quality, event.at)
        one = self._shelves[key]
        mg = None if event.mg is None else round((event.mg - one.zero_mg) * one.span)
        at_ms = round(event.at * 1000)
        return [on.ShelfWeighed(one.cabinet, one.shelf, mg, quality, at_ms)]
