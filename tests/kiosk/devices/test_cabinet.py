"""What buses tell of locks and scales, in the kiosk's words."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from firmware_bridge import messages
from firmware_bridge.messages import LinkEvent, LockAddress
from firmware_bridge.weights import Quality as ScaleQuality
from firmware_bridge.weights import ScaleAddress, WeightRead
from kiosk.devices.cabinet import BusCabinets
from kiosk.domain.cabinet_wiring import CabinetWiring, DoorWiring, ShelfWiring
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.settlement.readings import Quality
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows.events import Event, Faulted, Mended

WIRING = CabinetWiring(
    (), (DoorWiring("fridge", "d1", "locks", 1, 3),), (ShelfWiring("fridge", "A", "scales", 7),)
)
LOCK, SCALE = LockAddress(1, 3), ScaleAddress(7)
NOW_MS = 5000


@dataclass
class Wire:
    """A bus that remembers what it was asked to open."""

    asked: list[tuple[str, LockAddress]] = field(default_factory=list)

    def unlock(self, command_id: str, address: LockAddress) -> None:
        self.asked.append((command_id, address))


def heard(port: str, *events: LinkEvent) -> list[Event]:
    told: list[Event] = []
    cabinets = BusCabinets(WIRING, told.append, lambda: NOW_MS / 1000)
    for event in events:
        cabinets.heard(port)(event)
    return told


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (messages.DoorOpened("c", LOCK), cabinet.CabinetUnlocked("c", "fridge", "d1", NOW_MS)),
        (messages.UnlockFailed("c", LOCK, "shut"), cabinet.CabinetNotUnlocked("c", "shut")),
        (messages.UnlockUnknown("c", LOCK, "?"), cabinet.CabinetUnlockUnknown("c", "?")),
        (
            messages.DoorClosed(LOCK),
            cabinet.CabinetDoorSeen("fridge", "d1", is_open=False, at_ms=NOW_MS),
        ),
        (
            messages.DoorUnknown(LOCK),
            cabinet.CabinetDoorSeen("fridge", "d1", is_open=None, at_ms=NOW_MS),
        ),
        (
            messages.UnexpectedOpening(LOCK, was_reported=True, at=4.5),
            cabinet.CabinetDoorForced("fridge", "d1", 4500),
        ),
        (messages.LinkRestored("/dev/x"), Mended(Fault.LOCKS)),
    ],
)
def test_what_locks_tell(event: LinkEvent, told: Event) -> None:
    assert heard("locks", event) == [told]


def test_a_lost_line_makes_its_doors_unknown_never_closed() -> None:
    assert heard("locks", messages.LinkLost("/dev/x", "gone")) == [
        Faulted(Problem(Fault.LOCKS, "gone")),
        cabinet.CabinetDoorSeen("fridge", "d1", is_open=None, at_ms=NOW_MS),
    ]


def test_a_strangers_door_or_scale_is_nobodys() -> None:
    assert heard("locks", messages.DoorClosed(LockAddress(2, 3))) == []
    assert heard("scales", WeightRead(ScaleAddress(8), 1, ScaleQuality.STABLE, 1.0)) == []


def test_a_weight_that_did_not_change_is_told_some_times_a_second() -> None:
    times = (1.0, 1.05, 1.1, 1.15, 1.25)
    told = heard("scales", *(WeightRead(SCALE, 900, ScaleQuality.STABLE, at) for at in times))
    assert told == [
        cabinet.ShelfWeighed("fridge", "A", 900, Quality.STABLE, at) for at in (1000, 1250)
    ]


def test_a_command_goes_to_the_lock_of_that_door() -> None:
    cabinets, wire = BusCabinets(WIRING, lambda _event: None, lambda: 0.0), Wire()
    cabinets.connect({"locks": wire})
    cabinets.unlock("c", "fridge", "d1")
    assert wire.asked == [("c", LOCK)]
