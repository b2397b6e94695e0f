"""What a bad line and a bad board may do, and what must never follow from it."""

import random  # noqa: TID251 - seeded dice for the faults

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.errors import FaultSettingError
from firmware_bridge.messages import (
    DoorOpened,
    LinkEvent,
    LockAddress,
    ReadLock,
    Unlock,
    UnlockFailed,
    UnlockUnknown,
)
from firmware_bridge.session import Session
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.simulator.board import BoardPlan, VirtualBoard
from firmware_bridge.simulator.faults import (
    BOOT_JUNK,
    FAULT_NAMES,
    Faults,
    FaultyLine,
    parse_faults,
)
from firmware_bridge.wiring import Polarity

UNLOCK_1 = bytes.fromhex("8a0101119b")
READ_1 = bytes.fromhex("80010133b3")
OPENED_1 = bytes.fromhex("8a0101008a")
DOOR = LockAddress(1, 1)
TURN_S = 0.01


def line_with(faults: Faults, *, seed: int = 1, plan: BoardPlan | None = None) -> FaultyLine:
    return FaultyLine(VirtualBoard(plan), faults, random.Random(seed))  # noqa: S311


# --- each fault by itself ---------------------------------------------------------------------


def test_without_faults_the_answer_is_there_at_once() -> None:
    line = line_with(Faults())
    line.receive(UNLOCK_1, 0.0)
    assert line.due(0.0) == OPENED_1


def test_drop_loses_it() -> None:
    line = line_with(Faults(drop=1))
    line.receive(UNLOCK_1, 0.0)
    assert (line.due(9.0), line.board.requests) == (b"", [])


def test_flip_turns_one_bit_of_the_request_so_the_board_ignores_it() -> None:
    line = line_with(Faults(flip=1))
    line.receive(UNLOCK_1, 0.0)
    assert line.board.requests == []


def test_delay_brings_it_later() -> None:
    line = line_with(Faults(delay=1))
    line.receive(UNLOCK_1, 0.0)
    assert line.next_due_at is not None
    assert 0.0 < line.next_due_at <= 3.0
    assert (line.due(0.0), line.due(3.0)) == (b"", OPENED_1)


def test_merge_glues_it_to_the_next_or_lets_it_go_after_a_while() -> None:
    line = line_with(Faults(merge=1))
    line.receive(UNLOCK_1, 0.0)
    line.receive(UNLOCK_1, 1.0)
    assert (line.due(1.0), line.next_due_at, line.due(4.0)) == (b"", 4.0, OPENED_1 * 2)


def test_echo_lets_us_hear_ourselves_first() -> None:
    line = line_with(Faults(echo=1))
    line.receive(UNLOCK_1, 0.0)
    assert line.due(0.0) == UNLOCK_1 + OPENED_1


def test_silent_lasts_two_seconds() -> None:
    line = line_with(Faults(silent=1))
    line.receive(UNLOCK_1, 0.0)
    line._faults = Faults()
    line.receive(UNLOCK_1, 1.9)
    line.receive(UNLOCK_1, 2.0)
    assert line.due(9.0) == OPENED_1


def test_jam_keeps_the_latch_from_moving_this_time() -> None:
    line = line_with(Faults(jam=1))
    line.receive(UNLOCK_1, 0.0)
    assert (line.board.is_open(1, 9.0), line.due(0.0)) == (False, UNLOCK_1)


def test_reset_loses_answers_and_says_junk() -> None:
    line = line_with(Faults(reset=1))
    line.say([OPENED_1], 0.0)
    line.receive(READ_1, 0.0)
    assert line.due(0.0) == BOOT_JUNK + bytes.fromhex("8001011191")


# --- settings ---------------------------------------------------------------------------------


def test_faults_are_read_from_words() -> None:
    assert parse_faults(["drop=0.05", "echo=1"]) == Faults(drop=0.05, echo=1.0)


@pytest.mark.parametrize("words", ["drop", "drop=", "drop=x", "rain=0.1", "drop=2", "drop=nan", ""])
def test_a_fault_that_makes_no_sense_is_refused_with_a_hint(words: str) -> None:
    with pytest.raises(FaultSettingError, match=r"(say|write) (NAME|a)"):
        parse_faults([words])


# --- what must hold under every fault ---------------------------------------------------------


