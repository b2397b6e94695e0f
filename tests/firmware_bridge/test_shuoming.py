"""The bytes of the Shuoming family, frame by frame (serial-devices 3.1)."""

import pytest

from firmware_bridge.check_values import bcc
from firmware_bridge.errors import AddressError
from firmware_bridge.messages import (
    ActiveReport,
    BoardMessage,
    BoardReport,
    LockAddress,
    LockReport,
    ReadBoard,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
)
from firmware_bridge.shuoming import ReportHead, Shuoming, ShuomingOptions
from firmware_bridge.wiring import ByteOrder, Polarity
from tests.firmware_bridge.hearing import heard

CLOSING = Shuoming()
OPENING = Shuoming(ShuomingOptions(Polarity.OPENING_FEEDBACK))
LAST_FIRST = Shuoming(ShuomingOptions(Polarity.OPENING_FEEDBACK, ByteOrder.LAST_BYTE_FIRST))
FIRST_FIRST = Shuoming(ShuomingOptions(Polarity.OPENING_FEEDBACK, ByteOrder.FIRST_BYTE_FIRST))

DOOR = LockAddress(1, 1)


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (Unlock(DOOR), "8A 01 01 11 9B"),
        (Unlock(LockAddress(1, 6)), "8A 01 06 11 9C"),
        (Unlock(LockAddress(1, 7)), "8A 01 07 11 9D"),
        (Unlock(LockAddress(2, 10)), "8A 02 0A 11 93"),
        (Unlock(LockAddress(3, 12)), "8A 03 0C 11 94"),
        (ReadLock(DOOR), "80 01 01 33 B3"),
        (ReadBoard(1), "80 01 00 33 B2"),
    ],
)
def test_requests_have_the_published_bytes(request_: Request, frame: str) -> None:
    assert CLOSING.encode(request_) == bytes.fromhex(frame)
    assert heard(CLOSING, frame) == [RequestCopy(request_)]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("8A 01 01 00 8A", UnlockReply(DOOR, is_open=True)),
        ("8A 02 0A 00 82", UnlockReply(LockAddress(2, 10), is_open=True)),
        ("8A 01 01 11 9B", RequestCopy(Unlock(DOOR))),
        ("80 01 01 11 91", LockReport(DOOR, is_open=False)),
        ("80 01 01 00 80", LockReport(DOOR, is_open=True)),
        ("82 01 01 11 93", ActiveReport(DOOR, is_open=False)),
        ("82 01 01 00 82", ActiveReport(DOOR, is_open=True)),
        ("81 01 02 11 93", ActiveReport(LockAddress(1, 2), is_open=False)),
        ("81 01 02 00 82", ActiveReport(LockAddress(1, 2), is_open=True)),
    ],
)
def test_answers_of_a_closing_feedback_lock(frame: str, message: BoardMessage) -> None:
    assert heard(CLOSING, frame) == [message]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("80 01 01 11 91", LockReport(DOOR, is_open=True)),
        ("80 01 01 00 80", LockReport(DOOR, is_open=False)),
        ("8A 01 01 00 8A", UnlockReply(DOOR, is_open=False)),
    ],
)
def test_an_opening_feedback_lock_says_the_opposite(frame: str, message: BoardMessage) -> None:
    assert heard(OPENING, frame) == [message]


@pytest.mark.parametrize(
    ("frame", "last_first", "first_first"),
    [
        ("80 01 00 00 00 00 33 B2", None, None),
        ("80 01 00 00 00 02 33 B0", 2, 18),
        ("80 01 00 00 00 20 33 92", 6, 22),
    ],
)
def test_the_whole_board_is_told_in_the_order_that_is_set(
    frame: str, last_first: int | None, first_first: int | None
) -> None:
    for family, lock in ((LAST_FIRST, last_first), (FIRST_FIRST, first_first)):
        is_open = tuple(number == lock for number in range(1, 25))
        assert heard(family, frame) == [BoardReport(1, is_open)]


