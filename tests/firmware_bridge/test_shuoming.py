"""The bytes of the Shuoming family, frame by frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.messages import (
    ActiveReport,
    BoardMessage,
    LockAddress,
    LockReport,
    ReadLock,
    Request,
    RequestCopy,
    Unlock,
    UnlockReply,
)
from firmware_bridge.shuoming import (
    Polarity,
    ShuomingOptions,
    bcc,
    decode,
    decode_request,
    encode,
    encode_message,
)

CLOSING = ShuomingOptions(Polarity.CLOSING_FEEDBACK)
OPENING = ShuomingOptions(Polarity.OPENING_FEEDBACK)

ADDRESSES = st.builds(LockAddress, st.integers(1, 32), st.integers(1, 50))
STATUSES = st.sampled_from([0x00, 0x11])
MESSAGES = st.one_of(
    st.builds(LockReport, ADDRESSES, STATUSES),
    st.builds(UnlockReply, ADDRESSES, st.just(0x00)),
    st.builds(ActiveReport, ADDRESSES, STATUSES),
    st.builds(RequestCopy, st.builds(Unlock, ADDRESSES)),
    st.builds(RequestCopy, st.builds(ReadLock, ADDRESSES)),
)


@pytest.mark.parametrize(
    ("request_", "frame"),
    [
        (Unlock(LockAddress(1, 1)), "8A 01 01 11 9B"),
        (Unlock(LockAddress(1, 6)), "8A 01 06 11 9C"),
        (Unlock(LockAddress(1, 7)), "8A 01 07 11 9D"),
        (Unlock(LockAddress(2, 10)), "8A 02 0A 11 93"),
        (Unlock(LockAddress(3, 12)), "8A 03 0C 11 94"),
        (ReadLock(LockAddress(1, 1)), "80 01 01 33 B3"),
    ],
)
def test_requests_have_the_published_bytes(request_: Request, frame: str) -> None:
    assert encode(request_) == bytes.fromhex(frame)
    assert decode_request(bytes.fromhex(frame)) == request_


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("8A 01 01 00 8A", UnlockReply(LockAddress(1, 1), 0x00)),
        ("8A 02 0A 00 82", UnlockReply(LockAddress(2, 10), 0x00)),
        ("8A 01 01 11 9B", RequestCopy(Unlock(LockAddress(1, 1)))),
        ("80 01 01 33 B3", RequestCopy(ReadLock(LockAddress(1, 1)))),
        ("80 01 01 11 91", LockReport(LockAddress(1, 1), 0x11)),
        ("80 01 01 00 80", LockReport(LockAddress(1, 1), 0x00)),
        ("82 01 01 11 93", ActiveReport(LockAddress(1, 1), 0x11)),
        ("82 01 01 00 82", ActiveReport(LockAddress(1, 1), 0x00)),
        ("81 01 02 11 93", ActiveReport(LockAddress(1, 2), 0x11)),
        ("81 01 02 00 82", ActiveReport(LockAddress(1, 2), 0x00)),
    ],
)
def test_answers_mean_what_is_published(frame: str, message: BoardMessage) -> None:
    assert decode(bytes.fromhex(frame)) == message


@pytest.mark.parametrize(
    "frame",
    [
        "8A 01 00 11 9A",  # open every door of board 1: lock 0 does not exist for us
        "80 01 00 33 B2",  # read all
        "90 01 02 02 02 93",  # open a bitmap
        "9A 01 01 11 8B",  # hold power
        "9B 01 01 11 8A",
        "9A 01 01 10 8A",
        "9D 01 02 11 8F",
        "80 01 00 00 00 33 B2",  # answers to read all
        "80 01 00 00 02 33 B0",
        "80 01 00 00 20 33 92",
        "8A AA CC 11 05 F8",  # pulse length
    ],
)
def test_published_frames_that_we_do_not_speak_are_never_mistaken_for_a_door(frame: str) -> None:
    data = bytes.fromhex(frame)
    assert bcc(data) == 0, "the vector itself must be sound"
    assert [decode(data[start : start + 5]) for start in range(len(data) - 4)] == [None] * (
        len(data) - 4
    )


@pytest.mark.parametrize(
    "frame",
    [
        "80 01 01 12 92",  # status neither 00 nor 11
        "8A 01 01 33 B9",  # an unlock's head with a reading's function
        "80 21 01 00 A0",  # board 33
        "80 01 33 00 B2",  # lock 51
        "83 01 01 00 83",  # no such head
        "80 01 01 11 90",  # BCC
        "80 01 01 11",
        "",
    ],
)
def test_a_frame_with_one_wrong_byte_is_nothing(frame: str) -> None:
    assert decode(bytes.fromhex(frame)) is None


@pytest.mark.parametrize(
    ("options", "raw_status", "is_open"),
    [(CLOSING, 0x11, False), (CLOSING, 0x00, True), (OPENING, 0x11, True), (OPENING, 0x00, False)],
)
def test_the_wiring_decides_what_a_status_means(
    options: ShuomingOptions,
    raw_status: int,
    is_open: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert options.is_open(raw_status) == is_open
    assert options.raw_status(is_open=is_open) == raw_status


def test_an_answer_that_looks_like_the_request_proves_nothing() -> None:
    answer = encode_message(UnlockReply(LockAddress(1, 1), 0x11))
    assert answer == encode(Unlock(LockAddress(1, 1)))
    assert decode(answer) == RequestCopy(Unlock(LockAddress(1, 1)))


@given(MESSAGES)
def test_every_message_survives_the_wire(message: BoardMessage) -> None:
    assert decode(encode_message(message)) == message


@given(MESSAGES, st.integers(0, 39))
def test_no_single_bit_flip_goes_unnoticed(message: BoardMessage, bit: int) -> None:
    frame = bytearray(encode_message(message))
    frame[bit // 8] ^= 1 << bit % 8
    assert decode(bytes(frame)) is None


@given(st.binary(max_size=12))
def test_any_bytes_decode_to_nothing_or_to_what_they_say(data: bytes) -> None:
    message = decode(data)
    if isinstance(message, ActiveReport):
        assert data[0] in {0x81, 0x82}
    elif message is not None:
        assert encode_message(message) == data