class Cabinet:
    """A real session and a virtual board on a bad line, in one hand-wound time."""

    def __init__(self, faults: Faults, seed: int, polarity: Polarity) -> None:
        plan = BoardPlan(polarity=polarity, latch_s=0.1)
        self.line = line_with(faults, seed=seed, plan=plan)
        self.session = Session(BusPlan(Shuoming(ShuomingOptions(polarity))))
        self.sent: list[Unlock | ReadLock] = []
        self.now = 50.0
        self.hears_nothing = False

    def unlock(self, command_id: str) -> LinkEvent:
        """Order once, and once more in impatience, and wait for the end."""
        events = self.session.unlock(command_id, DOOR, self.now)
        events += self.session.unlock(command_id, DOOR, self.now)
        for _ in range(2000):
            if events:
                return events[0]
            self.now += TURN_S
            events = self.turn()
        raise AssertionError("an order must end")

    def idle(self, seconds: float) -> None:
        for _ in range(int(seconds / TURN_S)):
            self.now += TURN_S
            self.turn()

    def turn(self) -> list[LinkEvent]:
        events = self.session.advance(self.now)
        if self.session.wants_reopen(self.now) or self.session.wants_flush:
            self.session.line_was_flushed(self.now)
        request = self.session.next_bytes(self.now)
        if request is not None:
            self.sent.append((Unlock if request[0] == 0x8A else ReadLock)(DOOR))
            self.line.receive(request, self.now)
        answer = b"" if self.hears_nothing else self.line.due(self.now)
        events += self.session.receive(answer, self.now)
        return [event for event in events if getattr(event, "command_id", None)]

    def is_open(self) -> bool:
        return self.line.board.is_open(DOOR.lock, self.now)


def check(cabinet: Cabinet, command_id: str) -> LinkEvent:
    """One command, told as it was."""
    before = cabinet.sent.count(Unlock(DOOR))
    result = cabinet.unlock(command_id)
    unlocks = cabinet.sent.count(Unlock(DOOR)) - before
    assert unlocks <= 1, "one id, at most one unlock on the wire"
    if unlocks == 0:
        assert isinstance(result, UnlockFailed)
        assert "nothing was sent" in result.reason
        return result
    match result:
        case DoorOpened():
            assert cabinet.is_open()
        case UnlockFailed():
            assert not cabinet.is_open()
            assert cabinet.sent[-1] == ReadLock(DOOR), "failed is only said after a look"
        case _:
            assert isinstance(result, UnlockUnknown)
            assert cabinet.sent.count(ReadLock(DOOR)) >= 1, "unknown is only said after a look"
    return result


def check_days(faults: Faults, seed: int, polarity: Polarity) -> None:
    """Three customers one after another; each closes the door behind him."""
    cabinet = Cabinet(faults, seed, polarity)
    for customer in range(3):
        check(cabinet, f"c{customer}")
        cabinet.line.board.close_door(DOOR.lock)
        cabinet.idle(seconds=0.3 * customer)
    received = [r for r in cabinet.line.board.requests if isinstance(r, Unlock)]
    assert len(received) <= 3


@pytest.mark.parametrize("polarity", list(Polarity))
@pytest.mark.parametrize("chance", [0.3, 1.0])
@pytest.mark.parametrize("fault", FAULT_NAMES)
def test_no_fault_makes_a_second_unlock_or_a_false_word(
    fault: str, chance: float, polarity: Polarity
) -> None:
    for seed in range(5):
        check_days(parse_faults([f"{fault}={chance}"]), seed, polarity)


@settings(max_examples=80, deadline=None)
@given(
    st.builds(Faults, **dict.fromkeys(FAULT_NAMES, st.sampled_from([0.0, 0.1, 0.4]))),
    st.integers(0, 10_000),
    st.sampled_from(Polarity),
)
def test_no_mixture_of_faults_makes_a_second_unlock_or_a_false_word(
    faults: Faults, seed: int, polarity: Polarity
) -> None:
    check_days(faults, seed, polarity)


def test_a_board_that_never_answers_is_unknown_although_its_door_opened() -> None:
    cabinet = Cabinet(Faults(), 1, Polarity.CLOSING_FEEDBACK)
    cabinet.session.look(DOOR, cabinet.now)
    cabinet.idle(0.5)
    cabinet.hears_nothing = True
    assert isinstance(check(cabinet, "c1"), UnlockUnknown)
    assert cabinet.is_open()
