"""The pick-up door: the real link to the virtual board, and the bridge's news in our words."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firmware_bridge import messages
from firmware_bridge.bus import Bus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.messages import LinkEvent, LockAddress
from firmware_bridge.shuoming import Shuoming
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.devices.pick_up_door import BoardDoor, NoDoor, kiosk_event
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import events as on
from kiosk.flows.events import Event
from tests.firmware_bridge.simulator.builders import QUICK, real_board

DOOR = LockAddress(1, 3)
CLOCK = time.monotonic  # noqa: TID251 - a real port lives in real time
WAIT_S = 10.0

Told = queue.SimpleQueue[Event | None]


@pytest.fixture
def port(tmp_path: Path) -> Path:
    return tmp_path / "locks"


@pytest.fixture
def board(port: Path) -> Iterator[VirtualCabinet]:
    with real_board(port) as board:
        yield board


@pytest.fixture
def link(port: Path) -> Iterator[tuple[Bus, Told]]:
    told: Told = queue.SimpleQueue()
    link = Bus(
        str(port),
        BusPlan(Shuoming()),
        lambda event: told.put(kiosk_event(event)),
        CLOCK,
        timing=QUICK,
    )
    link.start()
    yield link, told
    link.stop()


def test_the_board_opens_the_shops_own_door(board: VirtualCabinet, link: tuple[Bus, Told]) -> None:
    BoardDoor(link[0], DOOR).open("door-1")
    assert link[1].get(timeout=WAIT_S) == on.DoorOpened("door-1")
    assert board.is_open(DOOR.lock)
    assert not board.is_open(DOOR.lock + 1)


def test_the_same_command_opens_once(board: VirtualCabinet, link: tuple[Bus, Told]) -> None:
    door = BoardDoor(link[0], DOOR)
    door.open("door-1")
    assert link[1].get(timeout=WAIT_S) == on.DoorOpened("door-1")
    door.open("door-1")
    assert link[1].get(timeout=WAIT_S) == on.DoorOpened("door-1")
    unlocks = [one for one in board.requests() if isinstance(one, messages.Unlock)]
    assert unlocks == [messages.Unlock(DOOR)]


def test_a_board_that_is_not_there_is_a_fault_and_the_door_stays_shut(
    link: tuple[Bus, Told],
) -> None:
    BoardDoor(link[0], DOOR).open("door-1")
    told = [link[1].get(timeout=WAIT_S) for _ in range(2)]
    kinds = {type(event) for event in told}
    assert kinds == {on.Faulted, on.DoorFailed}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (messages.DoorOpened("c", DOOR), on.DoorOpened("c")),
        (messages.UnlockFailed("c", DOOR, "jammed"), on.DoorFailed("c", "jammed")),
        (messages.UnlockUnknown("c", DOOR, "silent"), on.DoorUnknown("c", "silent")),
        (
            messages.LinkLost("/dev/x", "unplugged"),
            on.Faulted(Problem(Fault.LOCKS, "unplugged")),
        ),
        (messages.LinkRestored("/dev/x"), on.Mended(Fault.LOCKS)),
        (messages.DoorClosed(DOOR), None),
        (messages.DoorSeen(DOOR, is_open=True), None),
    ],
)
def test_what_the_bridge_tells_in_our_words(event: LinkEvent, expected: Event | None) -> None:
    assert kiosk_event(event) == expected


def test_a_shop_without_a_board_is_told_that_the_door_stays_shut() -> None:
    told: list[on.DoorFailed] = []
    put: Callable[[on.DoorFailed], None] = told.append
    NoDoor(put).open("door-1")
    assert told == [on.DoorFailed("door-1", "no lock board is set: see [locks] port")]
