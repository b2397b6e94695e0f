"""What holds for every family: with its twin, on a bad line, for any bytes."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from firmware_bridge.check_values import bcc, sum8
from firmware_bridge.families import FAMILY_NAMES, FamilySettings
from firmware_bridge.frames import Frame
from firmware_bridge.messages import (
    ActiveReport,
    BoardReport,
    LockAddress,
    LockReport,
    Unlock,
    UnlockReply,
)
from firmware_bridge.simulator.twins import wire_of
from firmware_bridge.wiring import ByteOrder, Polarity
from tests.firmware_bridge.hearing import heard

CHECKED: dict[str, Callable[[bytes], bool]] = {
    "shuoming": lambda frame: bcc(frame) == 0,
    "kerong-cu16": lambda frame: sum8(frame[:-1]) == frame[-1],
    "kerong-cu48": lambda frame: sum8(frame[:-1]) == frame[-1],
    "wkly": lambda frame: bcc(frame) == 0,
}
"""By family, its check value over a whole frame. Winnsen has none."""

SETTINGS = st.builds(
    FamilySettings,
    family=st.sampled_from(FAMILY_NAMES),
    polarity=st.sampled_from([None, *Polarity]),
    read_all=st.sampled_from(ByteOrder),
    reply_has_etx=st.booleans(),
    status_function=st.sampled_from([0x02, 0x12]),
    answer_offset=st.sampled_from([0x80, 0xA0]),
)


@st.composite
def talks(draw: st.DrawFn) -> tuple[FamilySettings, LockAddress, list[bool]]:
    """A family, one lock of it, and the doors of that lock's board."""
    chosen = draw(SETTINGS)
    family = chosen.make()
    first = max(1, family.boards.start)
    board = draw(st.integers(first, min(30, family.boards.stop - 1)))
    count = draw(st.integers(1, min(16, family.locks.stop - 1)))
    doors = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return chosen, LockAddress(board, draw(st.integers(1, count))), doors


def says(chosen: FamilySettings, address: LockAddress, doors: list[bool]) -> list[bytes]:
    """All that this family's twin can say about this lock."""
    family, wire = chosen.make(), wire_of(chosen)
    requests = [Unlock(address), family.reading(address), family.board_reading(address.board)]
    frames = [wire.answer(request, doors) for request in requests if request is not None]
    frames.append(wire.report(address, is_open=doors[address.lock - 1]))
    return [frame for frame in frames if frame]


@given(talks())
def test_a_twin_hears_what_a_family_says(
    talk: tuple[FamilySettings, LockAddress, list[bool]],
) -> None:
    chosen, address, _ = talk
    family, wire = chosen.make(), wire_of(chosen)
    for request in (Unlock(address), family.reading(address)):
        data = family.encode(request)
        assert wire.take(data, ended=True) == Frame(request, len(data))


@given(talks())
def test_a_family_hears_the_doors_as_they_are(
    talk: tuple[FamilySettings, LockAddress, list[bool]],
) -> None:
    chosen, address, doors = talk
    family, wire = chosen.make(), wire_of(chosen)
    (answer,) = heard(family, wire.answer(family.reading(address), doors))
    assert isinstance(answer, LockReport | BoardReport)
    assert answer.state_of(address) == doors[address.lock - 1]
    reading = family.board_reading(address.board)
    assert reading is not None
    (whole,) = heard(family, wire.answer(reading, doors))
    assert isinstance(whole, BoardReport)
    assert whole.is_open[: len(doors)] == tuple(doors)


@given(talks(), st.data())
def test_where_the_bytes_are_split_changes_nothing(
    talk: tuple[FamilySettings, LockAddress, list[bool]], data: st.DataObject
) -> None:
    chosen, address, doors = talk
    family = chosen.make()
    said = data.draw(st.sampled_from(says(chosen, address, doors)))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(said)))) | {0, len(said)})
    assert heard(family, *(said[a:b] for a, b in pairwise(cuts))) == heard(family, said)


@given(talks(), st.data())
def test_a_bit_that_turns_over_is_noticed_where_there_is_a_check_value(
    talk: tuple[FamilySettings, LockAddress, list[bool]], data: st.DataObject
) -> None:
    chosen, address, doors = talk
    said = bytearray(data.draw(st.sampled_from(says(chosen, address, doors))))
    bit = data.draw(st.integers(0, len(said) * 8 - 1))
    said[bit // 8] ^= 1 << bit % 8
    if chosen.family in CHECKED:
        assert all(
            holds_sound_frame(chosen.family, bytes(said)) for _ in heard(chosen.make(), bytes(said))
        )


def holds_sound_frame(family: str, data: bytes) -> bool:
    ends = range(5, len(data) + 1)
    return any(CHECKED[family](data[a:b]) for b in ends for a in range(b - 4))


@settings(max_examples=300)
@given(talks(), st.lists(st.binary(max_size=24), max_size=6), st.data())
def test_no_bytes_make_a_message_without_a_sound_frame(
    talk: tuple[FamilySettings, LockAddress, list[bool]],
    noise: list[bytes],
    data: st.DataObject,
) -> None:
    chosen, address, doors = talk
    frames = says(chosen, address, doors)
    pieces = [*noise, *(frame[: data.draw(st.integers(0, len(frame) - 1))] for frame in frames)]
    wire = b"".join(data.draw(st.permutations(pieces)))
    messages = heard(chosen.make(), wire)
    if chosen.family in CHECKED:
        assert not messages or holds_sound_frame(chosen.family, wire)
    for message in messages:
        if isinstance(message, LockReport | UnlockReply | ActiveReport):
            assert message.address.lock in chosen.make().locks


@pytest.mark.parametrize("name", FAMILY_NAMES)
def test_every_family_is_made_by_its_name(name: str) -> None:
    assert FamilySettings.model_validate({"family": name}).make().name == name


def test_an_unknown_family_or_option_is_refused_with_what_there_is() -> None:
    with pytest.raises(ValidationError, match="kerong-cu16"):
        FamilySettings.model_validate({"family": "kerong"})
    with pytest.raises(ValidationError, match="closing-feedback"):
        FamilySettings.model_validate({"polarity": "backwards"})
    with pytest.raises(ValidationError, match="colour"):
        FamilySettings.model_validate({"colour": "red"})
