"""A head that turns as asked passes; whatever is flat does not, however it is held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.liveness_active import Gesture, Stage, TurnCheck, draw, look_at, relief
from models.results import STILL, Parallax
from tests.models.heads3d import NOSE_MM, a_head, moved, moved_bent

POSES = {
    Gesture.LEFT: (30.0, 0.0),
    Gesture.RIGHT: (-30.0, 0.0),
    Gesture.UP: (0.0, -22.0),
    Gesture.DOWN: (0.0, 22.0),
}
AHEAD = (0.0, 0.0)
STEPS = 6

Pose = tuple[float, float]
Moved = Callable[[Pose, Pose], Parallax]


def moves(*gestures: Gesture) -> list[Pose]:
    """At rest, then to each gesture and back, in small steps."""
    poses = [AHEAD] * 4
    for gesture in gestures:
        yaw, pitch = POSES[gesture]
        shares = [step / STEPS for step in range(STEPS + 1)] + [1.0, 1.0]
        poses += [(yaw * share, pitch * share) for share in (*shares, *shares[::-1])]
    return poses


def seen(
    asked: Sequence[Gesture],
    poses: Sequence[Pose],
    nose_mm: float = NOSE_MM,
    moved_by: Moved | None = None,
    gap_s: float = 0.1,
) -> TurnCheck:
    check, at_s = TurnCheck(tuple(asked)), 0.0
    for before, (yaw, pitch) in pairwise([AHEAD, *poses]):
        face = a_head(yaw=yaw, pitch=pitch, nose_mm=nose_mm)
        told = moved_by or partial(moved, nose_mm=nose_mm)
        at_s += gap_s
        check = check.after(face, told(before, (yaw, pitch)), at_s)
    return check


@pytest.mark.parametrize("first", Gesture)
@pytest.mark.parametrize("second", Gesture)
def test_a_head_that_obeys_passes(first: Gesture, second: Gesture) -> None:
    if first is not second:
        assert seen((first, second), moves(first, second)).stage is Stage.PASSED


@pytest.mark.parametrize("asked", Gesture)
def test_a_print_that_is_tilted_as_asked_does_not_pass(asked: Gesture) -> None:
    assert seen((asked,), moves(asked), nose_mm=0).stage is Stage.MOVING


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


@pytest.mark.parametrize("asked", Gesture)
def test_points_of_a_turning_head_are_not_believed_where_no_pixel_says_so(asked: Gesture) -> None:
    """As a detector takes a bent print for a head: its points turn, but its paper bends one way."""
    held = [*moves(asked)[:12], *[POSES[asked]] * 10]
    assert seen((asked,), held).stage is Stage.PASSED
    is_over = Stage.FLAT if asked.is_turn else Stage.MOVING
    assert seen((asked,), held, moved_by=moved_bent).stage is is_over
    assert seen((asked,), held, moved_by=lambda _a, _b: STILL).stage is is_over


def test_a_nose_that_stands_out_the_wrong_way_is_no_nose() -> None:
    """The inside of a mask, or a bent print with its edges forward."""
    held = [*moves(Gesture.LEFT)[:12], *[POSES[Gesture.LEFT]] * 10]
    hollow = partial(moved, nose_mm=-NOSE_MM)
    assert seen((Gesture.LEFT,), held, moved_by=hollow).stage is Stage.FLAT


def test_a_nose_may_stand_out_late() -> None:
    """Whoever turned just far enough for the points, and then a little further."""
    poses = [AHEAD] * 4 + [(yaw, 0.0) for yaw in (3.0, 6.0, 9.0, 11.0, 11.0, 11.0)]
    flat_nosed = partial(moved, nose_mm=9)
    assert seen((Gesture.LEFT,), poses, moved_by=flat_nosed).stage is Stage.MOVING
    further = [*poses, (16.0, 0.0), (22.0, 0.0)]
    assert seen((Gesture.LEFT,), further, moved_by=flat_nosed).stage is Stage.PASSED


def test_a_picture_exchanged_for_one_of_a_turned_head_was_never_on_the_way() -> None:
    swapped = [AHEAD] * 4 + [(30.0, 0.0)] * 10
    check = seen((Gesture.LEFT,), swapped)
    assert (check.stage, check.done, check.missed) == (Stage.SETTLING, 0, 1)


def test_two_pictures_held_up_in_turn_are_never_on_the_way() -> None:
    check = seen((Gesture.LEFT,), ([AHEAD] * 4 + [(30.0, 0.0)] * 4) * 3)
    assert (check.done, check.missed) == (0, 3)


@pytest.mark.parametrize("asked", Gesture)
def test_a_gesture_whose_way_was_not_seen_is_asked_for_again_and_then_believed(
    asked: Gesture,
) -> None:
    in_one_look = [AHEAD] * 4 + [POSES[asked]] * 3
    assert seen((asked,), in_one_look).gesture is None
    assert seen((asked,), [*in_one_look, *moves(asked)]).stage is Stage.PASSED


def test_a_head_does_not_come_to_rest_where_it_turned_to() -> None:
    """It would seem to turn the wrong way as it comes back."""
    check = seen((Gesture.LEFT,), [AHEAD] * 4 + [(14.0, 0.0)] * 20)
    assert (check.stage, check.gesture) == (Stage.SETTLING, None)


@pytest.mark.parametrize("looks", [2, 3])
@pytest.mark.parametrize("asked", Gesture)
def test_three_looks_a_second_are_enough(asked: Gesture, looks: int) -> None:
    """At 55 degrees a second, a head is seen once or twice on its way."""
    yaw, pitch = POSES[asked]
    on_its_way = [(yaw * look / looks, pitch * look / looks) for look in range(1, looks)]
    poses = [AHEAD] * 4 + on_its_way + [POSES[asked]] * 2
    assert seen((asked,), poses, gap_s=1 / 3).stage is Stage.PASSED


@pytest.mark.parametrize(("gap_s", "stage"), [(0.3, Stage.WRONG_WAY), (0.6, Stage.SETTLING)])
def test_what_a_head_did_while_nobody_looked_is_not_held_against_it(
    gap_s: float, stage: Stage
) -> None:
    poses = [AHEAD] * 4 + [POSES[Gesture.RIGHT]] * 2
    assert seen((Gesture.LEFT,), poses, gap_s=gap_s).stage is stage


@pytest.mark.parametrize(("gap_s", "looks"), [(0.04, 18), (0.3, 3)])
def test_paper_held_as_asked_is_flat_after_as_long_however_often_one_looks(
    gap_s: float, looks: int
) -> None:
    """0.7 seconds."""
    held = [AHEAD] * 4 + [(6.0, 0.0)] + [(30.0, 0.0)] * looks
    longer = [*held, (30.0, 0.0)]
    one, other = (
        seen((Gesture.LEFT,), poses, moved_by=moved_bent, gap_s=gap_s) for poses in (held, longer)
    )
    assert (one.stage, other.stage) == (Stage.MOVING, Stage.FLAT)


def test_coming_back_from_one_gesture_is_not_a_wrong_way() -> None:
    asked = (Gesture.LEFT, Gesture.DOWN)
    slow_back = moves(Gesture.LEFT)[:-6]
    check = seen(asked, [*slow_back, *([slow_back[-1]] * 20)])
    assert (check.stage, check.gesture) == (Stage.MOVING, Gesture.DOWN)


def test_nothing_is_asked_before_the_head_keeps_still() -> None:
    restless = [(yaw, 0.0) for yaw in (0.0, 12.0, -12.0, 12.0, -12.0, 12.0)]
    assert seen((Gesture.LEFT,), restless).gesture is None
    assert seen((Gesture.LEFT,), [AHEAD] * 3).gesture is Gesture.LEFT


def test_a_face_that_is_squeezed_far_more_than_it_turns_is_flat() -> None:
    shallow = 3.0  # as a print bent a little
    tilted = [AHEAD] * 4 + [(float(yaw), 0.0) for yaw in range(0, 66, 3)] + [(65.0, 0.0)] * 3
    assert seen((Gesture.LEFT,), tilted, nose_mm=shallow).stage is Stage.FLAT


def test_after_it_is_over_nothing_changes() -> None:
    over = seen((Gesture.LEFT,), moves(Gesture.LEFT))
    assert over.after(a_head(yaw=-30), moved((0, 0), (-30, 0)), 9.0) == over


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
    assert look_at(a_head(pitch=15)).down - rest.down > 0.05  # kiosk/flows/face_capture.py
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
