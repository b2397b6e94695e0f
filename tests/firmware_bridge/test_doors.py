"""What is news about a door, reading by reading."""

import pytest

from firmware_bridge.doors import Doors
from firmware_bridge.messages import (
    DoorClosed,
    DoorEvent,
    DoorSeen,
    DoorUnknown,
    LockAddress,
    UnexpectedOpening,
)
from firmware_bridge.timing import Timing

DOOR = LockAddress(1, 1)
TIMING = Timing(closed_for_s=0.3, stale_s=3.0, open_within_s=1.5)


def told(*readings: tuple[float, bool], unlocked_at: float | None = None) -> list[DoorEvent]:
    """The news in readings (when, open?) of a door that was read closed at 0."""
    doors = Doors(TIMING)
    doors.watch(DOOR, 0.0)
    assert doors.read(DOOR, is_open=False, as_of=0.0, now=0.0) == [DoorSeen(DOOR, is_open=False)]
    if unlocked_at is not None:
        doors.unlock_sent(DOOR, unlocked_at)
    events: list[DoorEvent] = []
    for at, is_open in readings:
        events += doors.advance(at)
        events += doors.read(DOOR, is_open=is_open, as_of=at, now=at)
    return events


def alarm(at: float) -> UnexpectedOpening:
    return UnexpectedOpening(DOOR, was_reported=False, at=at)


def test_nothing_new_is_not_told() -> None:
    assert told((0.5, False), (1.0, False)) == []


def test_an_opening_without_an_order_is_told_once() -> None:
    assert told((0.5, True), (1.0, True)) == [alarm(0.5)]


def test_a_door_is_closed_when_it_stays_closed() -> None:
    readings = [(0.5, True), (1.0, False), (1.2, True), (1.4, False), (1.6, False), (1.8, False)]
    assert told(*readings[:5]) == [alarm(0.5)]
    assert told(*readings) == [alarm(0.5), DoorClosed(DOOR)]


@pytest.mark.parametrize("opens_at", [0.2, 1.4])
def test_an_opening_after_an_order_is_no_alarm(opens_at: float) -> None:
    assert told((opens_at, True), unlocked_at=0.1) == [DoorSeen(DOOR, is_open=True)]


def test_an_order_that_came_to_nothing_explains_nothing_later() -> None:
    assert told((1.0, False), (1.7, False), (2.0, True), unlocked_at=0.1) == [alarm(2.0)]


def test_a_hook_that_bounces_after_an_order_is_no_alarm() -> None:
    readings = [(0.2, True), (0.3, False), (0.7, False), (0.8, True)]
    assert told(*readings, unlocked_at=0.1) == [
        DoorSeen(DOOR, is_open=True),
        DoorClosed(DOOR),
        DoorSeen(DOOR, is_open=True),
    ]


def test_after_the_dark_what_was_missed_is_told() -> None:
    assert told((4.0, True)) == [DoorUnknown(DOOR), alarm(4.0)]
    assert told((4.0, False)) == [DoorUnknown(DOOR), DoorSeen(DOOR, is_open=False)]
    assert told((0.5, True), (4.0, True)) == [
        alarm(0.5),
        DoorUnknown(DOOR),
        DoorSeen(DOOR, is_open=True),
    ]


def test_a_report_is_an_alarm_once_until_a_reading_says_closed() -> None:
    doors = Doors(TIMING)
    doors.watch(DOOR, 0.0)
    doors.read(DOOR, is_open=False, as_of=0.0, now=0.0)
    said = [doors.reported(DOOR, is_open=True, now=at) for at in (0.5, 0.6)]
    assert said == [[UnexpectedOpening(DOOR, was_reported=True, at=0.5)], []]
    events = [doors.read(DOOR, is_open=False, as_of=at, now=at) for at in (0.7, 1.1)]
    assert events == [[], [DoorClosed(DOOR)]]


def test_a_door_that_nobody_watches_is_no_news() -> None:
    doors = Doors(TIMING)
    assert doors.read(DOOR, is_open=True, as_of=1.0, now=1.0) == []
    assert doors.reported(DOOR, is_open=True, now=1.0) == []
