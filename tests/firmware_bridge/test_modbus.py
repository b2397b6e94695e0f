"""Modbus RTU frames of scales, as published (serial-devices 3.5; aje/scale-docs)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.check_values import crc16_modbus
from firmware_bridge.errors import AddressError
from firmware_bridge.frames import Frame, Wait
from firmware_bridge.modbus import (
    ModbusAnswer,
    ModbusRequest,
    ReadRegisters,
    Refusal,
    Registers,
    WriteRegisters,
    Written,
    decode_request,
    encode,
    take_answer,
)

READ_80 = ReadRegisters(1, 80, 2)
REQUESTS = st.one_of(
    st.builds(ReadRegisters, st.integers(1, 247), st.integers(0, 0xFFFF), st.integers(1, 123)),
    st.builds(
        WriteRegisters,
        st.integers(1, 247),
        st.integers(0, 0xFFFF),
        st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=8).map(tuple),
    ),
)


@pytest.mark.parametrize(
    ("request_", "asked", "answer", "message"),
    [
        (READ_80, "01 03 00 50 00 02 C4 1A", "01 03 04 00 00 00 84 FA 50", (0, 132)),
        (
            ReadRegisters(1, 82, 2),
            "01 03 00 52 00 02 65 DA",
            "01 03 04 FF FF C1 EF EA 0B",
            (0xFFFF, 0xC1EF),
        ),
        (ReadRegisters(1, 8, 1), "01 03 00 08 00 01 05 C8", "01 03 02 08 02 3E 45", (0x0802,)),
        (
            ReadRegisters(1, 30, 2),
            "01 03 00 1E 00 02 A4 0D",
            "01 03 04 00 00 01 62 7A 4A",
            (0, 354),
        ),
        (
            ReadRegisters(1, 44, 2),
            "01 03 00 2C 00 02 05 C2",
            "01 03 04 00 19 3B 67 79 2E",
            (0x19, 0x3B67),
        ),
        (ReadRegisters(1, 6, 1), "01 03 00 06 00 01 64 0B", "01 03 02 00 FA 38 07", (250,)),
    ],
)
def test_readings_have_the_published_bytes(
    request_: ModbusRequest, asked: str, answer: str, message: tuple[int, ...]
) -> None:
    data = bytes.fromhex(answer)
    assert encode(request_) == bytes.fromhex(asked)
    assert decode_request(bytes.fromhex(asked)) == request_
    assert take_answer(request_, data, ended=False) == Frame(Registers(1, message), len(data))


@pytest.mark.parametrize(
    ("request_", "asked", "answer"),
    [
        (
            WriteRegisters(1, 5, (0x5AA5,)),
            "01 10 00 05 00 01 02 5A A5 5C DE",
            "01 10 00 05 00 01 11 C8",
        ),
        (
            WriteRegisters(1, 0, (2,)),
            "01 10 00 00 00 01 02 00 02 27 91",
            "01 10 00 00 00 01 01 C9",
        ),
        (
            WriteRegisters(1, 38, (0, 0)),
            "01 10 00 26 00 02 04 00 00 00 00 71 9D",
            "01 10 00 26 00 02 A0 03",
        ),
        (
            WriteRegisters(1, 84, (0, 100)),
            "01 10 00 54 00 02 04 00 00 00 64 F6 8B",
            "01 10 00 54 00 02 00 18",
        ),
    ],
)
def test_writes_have_the_published_bytes(request_: WriteRegisters, asked: str, answer: str) -> None:
    assert encode(request_) == bytes.fromhex(asked)
    assert decode_request(bytes.fromhex(asked)) == request_
    expected = Written(1, request_.register, len(request_.words))
    assert take_answer(request_, bytes.fromhex(answer), ended=False) == Frame(expected, 8)


def test_the_frame_that_a_page_prints_with_one_00_too_many_is_refused() -> None:
    assert take_answer(READ_80, bytes.fromhex("010304000000 0084FA50"), ended=True) is None


def test_a_refusal_says_why() -> None:
    body = bytes.fromhex("018302")
    taken = take_answer(READ_80, body + crc16_modbus(body), ended=False)
    assert taken == Frame(Refusal(1, 3, 2), 5)
    assert str(Refusal(1, 3, 2)) == (
        "scale 1 refused: it has no such register (Modbus exception 2)"
    )


@pytest.mark.parametrize(
    "data",
    [
        "02 03 04 00 00 00 84 FA 50",  # another unit
        "01 03 02 08 02 3E 45",  # another count
        "01 10 00 05 00 01 11 C8",  # another function
        "01 03 04 00 00 00 85 FA 50",  # CRC
    ],
)
def test_what_is_not_the_answer_to_this_request_is_nothing(data: str) -> None:
    assert take_answer(READ_80, bytes.fromhex(data), ended=False) is None


def test_an_answer_in_pieces_is_waited_for_until_the_line_is_quiet() -> None:
    half = bytes.fromhex("0103040000")
    assert take_answer(READ_80, half, ended=False) is Wait.WAIT
    assert take_answer(READ_80, half, ended=True) is None


@pytest.mark.parametrize("request_", [ReadRegisters(0, 1, 1), ReadRegisters(1, 1, 124)])
def test_what_cannot_be_asked_is_refused(request_: ReadRegisters) -> None:
    with pytest.raises(AddressError, match="units are 1 to 247"):
        encode(request_)


@given(REQUESTS)
def test_every_request_survives_the_wire(request_: ModbusRequest) -> None:
    assert decode_request(encode(request_)) == request_


@given(REQUESTS, st.binary(max_size=40), st.booleans())
def test_any_bytes_are_an_answer_only_with_a_sound_crc(
    request_: ModbusRequest,
    data: bytes,
    ended: bool,  # noqa: FBT001 - drawn
) -> None:
    if data:
        data = bytes((request_.unit,)) + data
        taken = take_answer(request_, data, ended=ended)
        if isinstance(taken, Frame):
            frame = data[: taken.length]
            assert crc16_modbus(frame[:-2]) == frame[-2:]


@given(
    st.integers(1, 247),
    st.lists(st.integers(0, 0xFFFF), min_size=1, max_size=8),
    st.data(),
)
def test_no_single_bit_flip_of_an_answer_goes_unnoticed(
    unit: int, words: list[int], data: st.DataObject
) -> None:
    body = bytes((unit, 3, 2 * len(words))) + b"".join(word.to_bytes(2, "big") for word in words)
    frame = bytearray(body + crc16_modbus(body))
    request_ = ReadRegisters(unit, 0, len(words))
    whole: ModbusAnswer = Registers(unit, tuple(words))
    assert take_answer(request_, bytes(frame), ended=True) == Frame(whole, len(frame))
    bit = data.draw(st.integers(0, len(frame) * 8 - 1))
    frame[bit // 8] ^= 1 << bit % 8
    assert take_answer(request_, bytes(frame), ended=True) is None
