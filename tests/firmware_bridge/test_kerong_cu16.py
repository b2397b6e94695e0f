"""The bytes of KERONG CU16 boards, frame by frame (serial-devices 3.2)."""

import pytest

from firmware_bridge.errors import AddressError
from firmware_bridge.kerong_cu16 import KerongCu16
from firmware_bridge.messages import (
    BoardReport,
    LockAddress,
    ReadBoard,
    Request,
    RequestCopy,
    Unlock,
)
from firmware_bridge.wiring import Polarity
from tests.firmware_bridge.hearing import heard

FAMILY = KerongCu16()
ALL_OPEN, ALL_CLOSED = (True,) * 16, (False,) * 16


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (ReadBoard(0), "02 00 30 03 35"),
        (ReadBoard(1), "02 10 30 03 45"),
        (Unlock(LockAddress(0, 1)), "02 00 31 03 36"),
        (Unlock(LockAddress(0, 2)), "02 01 31 03 37"),
        (Unlock(LockAddress(0, 16)), "02 0F 31 03 45"),
        (Unlock(LockAddress(1, 1)), "02 10 31 03 46"),
    ],
)
def test_requests_have_the_published_bytes(request_: Request, frame: str) -> None:
    assert FAMILY.encode(request_) == bytes.fromhex(frame)
    assert heard(FAMILY, frame) == [RequestCopy(request_)]


@pytest.mark.parametrize(
    ("frame", "report"),
    [
        ("02 00 36 00 00 00 00 03 3B", BoardReport(0, ALL_OPEN)),
        ("02 10 36 00 00 00 00 03 4B", BoardReport(1, ALL_OPEN)),
        ("02 00 35 FF FF 00 00 03 38", BoardReport(0, ALL_CLOSED)),
        ("02 00 35 FE FF 00 00 03 37", BoardReport(0, (True, *ALL_CLOSED[1:]))),
    ],
)
def test_answers_tell_hooks_and_pass_over_the_infrared(frame: str, report: BoardReport) -> None:
    assert heard(FAMILY, frame) == [report]


def test_the_other_polarity_turns_every_lock_around() -> None:
    family = KerongCu16(Polarity.OPENING_FEEDBACK)
    assert heard(family, "02 00 35 FF FF 00 00 03 38") == [BoardReport(0, ALL_OPEN)]


@pytest.mark.parametrize(
    "frame",
    [
        "02 10 30 03 3E",  # published so, with a wrong sum
        "02 0F 31 03 49",  # likewise
        "02 00 35 FF FF 00 00 04 39",  # no ETX
        "02 00 35 FF FF 00 00 03",
        "02 F0 36 00 00 00 00 03 2B",  # board 15 does not exist
        "F5 64 70 00 00 5F C4",  # KR SCU: its check value could not be found out
        "02",
    ],
)
def test_a_frame_that_is_not_sound_is_nothing(frame: str) -> None:
    assert heard(FAMILY, frame) == []


@pytest.mark.parametrize("frame", ["02 F0 32 03 27", "02 00 33 03 38", "02 00 37 03 3C"])
def test_published_frames_that_we_do_not_speak_tell_of_no_door(frame: str) -> None:
    assert heard(FAMILY, frame) == []


@pytest.mark.parametrize("address", [LockAddress(15, 1), LockAddress(0, 17)])
def test_an_address_that_does_not_exist_is_refused(address: LockAddress) -> None:
    with pytest.raises(AddressError, match="0 to 14 and lock 1 to 16"):
        FAMILY.encode(Unlock(address))
