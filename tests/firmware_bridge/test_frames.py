"""Frames out of a noisy stream, with a five-byte family as the example."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.frames import FrameReader, quiet_s
from firmware_bridge.messages import BoardMessage, BoardReport, LockAddress, LockReport
from firmware_bridge.shuoming import Shuoming, ShuomingOptions
from firmware_bridge.wiring import ByteOrder

READING = LockReport(LockAddress(1, 1), is_open=False)
FRAME = bytes.fromhex("8001011191")
WHOLE = bytes.fromhex("800100ffffff334d")
QUIET_S = quiet_s(9600)


def reader() -> FrameReader[BoardMessage]:
    family = Shuoming(ShuomingOptions(read_all=ByteOrder.LAST_BYTE_FIRST))
    return FrameReader(lambda data, ended: family.take(data, ended=ended), QUIET_S)


@pytest.mark.parametrize(("baud", "quiet"), [(9600, 0.0302), (19200, 0.0276), (115200, 0.0254)])
def test_the_quiet_that_ends_a_frame_comes_from_the_baud_rate(baud: int, quiet: float) -> None:
    assert quiet_s(baud) == pytest.approx(quiet, abs=1e-4)


def test_a_frame_in_one_piece_is_a_message() -> None:
    assert reader().feed(FRAME, 0.0) == [READING]


def test_a_frame_one_byte_at_a_time_is_a_message() -> None:
    stream = reader()
    messages = [stream.feed(FRAME[at : at + 1], at * 0.016) for at in range(5)]
    assert messages == [[], [], [], [], [READING]]


def test_a_frame_that_does_not_tell_its_length_ends_with_the_quiet() -> None:
    stream = reader()
    assert stream.feed(WHOLE, 0.0) == []
    assert stream.is_in_frame
    assert stream.advance(QUIET_S) == []
    assert stream.advance(QUIET_S * 1.1) == [BoardReport(1, (False,) * 24)]
    assert not stream.is_in_frame


def test_half_a_frame_never_joins_what_comes_after_silence() -> None:
    stream = reader()
    assert stream.feed(FRAME[:3], 0.0) == []
    assert stream.feed(FRAME[3:], QUIET_S * 2) == []
    assert stream.feed(FRAME, QUIET_S * 4) == [READING]


def test_a_cut_frame_right_before_a_whole_one_costs_only_itself() -> None:
    assert reader().feed(FRAME[:4] + FRAME, 0.0) == [READING]


def test_a_flush_forgets_the_fragment_and_the_noise() -> None:
    stream = reader()
    stream.feed(b"\xff" * 9 + FRAME[:2], 0.0)
    assert stream.noise > 0
    stream.clear()
    assert (stream.noise, stream.is_in_frame) == (0, False)
    assert stream.feed(FRAME[2:], 0.0) == []


@given(st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 0.1))))
def test_the_buffer_stays_small_whatever_comes(chunks: list[tuple[bytes, float]]) -> None:
    stream, now = reader(), 0.0
    for chunk, pause_s in chunks:
        now += pause_s
        stream.feed(chunk, now)
        assert len(stream._buffer) < 256
