"""The real serial library against the virtual board on a real pty. Waits are on queues only."""

import errno
import io
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import serial

from firmware_bridge.bus import Bus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.capture import read_capture, replay, write_to
from firmware_bridge.errors import AddressError, PortDeniedError, PortGoneError
from firmware_bridge.messages import (
    DoorClosed,
    DoorOpened,
    DoorSeen,
    LinkEvent,
    LinkLost,
    LinkRestored,
    LockAddress,
    LockReport,
    ReadLock,
    UnexpectedOpening,
    Unlock,
    UnlockFailed,
)
from firmware_bridge.ports import _explained, open_port
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.simulator.acts import Close, Fault, Plug, Trouble, Unplug
from firmware_bridge.wiring import Polarity
from tests.firmware_bridge.simulator.builders import QUICK, real_board

DOOR = LockAddress(1, 1)
OTHER = LockAddress(1, 2)
CLOCK = time.monotonic  # noqa: TID251 - a real port lives in real time


class Desk:
    """A link under test and the queue of what it told."""

    def __init__(
        self, port: Path, options: ShuomingOptions, monotonic: Callable[[], float]
    ) -> None:
        self._told: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
        plan = BusPlan(Shuoming(options))
        self.bus = Bus(str(port), plan, self._told.put, monotonic, timing=QUICK)

    def next_event(self) -> LinkEvent:
        return self._told.get(timeout=5.0)

    def rest(self) -> list[LinkEvent]:
        """What was told and not asked for yet; only after `stop`."""
        return [self._told.get() for _ in range(self._told.qsize())]


@contextmanager
def desk_at(
    port: Path,
    options: ShuomingOptions | None = None,
    monotonic: Callable[[], float] = CLOCK,
) -> Iterator[Desk]:
    desk = Desk(port, options or ShuomingOptions(), monotonic)
    desk.bus.start()
    try:
        yield desk
    finally:
        desk.bus.stop()


@pytest.fixture
def port(tmp_path: Path) -> Path:
    return tmp_path / "locks"


@pytest.mark.parametrize("polarity", list(Polarity))
def test_a_door_opens_and_is_seen_closed_again(port: Path, polarity: Polarity) -> None:
    with real_board(port, polarity) as board, desk_at(port, ShuomingOptions(polarity)) as desk:
        desk.bus.unlock("c1", DOOR)
        assert desk.next_event() == DoorOpened("c1", DOOR)
        assert board.is_open(1)
        board.do(Close(1))
        assert desk.next_event() == DoorClosed(DOOR)


def test_a_look_opens_nothing(port: Path) -> None:
    with real_board(port) as board, desk_at(port) as desk:
        desk.bus.look(OTHER)
        assert desk.next_event() == DoorSeen(OTHER, is_open=False)
        assert board.requests() == (ReadLock(OTHER),)


def test_a_jammed_door_failed(port: Path) -> None:
    with real_board(port) as board, desk_at(port) as desk:
        board.do(Trouble("jam", 1))
        desk.bus.unlock("c1", DOOR)
        result = desk.next_event()
        assert result == UnlockFailed("c1", DOOR, "the board reports that the door is still closed")
        assert board.requests().count(Unlock(DOOR)) == 1


def test_behind_a_cut_wire_nothing_is_unlocked_and_the_bus_stays(port: Path) -> None:
    with real_board(port) as board, desk_at(port) as desk:
        board.do(Fault("drop", 1.0))
        desk.bus.unlock("c1", DOOR)
        assert isinstance(desk.next_event(), UnlockFailed)
        assert board.requests() == ()
        desk.bus.look(DOOR)
        assert desk.next_event() == DoorSeen(DOOR, is_open=None)


def test_an_adapter_that_hears_itself_does_no_harm(port: Path) -> None:
    with real_board(port) as board, desk_at(port) as desk:
        board.do(Fault("echo", 1.0))
        desk.bus.unlock("c1", DOOR)
        assert desk.next_event() == DoorOpened("c1", DOOR)


def test_a_cable_that_is_pulled_and_put_back_is_told_once_each(port: Path) -> None:
    with real_board(port) as board, desk_at(port) as desk:
        desk.bus.look(DOOR)
        assert desk.next_event() == DoorSeen(DOOR, is_open=False)
        board.do(Unplug())
        lost = desk.next_event()
        assert isinstance(lost, LinkLost)
        assert "check the cable" in lost.reason
        board.do(Plug())
        assert desk.next_event() == LinkRestored(str(port))
        desk.bus.unlock("c1", DOOR)
        assert desk.next_event() == DoorOpened("c1", DOOR)
        desk.bus.stop()
        assert desk.rest() == []


def test_a_cable_pulled_in_the_middle_of_an_unlock_still_ends_in_the_truth(port: Path) -> None:
    told: queue.SimpleQueue[str] = queue.SimpleQueue()
    # The opening-feedback answer proves nothing, so the reading comes after the pull.
    options = ShuomingOptions(Polarity.OPENING_FEEDBACK)
    board = real_board(port, options.polarity, told.put)
    with board, desk_at(port, options) as desk:
        desk.bus.unlock("c1", DOOR)
        assert told.get(timeout=5.0) == "door 1 opens"
        board.do(Unplug())
        board.do(Plug())
        events = [desk.next_event()]
        while not isinstance(events[-1], DoorOpened):
            events.append(desk.next_event())
        assert board.requests().count(Unlock(DOOR)) == 1


