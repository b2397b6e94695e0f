"""The twins answer with the published bytes, each family by itself."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.frames import Frame
from firmware_bridge.messages import LockAddress, ReadBoard, ReadLock, Unlock
from firmware_bridge.simulator.board_wire import BoardWire, Heard, UnlockAll
from firmware_bridge.simulator.door import Door, DoorHabits
from firmware_bridge.simulator.kerong_wires import KerongCu16Wire, KerongCu48Wire
from firmware_bridge.simulator.lock_board import LockBoardTwin
from firmware_bridge.simulator.shuoming_wire import ShuomingWire
from firmware_bridge.simulator.twins import wire_of
from firmware_bridge.simulator.winnsen_wire import WinnsenWire
from firmware_bridge.simulator.wkly_wire import WklyWire
from firmware_bridge.wiring import ByteOrder, Polarity

OPENING = Polarity.OPENING_FEEDBACK
LAST, FIRST = ByteOrder.LAST_BYTE_FIRST, ByteOrder.FIRST_BYTE_FIRST
ONE, ZERO = LockAddress(1, 1), LockAddress(0, 1)
OPEN, SHUT = [True], [False]


@pytest.mark.parametrize(
    ("wire", "asked", "heard", "doors", "answer"),
    [
        (ShuomingWire(), "8A 01 01 11 9B", Unlock(ONE), OPEN, "8A 01 01 00 8A"),
        (ShuomingWire(OPENING), "8A 01 01 11 9B", Unlock(ONE), OPEN, "8A 01 01 11 9B"),
        (ShuomingWire(), "80 01 01 33 B3", ReadLock(ONE), SHUT, "80 01 01 11 91"),
        (ShuomingWire(), "80 01 01 33 B3", ReadLock(ONE), OPEN, "80 01 01 00 80"),
        (ShuomingWire(), "8A 01 00 11 9A", UnlockAll(1), OPEN, ""),
        (
            ShuomingWire(OPENING, LAST),
            "80 01 00 33 B2",
            ReadBoard(1),
            [False, True],
            "80 01 00 00 00 02 33 B0",
        ),
        (
            ShuomingWire(OPENING, FIRST),
            "80 01 00 33 B2",
            ReadBoard(1),
            [False, True],
            "80 01 00 02 00 00 33 B0",
        ),
        (
            ShuomingWire(OPENING, FIRST, is_fifty=True),
            "80 01 00 33 B2",
            ReadBoard(1),
            OPEN,
            "80 AA 01 00 00 00 00 00 00 33 18",
        ),
        (KerongCu16Wire(), "02 00 30 03 35", ReadBoard(0), SHUT, "02 00 35 FF FF 00 00 03 38"),
        (KerongCu16Wire(), "02 00 30 03 35", ReadBoard(0), OPEN, "02 00 35 FE FF 00 00 03 37"),
        (KerongCu16Wire(), "02 10 31 03 46", Unlock(ONE), OPEN, ""),
        (KerongCu16Wire(), "02 00 33 03 38", UnlockAll(0), OPEN, ""),
        (
            KerongCu48Wire(),
            "02 00 00 60 03 65",
            ReadBoard(0),
            OPEN,
            "02 00 00 75 06 FE FF FF FF FF FF 76",
        ),
        (KerongCu48Wire(), "02 00 00 61 03 66", Unlock(ZERO), OPEN, ""),
        (
            WklyWire(),
            "57 4B 4C 59 09 00 82 01 83",
            Unlock(ZERO),
            OPEN,
            "57 4B 4C 59 0B 00 82 00 01 00 81",
        ),
        (
            WklyWire(),
            "57 4B 4C 59 09 00 83 01 82",
            ReadLock(ZERO),
            SHUT,
            "57 4B 4C 59 0B 00 83 00 01 01 81",
        ),
        (
            WklyWire(),
            "57 4B 4C 59 08 00 84 85",
            ReadBoard(0),
            [True, False, False, True],
            "57 4B 4C 59 0E 00 84 00 04 00 01 01 00 87",
        ),
        (
            WklyWire(),
            "57 4B 4C 59 08 00 86 87",
            UnlockAll(0),
            OPEN,
            "57 4B 4C 59 09 00 86 00 86",
        ),
        (WinnsenWire(), "90 06 05 01 01 03", Unlock(ONE), OPEN, "90 07 85 01 01 01 03"),
        (WinnsenWire(), "90 06 05 01 01 03", Unlock(ONE), SHUT, "90 07 85 01 01 00 03"),
        (WinnsenWire(), "90 07 02 01 FF FF 03", ReadBoard(1), OPEN, "90 07 82 01 01 00 03"),
    ],
)
def test_a_twin_answers_with_the_published_bytes(
    wire: BoardWire, asked: str, heard: Heard, doors: Sequence[bool], answer: str
) -> None:
    data = bytes.fromhex(asked)
    assert wire.take(data, ended=False) == Frame(heard, len(data))
    assert wire.answer(heard, doors).hex(" ").upper() == answer


@pytest.mark.parametrize(
    ("wire", "address", "is_open", "report"),
    [
        (ShuomingWire(), ONE, False, "82 01 01 11 93"),
        (ShuomingWire(report_head=0x81), LockAddress(1, 2), True, "81 01 02 00 82"),
        (WklyWire(), ZERO, False, "57 4B 4C 59 0A 00 85 01 01 86"),
        (WklyWire(), LockAddress(0, 2), True, "57 4B 4C 59 0A 00 85 02 00 84"),
        (KerongCu16Wire(), ZERO, True, ""),
    ],
)
def test_what_a_twin_says_unasked(
    wire: BoardWire,
    address: LockAddress,
    is_open: bool,  # noqa: FBT001 - a column of the table
    report: str,
) -> None:
    assert wire.report(address, is_open=is_open).hex(" ").upper() == report


@pytest.mark.parametrize("asked", ["02 10 30 03 3E", "02 0F 31 03 49"])
def test_frames_that_are_published_with_a_wrong_sum_are_not_obeyed(asked: str) -> None:
    assert KerongCu16Wire().take(bytes.fromhex(asked), ended=True) is None


def board(*, reports: bool = False) -> tuple[LockBoardTwin, dict[int, Door]]:
    doors = {lock: Door(DoorHabits(latch_s=0.0)) for lock in (1, 2)}
    return LockBoardTwin(ShuomingWire(), 1, doors, reports=reports), doors


def test_a_board_opens_the_door_at_its_lock_and_no_other() -> None:
    twin, doors = board()
    assert twin.receive(bytes.fromhex("8a01021198"), 1.0) == [bytes.fromhex("8a01020089")]
    assert [door.is_open(1.0) for door in doors.values()] == [False, True]
    assert list(twin.heard) == [Unlock(LockAddress(1, 2))]


@pytest.mark.parametrize("asked", ["8a02011198", "8a01031199", "8a0102119b"])
def test_a_board_is_silent_for_others_for_locks_it_lacks_and_for_nonsense(asked: str) -> None:
    twin, _ = board()
    assert twin.receive(bytes.fromhex(asked), 1.0) == []
    assert not twin.heard


def test_open_all_opens_all() -> None:
    twin, doors = board()
    twin.receive(bytes.fromhex("8a0100119a"), 1.0)
    assert all(door.is_open(1.0) for door in doors.values())


def test_a_board_that_reports_says_each_movement_once() -> None:
    twin, doors = board(reports=True)
    said = [twin.unasked(0.0)]
    doors[2].force(1.0)
    said += [twin.unasked(1.0), twin.unasked(1.1)]
    doors[2].push_shut(2.0)
    said += [twin.unasked(2.0)]
    assert said == [[], [bytes.fromhex("8201020081")], [], [bytes.fromhex("8201021190")]]


def test_a_restart_forgets_half_a_request() -> None:
    twin, _ = board()
    twin.receive(bytes.fromhex("8a0101"), 0.0)
    twin.restart(0.0)
    assert twin.receive(bytes.fromhex("119b"), 0.0) == []


def test_a_board_of_more_channels_than_its_answer_has_bits_tells_what_fits() -> None:
    answer = ShuomingWire(OPENING, LAST).answer(ReadBoard(1), [True] * 50)
    assert answer == bytes.fromhex("80 01 00 FF FF FF 33 4D")


@given(st.sampled_from(FAMILY_NAMES), st.lists(st.binary(max_size=40)))
def test_no_bytes_upset_any_twin(name: str, chunks: list[bytes]) -> None:
    wire = wire_of(FamilySettings.model_validate({"family": name}))
    twin = LockBoardTwin(wire, 1, {1: Door()})
    for now, chunk in enumerate(chunks):
        twin.receive(chunk, float(now))