def test_two_status_bytes_are_read_too() -> None:
    """As the sample frames are printed: 80 01 00 00 00 33 B2 is seven bytes."""
    assert heard(LAST_FIRST, "80 01 00 00 02 33 B0") == [
        BoardReport(1, tuple(number == 2 for number in range(1, 17)))
    ]


def test_without_a_byte_order_the_whole_board_is_neither_asked_nor_believed() -> None:
    assert CLOSING.board_reading(1) is None
    assert heard(CLOSING, "80 01 00 00 02 33 B0") == []


def test_a_board_of_fifty_does_not_say_which_board_it_is() -> None:
    body = bytes.fromhex("80 AA 01 00 00 00 00 00 02 33")
    frame = body + bytes((bcc(body),))
    family = Shuoming(
        ShuomingOptions(Polarity.OPENING_FEEDBACK, ByteOrder.FIRST_BYTE_FIRST, fifty_channels_of=3)
    )
    is_open = tuple(number in {1, 50} for number in range(1, 51))
    assert heard(family, frame) == [BoardReport(3, is_open)]
    assert heard(LAST_FIRST, frame) == []


@pytest.mark.parametrize(("head", "kept"), [(ReportHead.H81, [2]), (ReportHead.H82, [1])])
def test_only_the_report_head_that_is_set_is_heard(head: ReportHead, kept: list[int]) -> None:
    family = Shuoming(ShuomingOptions(report_head=head))
    messages = heard(family, "82 01 01 11 93", "81 01 02 11 93")
    assert messages == [ActiveReport(LockAddress(1, lock), is_open=False) for lock in kept]


@pytest.mark.parametrize(
    "frame",
    [
        "8A 01 00 11 9A",  # open every door of board 1: lock 0 does not exist for us
        "90 01 02 02 02 93",  # open a bitmap
        "9A 01 01 11 8B",  # hold power
        "9B 01 01 11 8A",
        "9A 01 01 10 8A",
        "9D 01 02 11 8F",
        "8A AA CC 11 05 F8",  # pulse length
    ],
)
def test_published_frames_that_we_do_not_hear_are_never_mistaken_for_a_door(frame: str) -> None:
    assert bcc(bytes.fromhex(frame)) == 0, "the vector itself must be sound"
    assert heard(LAST_FIRST, frame) == []


@pytest.mark.parametrize(
    "frame",
    [
        "80 01 01 12 92",  # status neither 00 nor 11
        "8A 01 01 33 B9",  # an unlock's head with a reading's function
        "80 21 01 00 A0",  # board 33
        "80 01 33 00 B2",  # lock 51
        "83 01 01 00 83",  # no such head
        "80 01 01 11 90",  # BCC
        "80 01 00 00 00 33 B3",  # BCC of a whole board
        "80 01 01 11",
        "80 01 00",
        "80",
    ],
)
def test_a_frame_with_one_wrong_byte_is_nothing(frame: str) -> None:
    assert heard(LAST_FIRST, frame) == []


def test_junk_before_the_frame_is_skipped() -> None:
    assert heard(CLOSING, "FA FD 99 99 80 01 01 11 91") == [LockReport(DOOR, is_open=False)]


def test_held_power_and_the_pulse_have_the_published_bytes() -> None:
    frames = [
        CLOSING.hold_frame(DOOR, is_on=True),
        CLOSING.hold_frame(DOOR, is_on=False),
        CLOSING.hold_frame(DOOR, is_on=True, func=0x10),
        CLOSING.pulse_frame(5),
    ]
    assert [frame.hex(" ") for frame in frames] == [
        "9a 01 01 11 8b",
        "9b 01 01 11 8a",
        "9a 01 01 10 8a",
        "8a aa cc 11 05 f8",
    ]
    with pytest.raises(AddressError, match="1 to 9"):
        CLOSING.pulse_frame(10)


@pytest.mark.parametrize("address", [LockAddress(0, 1), LockAddress(33, 1), LockAddress(1, 51)])
def test_an_address_that_no_switch_can_say_is_refused(address: LockAddress) -> None:
    with pytest.raises(AddressError, match="1 to 32 and lock 1 to 50"):
        CLOSING.encode(Unlock(address))
