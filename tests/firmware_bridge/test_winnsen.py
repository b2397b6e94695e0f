"""The bytes of Winnsen boards, frame by frame (serial-devices 3.4)."""

import pytest

from firmware_bridge.errors import AddressError
from firmware_bridge.messages import (
    BoardReport,
    LockAddress,
    ReadBoard,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
)
from firmware_bridge.winnsen import Winnsen
from tests.firmware_bridge.hearing import heard

FAMILY = Winnsen()
DOOR = LockAddress(1, 1)
FIRST_AND_TENTH = tuple(number in {1, 10} for number in range(1, 17))


@pytest.mark.parametrize(
    ("request_", "frame"),
    [(Unlock(DOOR), "90 06 05 01 01 03"), (ReadBoard(1), "90 07 02 01 FF FF 03")],
)
def test_requests_have_the_published_bytes(request_: Request, frame: str) -> None:
    assert FAMILY.encode(request_) == bytes.fromhex(frame)
    assert heard(FAMILY, frame) == [RequestCopy(request_)]


def test_one_lock_is_asked_for_by_its_bit() -> None:
    assert FAMILY.encode(ReadLock(DOOR)) == bytes.fromhex("90 07 02 01 01 00 03")
    assert FAMILY.encode(ReadLock(LockAddress(1, 9))) == bytes.fromhex("90 07 02 01 00 01 03")


def test_the_low_byte_comes_first_and_a_bit_of_1_is_open() -> None:
    assert heard(FAMILY, "90 07 82 01 01 02 03") == [BoardReport(1, FIRST_AND_TENTH)]


@pytest.mark.parametrize("frame", ["90 07 85 01 01 01 03", "90 07 85 01 01 00 03"])
def test_the_answer_to_an_unlock_proves_nothing(frame: str) -> None:
    assert heard(FAMILY, frame) == [UnlockReply(DOOR, is_open=None)]


def test_the_variants_of_which_users_tell() -> None:
    a0 = Winnsen(answer_offset=0xA0)
    assert heard(a0, "90 07 A5 01 01 01 03") == [UnlockReply(DOOR, is_open=None)]
    assert heard(a0, "90 07 A2 01 01 02 03") == [BoardReport(1, FIRST_AND_TENTH)]
    other = Winnsen(status_function=0x12)
    assert heard(other, "90 07 92 01 01 02 03") == [BoardReport(1, FIRST_AND_TENTH)]
    assert heard(FAMILY, "90 07 A5 01 01 01 03", "90 07 92 01 01 02 03") == []


def test_without_a_check_value_two_equal_readings_are_needed() -> None:
    assert FAMILY.readings_needed == 2


@pytest.mark.parametrize(
    "frame",
    [
        "90 07 82 01 01 02 04",  # end
        "90 08 82 01 01 02 03",  # length
        "90 07 85 01 11 01 03",  # lock 17
        "90 07 85 01 01 02 03",  # a result of 2
        "90 07 82 00 01 02 03",  # station 0
        "90 07 82 01",
        "90",
    ],
)
def test_a_frame_that_is_not_whole_is_nothing(frame: str) -> None:
    assert heard(FAMILY, frame) == []


@pytest.mark.parametrize("address", [LockAddress(0, 1), LockAddress(1, 17)])
def test_an_address_that_does_not_exist_is_refused(address: LockAddress) -> None:
    with pytest.raises(AddressError, match="1 to 255 and lock 1 to 16"):
        FAMILY.encode(Unlock(address))
