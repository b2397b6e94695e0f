"""Frames out of a noisy stream."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.frames import QUIET_S, FrameReader
from firmware_bridge.messages import BoardMessage, LockAddress, LockReport, UnlockReply
from firmware_bridge.shuoming import FRAME_BYTES, decode, encode_message
from tests.firmware_bridge.test_shuoming import MESSAGES

READING = LockReport(LockAddress(1, 1), 0x11)
FRAME = encode_message(READING)

# Bytes that open no frame, so that noise cannot become a message by chance.
NOISE = st.binary(max_size=8).filter(lambda data: not set(data) & {0x80, 0x81, 0x82, 0x8A})


def reader() -> FrameReader[BoardMessage]:
    return FrameReader(FRAME_BYTES, decode)


def test_a_frame_in_one_piece_is_a_message() -> None:
    assert reader().feed(FRAME, 0.0) == [READING]


def test_a_frame_one_byte_at_a_time_is_a_message() -> None:
    stream = reader()
    messages = [stream.feed(FRAME[at : at + 1], at * 0.016) for at in range(5)]
    assert messages == [[], [], [], [], [READING]]


def test_junk_before_the_frame_is_skipped() -> None:
    assert reader().feed(bytes.fromhex("fafd9999") + FRAME, 0.0) == [READING]


def test_half_a_frame_never_joins_what_comes_after_silence() -> None:
    stream = reader()
    assert stream.feed(FRAME[:3], 0.0) == []
    assert stream.feed(FRAME[3:], QUIET_S * 2) == []
    assert stream.feed(FRAME, QUIET_S * 4) == [READING]


def test_a_cut_frame_right_before_a_whole_one_costs_only_itself() -> None:
    assert reader().feed(FRAME[:4] + FRAME, 0.0) == [READING]


def test_two_glued_answers_are_two_messages() -> None:
    reply = UnlockReply(LockAddress(2, 10), 0x00)
    assert reader().feed(encode_message(reply) + FRAME, 0.0) == [reply, READING]


def test_a_flush_forgets_the_fragment_and_the_noise() -> None:
    stream = reader()
    stream.feed(b"\xff" * 9 + FRAME[:2], 0.0)
    assert stream.noise > 0
    stream.clear()
    assert (stream.feed(FRAME[2:], 0.0), stream.noise) == ([], 0)


@given(st.lists(st.tuples(NOISE, MESSAGES)), NOISE, st.data())
def test_split_points_and_noise_change_nothing(
    parts: list[tuple[bytes, BoardMessage]], tail: bytes, data: st.DataObject
) -> None:
    wire = b"".join(noise + encode_message(message) for noise, message in parts) + tail
    cuts = sorted(data.draw(st.sets(st.integers(0, len(wire)))) | {0, len(wire)})
    stream = reader()
    heard = [message for a, b in pairwise(cuts) for message in stream.feed(wire[a:b], 0.0)]
    assert heard == [message for _, message in parts]


@given(st.lists(st.tuples(st.binary(max_size=300), st.floats(0, 0.1))))
def test_the_buffer_stays_small_whatever_comes(chunks: list[tuple[bytes, float]]) -> None:
    stream, now = reader(), 0.0
    for chunk, pause_s in chunks:
        now += pause_s
        stream.feed(chunk, now)
        assert len(stream._buffer) < FRAME_BYTES
