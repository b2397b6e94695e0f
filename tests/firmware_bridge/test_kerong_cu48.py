"""The bytes of KERONG CU48-type boards, frame by frame (serial-devices 3.2)."""

import pytest

from firmware_bridge.errors import AddressError
from firmware_bridge.kerong_cu48 import KerongCu48
from firmware_bridge.messages import (
    BoardReport,
    LockAddress,
    ReadBoard,
    Request,
    RequestCopy,
    Unlock,
)
from tests.firmware_bridge.hearing import heard

FAMILY = KerongCu48()
ALL_CLOSED = (False,) * 48


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (ReadBoard(0), "02 00 00 60 03 65"),
        (Unlock(LockAddress(0, 1)), "02 00 00 61 03 66"),
        (Unlock(LockAddress(0, 48)), "02 00 2F 61 03 95"),
    ],
)
def test_requests_have_the_published_bytes(request_: Request, frame: str) -> None:
    assert FAMILY.encode(request_) == bytes.fromhex(frame)
    assert heard(FAMILY, frame) == [RequestCopy(request_)]


def test_the_answer_tells_48_locks_lowest_bit_first() -> None:
    frame = "02 00 00 75 06 FE FF FF FF FF FF 76"
    assert heard(FAMILY, frame) == [BoardReport(0, (True, *ALL_CLOSED[1:]))]


def test_a_board_that_ends_its_answer_with_03_is_an_option() -> None:
    frame = "02 00 00 75 06 FF FF FF FF FF FF 03 7A"
    assert heard(KerongCu48(reply_has_etx=True), frame) == [BoardReport(0, ALL_CLOSED)]
    assert heard(FAMILY, frame) == []


@pytest.mark.parametrize(
    "frame",
    [
        "02 00 00 75 06 FF FF FF FF FF FF 76",  # sum
        "02 00 00 75 05 FF FF FF FF FF FF 76",  # five bytes announced
        "02 00 00 60 03 64",
        "02 00 30 61 03 96",  # lock 49
        "02 00 00 75 06 FF",
    ],
)
def test_a_frame_that_is_not_sound_is_nothing(frame: str) -> None:
    assert heard(FAMILY, frame) == []


@pytest.mark.parametrize("address", [LockAddress(32, 1), LockAddress(0, 49)])
def test_an_address_that_does_not_exist_is_refused(address: LockAddress) -> None:
    with pytest.raises(AddressError, match="0 to 31 and lock 1 to 48"):
        FAMILY.encode(Unlock(address))
