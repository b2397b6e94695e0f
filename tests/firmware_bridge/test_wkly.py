"""The bytes of WKLY boards, frame by frame (serial-devices 3.3)."""

import pytest

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
from firmware_bridge.wiring import Polarity
from firmware_bridge.wkly import Wkly
from tests.firmware_bridge.hearing import heard

FAMILY = Wkly()
DOOR = LockAddress(0, 1)


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (Unlock(DOOR), "57 4B 4C 59 09 00 82 01 83"),
        (Unlock(LockAddress(10, 1)), "57 4B 4C 59 09 0A 82 01 89"),
        (ReadLock(DOOR), "57 4B 4C 59 09 00 83 01 82"),
        (ReadBoard(0), "57 4B 4C 59 08 00 84 85"),
    ],
)
def test_requests_have_the_published_bytes(request_: Request, frame: str) -> None:
    assert FAMILY.encode(request_) == bytes.fromhex(frame)
    assert heard(FAMILY, frame) == [RequestCopy(request_)]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("57 4B 4C 59 0B 00 82 00 01 00 81", UnlockReply(DOOR, is_open=True)),
        ("57 4B 4C 59 0B 00 83 00 01 00 80", LockReport(DOOR, is_open=True)),
        ("57 4B 4C 59 0B 00 83 00 01 01 81", LockReport(DOOR, is_open=False)),
        (
            "57 4B 4C 59 0E 00 84 00 04 00 01 01 00 87",
            BoardReport(0, (True, False, False, True)),
        ),
        ("57 4B 4C 59 0A 00 85 01 01 86", ActiveReport(DOOR, is_open=False)),
        ("57 4B 4C 59 0A 00 85 02 00 84", ActiveReport(LockAddress(0, 2), is_open=True)),
        ("57 4B 4C 59 0B 00 82 FF 01 01 7F", UnlockReply(DOOR, is_open=None)),  # failed
    ],
)
def test_answers_mean_what_is_published(frame: str, message: BoardMessage) -> None:
    assert heard(FAMILY, frame) == [message]


def test_the_other_polarity_turns_it_around() -> None:
    family = Wkly(Polarity.OPENING_FEEDBACK)
    assert heard(family, "57 4B 4C 59 0B 00 83 00 01 00 80") == [LockReport(DOOR, is_open=False)]


@pytest.mark.parametrize(
    "frame",
    [
        "57 4B 4C 59 0C 00 80 03 01 02 03 86",  # open 1, 2, 3 at once
        "57 4B 4C 59 09 00 80 00 80",
        "57 4B 4C 59 08 00 86 87",  # open all
        "57 4B 4C 59 09 00 86 00 86",
        "57 4B 4C 59 0C 00 87 03 01 02 03 81",  # open one after another
    ],
)
def test_published_frames_that_we_do_not_speak_tell_of_no_door(frame: str) -> None:
    assert heard(FAMILY, frame) == []


@pytest.mark.parametrize(
    "frame",
    [
        "57 4B 4C 59 0B 00 83 00 01 00 82",  # XOR over the payload only, as one document has it
        "57 4B 4C 59 0B 00 83 00 01 02 82",  # a state of 2
        "57 4B 4C 59 0E 00 84 00 05 00 01 01 00 86",  # five states announced, four there
        "57 4B 4C 59 0A 00 85 31 00 B7",  # channel 49
        "57 4B 4C 59 07 00 85",
        "57 4B 4C",
    ],
)
def test_a_frame_that_is_not_sound_is_nothing(frame: str) -> None:
    assert heard(FAMILY, frame) == []


def test_a_channel_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AddressError, match="lock 1 to 48"):
        FAMILY.encode(Unlock(LockAddress(0, 49)))
