"""A few good looks at one new face."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.identity import Identity, Proof
from kiosk.flows import effects as do
from kiosk.flows import face_screens as face_show
from kiosk.flows.effects import Effect
from kiosk.flows.face_capture import CAPTURE_TIMER, Captured, CapturePolicy, FaceCapture
from kiosk.flows.face_events import FaceObserved
from kiosk.flows.face_screens import FaceHint
from kiosk.flows.purpose import Purpose
from models.results import QualityIssue
from tests.support.builders import (
    a_face,
    a_good_look,
    a_look_at,
    a_match,
    a_poor_look,
    a_template,
    observed,
    saw_a_stranger,
)

POLICY = CapturePolicy(frames=4, gap_s=0.35, same_person=0.40, capture_s=30.0)


def a_capture(*frames: FaceObserved) -> FaceCapture:
    capture = FaceCapture(POLICY)
    for frame in frames:
        capture.observed(frame)
    return capture


def ring(hint: FaceHint, progress: float = 0.0) -> list[Effect]:
    return [do.Show(face_show.LookAtCamera(Purpose.JOIN, hint, progress))]


def looks(*angles: float, every_s: float = 0.5) -> list[FaceObserved]:
    """Good looks at a stranger, `every_s` apart; the angle is which face it is."""
    return [saw_a_stranger(angle, number * every_s) for number, angle in enumerate(angles)]


def templates(*angles: float) -> Captured:
    return Captured(tuple(a_template(angle) for angle in angles))


def test_it_begins_with_a_ring_and_a_time_limit() -> None:
    assert a_capture().start() == [
        do.WatchFaces(),
        do.StartTimer(CAPTURE_TIMER, 30.0),
        *ring(FaceHint.LOOK_HERE),
    ]


def test_four_good_looks_are_enough() -> None:
    capture = a_capture()
    shown = [capture.observed(look) for look in looks(0, 5, 10, 15)]
    assert shown == [ring(FaceHint.TURN_A_LITTLE, part) for part in (0.25, 0.5, 0.75, 1.0)]
    assert capture.outcome == templates(0, 5, 10, 15)


def test_looks_from_one_and_the_same_angle_are_kept_once() -> None:
    assert a_capture(*looks(0, 0, 5, 5, 0)).observed(looks(10)[0]) == ring(
        FaceHint.TURN_A_LITTLE, 0.5
    )
    assert a_capture(*looks(0, 0.5, 5, 5.5, 10, 15)).outcome == templates(0, 5, 10, 15)


def seen_as(angle: float, quality: float, at_s: float, turn: float = 0.0) -> FaceObserved:
    """A face that is `angle` by its template, and turned by `turn` more."""
    look = replace(a_good_look(None, angle), quality=quality)
    return observed(replace(look, face=a_face(angle + turn)), at_s)


def test_a_better_look_from_the_same_angle_takes_the_place_of_the_one_before() -> None:
    capture = a_capture(
        seen_as(0, 0.5, 0.0),
        seen_as(0.2, 0.8, 0.1),  # better, and at once: no gap is needed to improve
        seen_as(0.4, 0.7, 0.2),
        *(seen_as(angle, 0.6, angle) for angle in (5, 10, 15)),
    )
    assert capture.outcome == templates(0.2, 5, 10, 15)


def test_no_chain_of_better_looks_leads_to_somebody_else() -> None:
    """The last is like the one that it would replace, but not like the other that is kept."""
    capture = a_capture(
        seen_as(0, 0.3, 0.0),
        seen_as(30, 0.3, 1.0, turn=-25),
        seen_as(60, 0.5, 1.1, turn=-60),
        seen_as(100, 0.9, 1.2, turn=-100),
    )
    assert [one.template for one in capture._kept] == [a_template(60), a_template(30)]


def test_members_who_look_much_alike_are_noted_until_another_person_steps_in() -> None:
    near = [
        observed(a_good_look(a_match("li", score=0.38), angle), at)
        for at, angle in enumerate((0, 5))
    ]
    other = looks(95, 100, 105, 110)
    later = [FaceObserved(look.sighting, look.policy, look.at_s + 9) for look in other]
    assert a_capture(*near)._alikes == ("li",)
    assert a_capture(*near, *later).outcome == templates(95, 100, 105, 110)


def test_three_are_not() -> None:
    assert a_capture(*looks(0, 5, 10)).outcome is None


def test_looks_that_follow_too_quickly_are_not_kept() -> None:
    assert a_capture(*looks(*range(12), every_s=0.1)).outcome is None
    assert a_capture(*looks(*range(13), every_s=0.1)).outcome == templates(0, 4, 8, 12)


@pytest.mark.parametrize(
    ("frame", "hint"),
    [
        (observed(a_poor_look(QualityIssue.TURNED)), FaceHint.FACE_THE_CAMERA),
        (observed(a_look_at(0)), FaceHint.LOOK_HERE),
        (observed(a_look_at(2)), FaceHint.ONE_AT_A_TIME),
    ],
)
def test_a_poor_frame_is_not_kept_but_told(frame: FaceObserved, hint: FaceHint) -> None:
    assert a_capture(*looks(0, 5)).observed(frame) == ring(hint, 0.5)


def test_another_person_stepping_in_starts_the_collection_anew() -> None:
    capture = a_capture(*looks(0, 5, 10, 90))
    assert capture.outcome is None
    for number, angle in enumerate((92, 94, 96)):
        capture.observed(saw_a_stranger(angle, 2.0 + number))
    assert capture.outcome == templates(90, 92, 94, 96)


def test_two_people_in_turn_are_never_mixed() -> None:
    assert a_capture(*looks(*[0, 90] * 20)).outcome is None


def a_known_look(degrees: float) -> FaceObserved:
    return observed(a_good_look(a_match("zhang", score=0.45), degrees))


def test_a_known_face_is_not_kept_and_has_to_turn_as_much_as_any_other() -> None:
    capture = a_capture()
    shown = [capture.observed(a_known_look(angle)) for angle in (0, 0, 5, 10)]
    assert shown == [ring(FaceHint.TURN_A_LITTLE, share) for share in (0.25, 0.25, 0.5, 0.75)]
    assert capture.outcome is None
    assert capture._kept == ()
    capture.observed(a_known_look(15))
    assert capture.outcome == Identity("zhang", Proof.FACE)


def test_a_photograph_of_a_member_looks_like_one_of_anybody() -> None:
    member, stranger = a_capture(), a_capture()
    for number in range(20):
        shown = member.observed(a_known_look(0))
        assert shown == stranger.observed(saw_a_stranger(0, float(number)))
    assert (member.outcome, stranger.outcome) == (None, None)


def test_it_stops_watching() -> None:
    assert a_capture().stop() == [do.StopWatching(), do.StopTimer(CAPTURE_TIMER)]