def test_a_port_that_appears_later_is_used_when_it_does(port: Path) -> None:
    with desk_at(port) as desk:
        lost = desk.next_event()
        assert isinstance(lost, LinkLost)
        assert "is not there: plug the adapter in" in lost.reason
        desk.bus.unlock("c1", DOOR)
        with real_board(port):
            assert desk.next_event() == LinkRestored(str(port))
            assert desk.next_event() == DoorOpened("c1", DOOR)


def test_without_a_port_an_unlock_failed_because_nothing_was_sent(port: Path) -> None:
    with desk_at(port) as desk:
        assert isinstance(desk.next_event(), LinkLost)
        desk.bus.unlock("c1", DOOR)
        reason = "nothing was sent: the port was not there or the board did not answer"
        assert desk.next_event() == UnlockFailed("c1", DOOR, reason)


def test_a_lock_that_no_board_has_is_refused_before_anything_is_ordered(port: Path) -> None:
    with desk_at(port) as desk:
        assert isinstance(desk.next_event(), LinkLost)
        with pytest.raises(AddressError, match="1 to 32"):
            desk.bus.unlock("c1", LockAddress(33, 1))
        desk.bus.stop()
        assert desk.rest() == []


def test_stopping_ends_every_order_and_the_thread(port: Path) -> None:
    with desk_at(port) as desk:
        assert isinstance(desk.next_event(), LinkLost)
        desk.bus.unlock("c1", DOOR)
        desk.bus.stop()
        reason = "nothing was sent: the link was stopped"
        assert desk.rest() == [UnlockFailed("c1", DOOR, reason)]
    assert "bus" not in {thread.name for thread in threading.enumerate()}


def test_a_port_used_by_another_program_is_said_so(port: Path) -> None:
    with real_board(port):
        other = open_port(str(port))
        try:
            with desk_at(port) as desk:
                lost = desk.next_event()
                assert isinstance(lost, LinkLost)
                assert "used by another program" in lost.reason
                other.close()
                assert desk.next_event() == LinkRestored(str(port))
        finally:
            other.close()


def test_a_missing_right_names_the_group() -> None:
    refused = serial.SerialException(errno.EACCES, os.strerror(errno.EACCES))
    denied = _explained("/dev/ttyUSB0", refused)
    assert isinstance(denied, PortDeniedError)
    assert "sudo usermod -aG dialout $USER" in str(denied)


def test_a_file_that_is_no_serial_port_is_refused(tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.write_text("not a port")
    with pytest.raises(PortGoneError, match="cannot be opened as a serial port"):
        open_port(str(note))


def test_a_link_that_dies_of_its_own_fault_says_so_and_still_answers(
    port: Path, caplog: pytest.LogCaptureFixture
) -> None:
    times: Iterator[float | str] = iter([0.0, 1.0, "stumbles here"])

    def stumbling_clock() -> float:
        now = next(times, 2.0)
        if isinstance(now, str):
            raise ZeroDivisionError(now)
        return now

    with desk_at(port, monotonic=stumbling_clock) as desk:
        events = [desk.next_event()]
        while "fault of its own" not in getattr(events[-1], "reason", ""):
            events.append(desk.next_event())
        assert isinstance(events[-1], LinkLost)
        desk.bus.unlock("c1", DOOR)
        desk.bus.look(DOOR)
        reason = "nothing was sent: the bus died; restart the program"
        assert desk.next_event() == UnlockFailed("c1", DOOR, reason)
        assert desk.next_event() == DoorSeen(DOOR, is_open=None)
    assert "the bus died" in caplog.text


def test_every_byte_both_ways_can_be_recorded_and_replayed(port: Path) -> None:
    file = io.StringIO()
    told: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
    plan = BusPlan(Shuoming())
    bus = Bus(str(port), plan, told.put, CLOCK, timing=QUICK, record=write_to(file))
    with real_board(port):
        bus.start()
        try:
            bus.look(OTHER)
            assert told.get(timeout=5.0) == DoorSeen(OTHER, is_open=False)
        finally:
            bus.stop()
    pieces = list(read_capture(file.getvalue().splitlines()))
    messages = [message for piece in replay(pieces, plan) for message in piece.messages]
    assert pieces[0].data == bytes.fromhex("80010233b0")
    assert messages == [LockReport(OTHER, is_open=False)]


def test_a_watched_door_that_is_forced_is_told_on_a_real_port(port: Path) -> None:
    told: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
    bus = Bus(str(port), BusPlan(Shuoming(), (DOOR,)), told.put, CLOCK, timing=QUICK)
    with real_board(port):
        bus.start()
        try:
            assert told.get(timeout=5.0) == DoorSeen(DOOR, is_open=False)
            stranger = os.open(port, os.O_RDWR | os.O_NOCTTY)
            try:
                os.write(stranger, bytes.fromhex("8a0101119b"))
                opening = told.get(timeout=5.0)
            finally:
                os.close(stranger)
            assert isinstance(opening, UnexpectedOpening)
        finally:
            bus.stop()
