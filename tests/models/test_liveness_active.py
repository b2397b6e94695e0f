"""A head that turns as asked passes; whatever is flat does not, however it is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.liveness_active import Gesture, Stage, TurnCheck, draw, look_at, relief
from models.results import Face
from tests.models.heads3d import NOSE_MM, a_head

POSES = {
    Gesture.LEFT: (30.0, 0.0),
    Gesture.RIGHT: (-30.0, 0.0),
    Gesture.UP: (0.0, -22.0),
    Gesture.DOWN: (0.0, 22.0),
}
STEPS = 6


def moves(*gestures: Gesture, nose_mm: float = NOSE_MM) -> list[Face]:
    """At rest, then to each gesture and back, in small steps."""
    faces = [a_head(nose_mm=nose_mm)] * 4
    for gesture in gestures:
        yaw, pitch = POSES[gesture]
        shares = [step / STEPS for step in range(STEPS + 1)] + [1.0, 1.0]
        faces += [a_head(yaw=yaw * s, pitch=pitch * s, nose_mm=nose_mm) for s in shares]
        faces += [a_head(yaw=yaw * s, pitch=pitch * s, nose_mm=nose_mm) for s in shares[::-1]]
    return faces


def seen(asked: Sequence[Gesture], faces: Sequence[Face]) -> TurnCheck:
    check = TurnCheck(tuple(asked))
    for face in faces:
        check = check.after(face)
    return check


@pytest.mark.parametrize("first", Gesture)
@pytest.mark.parametrize("second", Gesture)
def test_a_head_that_obeys_passes(first: Gesture, second: Gesture) -> None:
    if first is not second:
        assert seen((first, second), moves(first, second)).stage is Stage.PASSED


@pytest.mark.parametrize("asked", Gesture)
def test_a_print_that_is_tilted_as_asked_does_not_pass(asked: Gesture) -> None:
    assert seen((asked,), moves(asked, nose_mm=0)).stage is Stage.MOVING


@pytest.mark.parametrize(
    ("asked", "done"),
    [
        (Gesture.LEFT, Gesture.RIGHT),
        (Gesture.RIGHT, Gesture.UP),
        (Gesture.UP, Gesture.DOWN),
        (Gesture.DOWN, Gesture.LEFT),
    ],
)
def test_a_head_that_turns_another_way_fails(asked: Gesture, done: Gesture) -> None:
    assert seen((asked,), moves(done, asked)).stage is Stage.WRONG_WAY


def test_a_picture_exchanged_for_one_of_a_turned_head_was_never_on_the_way() -> None:
    swapped = [a_head()] * 4 + [a_head(yaw=30)] * 10
    assert seen((Gesture.LEFT,), swapped).stage is Stage.MOVING


def test_coming_back_from_one_gesture_is_not_a_wrong_way() -> None:
    asked = (Gesture.LEFT, Gesture.DOWN)
    slow_back = moves(Gesture.LEFT)[:-6]
    check = seen(asked, [*slow_back, *([slow_back[-1]] * 20)])
    assert (check.stage, check.gesture) == (Stage.MOVING, Gesture.DOWN)


def test_nothing_is_asked_before_the_head_keeps_still() -> None:
    restless = [a_head(yaw=yaw) for yaw in (0, 12, -12, 12, -12, 12)]
    assert seen((Gesture.LEFT,), restless).gesture is None
    assert seen((Gesture.LEFT,), [a_head()] * 3).gesture is Gesture.LEFT


def test_a_face_that_is_squeezed_far_more_than_it_turns_is_flat() -> None:
    shallow = 3.0  # as a print bent a little
    tilted = [a_head(nose_mm=shallow)] * 4
    tilted += [a_head(yaw=yaw, nose_mm=shallow) for yaw in range(0, 66, 3)]
    assert seen((Gesture.LEFT,), tilted + [a_head(yaw=65, nose_mm=shallow)] * 3).stage is Stage.FLAT


def test_after_it_is_over_nothing_changes() -> None:
    over = seen((Gesture.LEFT,), moves(Gesture.LEFT))
    assert over.after(a_head(yaw=-30)) == over


@given(
    yaw=st.floats(-55, 55),
    pitch=st.floats(-45, 45),
    x=st.floats(-150, 150),
    away=st.floats(-150, 600),
)
def test_no_view_of_a_print_moves_its_nose(yaw: float, pitch: float, x: float, away: float) -> None:
    flat = relief(a_head(nose_mm=0).points)
    assert relief(a_head(yaw=yaw, pitch=pitch, nose_mm=0, x=x, away=away).points) == pytest.approx(
        flat, abs=1e-6
    )


def test_a_head_moves_its_nose_the_way_it_turns() -> None:
    rest = look_at(a_head())
    assert look_at(a_head(yaw=20)).across - rest.across > 0.1
    assert look_at(a_head(yaw=-20)).across - rest.across < -0.1
    assert look_at(a_head(pitch=15)).down - rest.down > 0.05
    assert look_at(a_head(pitch=-15)).down - rest.down < -0.05


def test_points_in_a_line_are_no_relief() -> None:
    line = ((0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (4.0, 0.0))
    assert relief(line) == (0.5, 0.5)


@given(count=st.integers(1, 4), number=st.integers(0, 10**6))
def test_drawn_gestures_hold_a_turn_and_none_twice_in_a_row(count: int, number: int) -> None:
    drawn = draw(count, lambda n: number % n)
    assert len(drawn) == count
    assert any(gesture.is_turn for gesture in drawn)
    assert all(one is not other for one, other in pairwise(drawn))


def test_each_row_of_two_is_drawn_as_often_as_any_other() -> None:
    rows = Counter(draw(2, lambda _n, at=at: at) for at in range(10))  # type: ignore[misc]
    assert len(rows) == 10
