"""A bus on record, and what it said."""

import contextlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.capture import Captured, Direction, read_capture, replay, write_to
from firmware_bridge.errors import CaptureError
from firmware_bridge.messages import (
    BoardReport,
    LockAddress,
    ReadLock,
    RequestCopy,
    UnlockReply,
)
from firmware_bridge.modbus import Registers
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.weights import ScaleAddress
from firmware_bridge.wiring import ByteOrder

PLAN = BusPlan(
    Shuoming(ShuomingOptions(read_all=ByteOrder.LAST_BYTE_FIRST)),
    scales=(ScaleOnBus(ScaleAddress(1), load_profile("rs485-transmitter")),),
)

PIECES = st.builds(
    Captured,
    st.floats(0, 1e9).map(lambda at: round(at, 6)),
    st.sampled_from(Direction),
    st.binary(min_size=1, max_size=40),
)


def sent(at: float, data: str) -> Captured:
    return Captured(at, Direction.SENT, bytes.fromhex(data))


def heard(at: float, data: str) -> Captured:
    return Captured(at, Direction.HEARD, bytes.fromhex(data))


@given(st.lists(PIECES))
def test_what_is_recorded_is_read_again(pieces: list[Captured]) -> None:
    file = io.StringIO()
    record = write_to(file)
    for piece in pieces:
        record(piece.at, piece.direction, piece.data)
    assert list(read_capture(file.getvalue().splitlines())) == pieces


def test_a_replay_tells_what_locks_and_scales_said() -> None:
    pieces = [
        sent(0.0, "8a0101119b"),
        heard(0.01, "8a01"),
        heard(0.02, "01008a"),
        sent(0.1, "010300500002c41a"),
        heard(0.11, "010300500002c41a 01030400000084fa50"),  # the adapter hears itself
        sent(0.2, "80010133b3"),
        heard(0.21, "80010133b3"),
        sent(0.3, "80010033b2"),
        heard(0.31, "800100ffffff334d"),
    ]
    messages = [message for piece in replay(pieces, PLAN) for message in piece.messages]
    assert messages == [
        UnlockReply(LockAddress(1, 1), is_open=True),
        Registers(1, (0, 132)),
        RequestCopy(ReadLock(LockAddress(1, 1))),
        BoardReport(1, (False,) * 24),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("not json", "line 2: line"),
        ('{"at": 1.0, "direction": "up", "hex": "00"}', "line 2: direction"),
        ('{"at": 1.0, "direction": "sent", "hex": "0"}', "line 2: hex"),
        ('{"at": "now", "direction": "sent", "hex": "00"}', "line 2: at"),
        ('{"at": 1.0, "direction": "sent"', "line 2: line"),
    ],
)
def test_a_line_that_is_wrong_is_named(line: str, fault: str) -> None:
    good = '{"at": 1.0, "direction": "heard", "hex": "8A01"}'
    reading = read_capture([good, line])
    assert next(reading) == heard(1.0, "8A01")
    with pytest.raises(CaptureError, match=fault):
        next(reading)


@given(st.lists(st.text(max_size=80)))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    with contextlib.suppress(CaptureError):
        list(read_capture(lines))


@given(st.lists(PIECES, max_size=20))
def test_any_bytes_can_be_replayed(pieces: list[Captured]) -> None:
    ordered = sorted(pieces, key=lambda piece: piece.at)
    assert len(list(replay(ordered, PLAN))) >= len(pieces)
