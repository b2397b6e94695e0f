"""Gestures before a face is believed: asked once more, and never answered by somebody else."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows.alive import ALIVE_TIMER, AliveCheck, AlivePolicy, Verdict
from kiosk.flows.draws import Draws
from kiosk.flows.effects import Effect
from kiosk.flows.face_screens import AliveTrouble, FaceHint
from kiosk.flows.purpose import Purpose
from models.liveness_active import Gesture
from models.results import Face, MatchPolicy, Parallax, QualityIssue, Sighting, Template
from tests.models.builders import a_template
from tests.models.heads3d import NOSE_MM, a_head, moved

MATCHING = MatchPolicy(0.5, 0.55, 0.05, 2)
ZHANG, LI = a_template(1, 0, 0), a_template(0, 1, 0)
POLICY = AlivePolicy(Draws(lambda _said, _n: 0), gestures=1, try_s=8)
"""The first row that can be drawn: one turn to the left."""
STOP = [do.StopWatching(), do.StopTimer(ALIVE_TIMER)]
TIME_UP = on.TimedOut(ALIVE_TIMER)


LEAST = 0.8
"""What the network wants, as InsightFace's does."""


def a_look(
    face: Face | None = None,
    *,
    template: Template | None = ZHANG,
    glimpse: Template | None = None,
    issue: QualityIssue | None = None,
    least: float | None = None,
    track: int = 1,
    count: int = 1,
    alive: float | None = None,
    parallax: Parallax | None = None,
    at_s: float = 1.0,
) -> face_on.FaceObserved:
    face = face or a_head()
    least = LEAST if alive is not None else least
    sighting = Sighting(
        count, face, issue, template, None, track, alive, parallax, None, least, glimpse
    )
    return face_on.FaceObserved(sighting, MATCHING, at_s)


def a_turn(
    yaw: float = 30, nose_mm: float = NOSE_MM, **changes: object
) -> list[face_on.FaceObserved]:
    """At rest, then all the way in six steps, and there for a while."""
    yaws = [0.0] * 3 + [yaw * step / 6 for step in range(7)] + [yaw] * 3
    return [
        a_look(
            a_head(yaw=late, nose_mm=nose_mm),
            parallax=moved((early, 0.0), (late, 0.0), nose_mm=nose_mm),
            **changes,  # type: ignore[arg-type]
        )
        for early, late in pairwise([0.0, *yaws])
    ]


def a_turn_in_one_look(yaw: float = 30) -> list[face_on.FaceObserved]:
    """As a machine sees it that lost the frames between."""
    rest, turned = (0.0, 0.0), (yaw, 0.0)
    looks = [(rest, rest)] * 4 + [(rest, turned), (turned, turned)]
    return [a_look(a_head(yaw=late[0]), parallax=moved(early, late)) for early, late in looks]


def a_check(policy: AlivePolicy = POLICY) -> AliveCheck:
    check = AliveCheck(policy, ZHANG, Purpose.PAY)
    check.start()
    return check


def played(check: AliveCheck, *events: on.Event) -> list[Effect]:
    """All that comes of these events."""
    return [effect for event in events for effect in check.handle(event)]


def asked(
    gesture: Gesture | None = None,
    reached: float = 0.0,
    hint: FaceHint | None = None,
    trouble: AliveTrouble | None = None,
) -> do.Show:
    return do.Show(face_show.ProveAlive(Purpose.PAY, gesture, 0, 1, reached, hint, trouble))


def test_it_watches_closely_and_asks_to_look_straight_first() -> None:
    check = AliveCheck(POLICY, ZHANG, Purpose.PAY)
    timer = do.StartTimer(ALIVE_TIMER, 8)
    assert check.start() == [do.WatchFaces(closely=True), timer, asked()]


def test_who_turns_as_asked_is_alive() -> None:
    check = a_check()
    effects = played(check, *a_turn())
    assert check.outcome is Verdict.ALIVE
    assert effects[2] == asked(Gesture.LEFT)
    assert effects[-2:] == STOP


def test_a_second_gesture_is_asked_after_the_first() -> None:
    check = a_check(AlivePolicy(Draws(lambda _said, _n: 0), gestures=2))
    shown = [e.screen for e in played(check, *a_turn()) if isinstance(e, do.Show)]
    last = shown[-1]
    assert isinstance(last, face_show.ProveAlive)
    assert (last.gesture, last.done, last.gestures) == (Gesture.RIGHT, 1, 2)
    assert check.outcome is None


def test_the_wrong_way_is_told_and_tried_once_more() -> None:
    check = a_check()
    effects = played(check, *a_turn(-30))
    assert do.StartTimer(ALIVE_TIMER, 8) in effects
    assert asked(trouble=AliveTrouble.WRONG_WAY) in effects
    assert check.outcome is None


@pytest.mark.parametrize(
    ("events", "trouble"),
    [
        (a_turn(-30), AliveTrouble.WRONG_WAY),
        ([TIME_UP], AliveTrouble.TOO_SLOW),
        ([a_look(), a_look(track=2)], AliveTrouble.OTHER_FACE),
        ([a_look(), a_look(template=LI), a_look(template=LI)], AliveTrouble.OTHER_FACE),
        (a_turn(alive=0.75), AliveTrouble.UNSURE),
    ],
)
def test_after_two_tries_that_failed_it_is_over(
    events: list[on.Event], trouble: AliveTrouble
) -> None:
    check = a_check()
    first = played(check, *events)
    assert asked(trouble=trouble) in first
    second = played(check, *events)
    assert check.outcome is Verdict.NOT_ALIVE
    assert second[-2:] == STOP


def test_a_print_that_is_turned_as_asked_runs_out_of_time() -> None:
    check = a_check()
    for _ in range(2):
        played(check, *a_turn(50, nose_mm=0), TIME_UP)
    assert check.outcome is Verdict.NOT_ALIVE


def test_a_second_try_may_succeed() -> None:
    check = a_check()
    played(check, TIME_UP, *a_turn())
    assert check.outcome is Verdict.ALIVE


def test_who_was_not_seen_on_the_way_is_asked_for_it_again_and_then_believed() -> None:
    check = a_check()
    effects = played(check, *a_turn_in_one_look())
    assert effects[-2:] == [do.StartTimer(ALIVE_TIMER, 8), asked(trouble=AliveTrouble.MISSED)]
    played(check, *a_turn())
    assert check.outcome is Verdict.ALIVE


def test_what_was_missed_too_often_is_paid_another_way_and_held_against_nobody() -> None:
    check = a_check()
    for _ in range(POLICY.misses + POLICY.tries):
        assert check.outcome is None
        played(check, *a_turn_in_one_look())
    assert (check.outcome, check.moved_wrong) == (Verdict.NOT_ALIVE, False)


def test_a_wrong_way_after_something_was_missed_is_a_wrong_way() -> None:
    check = a_check()
    played(check, *a_turn_in_one_look(), *a_turn(-30))
    assert check.moved_wrong


def test_gestures_of_somebody_else_do_not_count() -> None:
    check = a_check()
    played(check, *a_turn(template=LI))
    assert check.outcome is not Verdict.ALIVE


def test_one_odd_frame_of_the_same_person_is_forgiven() -> None:
    check = a_check()
    turn = a_turn()
    played(check, *turn[:3], a_look(turn[2].sighting.face, template=LI), *turn[3:])
    assert check.outcome is Verdict.ALIVE


DARK, FAR, BLURRED = QualityIssue.TOO_DARK, QualityIssue.TOO_FAR, QualityIssue.BLURRED
TURNED = QualityIssue.TURNED


def a_bad_turn(issue: QualityIssue, glimpse: Template | None) -> list[face_on.FaceObserved]:
    return a_turn(issue=issue, template=None, glimpse=glimpse)


@pytest.mark.parametrize("glimpse", [LI, None])
@pytest.mark.parametrize("issue", [DARK, FAR, BLURRED, TURNED])
def test_a_turn_of_a_face_too_bad_to_be_told_apart_does_not_count(
    issue: QualityIssue, glimpse: Template | None
) -> None:
    check = a_check()
    played(check, *a_turn()[:3], *a_bad_turn(issue, glimpse)[3:])
    assert check.outcome != Verdict.ALIVE
    played(check, TIME_UP, *a_bad_turn(issue, glimpse), TIME_UP)
    assert (check.outcome, check.moved_wrong) == (Verdict.NOT_ALIVE, False)


def test_a_photograph_before_and_after_somebody_s_own_turn_does_not_answer_for_it() -> None:
    check = a_check()
    rest, turned = a_turn()[:4], a_turn()[4:]
    head = a_bad_turn(DARK, LI)[4:]
    for _ in range(3):
        played(check, *rest, *head, *rest[:1], *turned[-3:])
        assert check.outcome is not Verdict.ALIVE


def test_a_turn_half_of_which_somebody_else_made_does_not_count() -> None:
    check = a_check()
    looks = [
        mine if number % 2 else other
        for number, (mine, other) in enumerate(zip(a_turn(), a_bad_turn(DARK, LI), strict=True))
    ]
    played(check, *a_turn()[:4], *looks[4:], *[looks[-1]] * 12)
    assert check.outcome is None


@pytest.mark.parametrize("issue", [DARK, FAR, BLURRED, TURNED])
def test_a_bad_look_that_shows_whose_face_it_is_counts(issue: QualityIssue) -> None:
    check = a_check()
    played(check, *a_bad_turn(issue, ZHANG))
    assert check.outcome is Verdict.ALIVE


@pytest.mark.parametrize(
    ("issue", "hint"),
    [
        (DARK, FaceHint.TOO_DARK),
        (FAR, FaceHint.COME_CLOSER),
        (BLURRED, FaceHint.HOLD_STILL),
        (TURNED, FaceHint.FACE_THE_CAMERA),
    ],
)
def test_who_cannot_be_seen_is_told_what_to_do(issue: QualityIssue, hint: FaceHint) -> None:
    check = a_check()
    played(check, *a_turn()[:4])
    assert check.handle(a_look(template=None, issue=issue)) == [asked(Gesture.LEFT, hint=hint)]


def test_a_network_that_was_shown_nothing_has_not_found_anybody_alive() -> None:
    check = a_check()
    effects = played(check, *a_turn(least=LEAST))
    assert asked(trouble=AliveTrouble.UNSURE) in effects
    assert check.outcome is None


def test_nobody_or_two_people_are_told_and_not_counted() -> None:
    check = a_check()
    played(check, *a_turn()[:4])
    assert check.handle(a_look(count=2))[-1] == asked(Gesture.LEFT, hint=FaceHint.ONE_AT_A_TIME)
    nobody = face_on.FaceObserved(Sighting(0, None, None, None, None), MATCHING, 1.0)
    assert check.handle(nobody)[-1] == asked(Gesture.LEFT, hint=FaceHint.LOOK_HERE)


@pytest.mark.parametrize(("least", "outcome"), [(None, None), (0.7, Verdict.ALIVE)])
def test_the_networks_own_threshold_counts_unless_the_settings_have_one(
    least: float | None, outcome: Verdict | None
) -> None:
    check = a_check(replace(POLICY, passive_least=least))
    played(check, *a_turn(alive=0.75))
    assert check.outcome is outcome


def test_a_good_score_of_the_network_lets_pass() -> None:
    check = a_check()
    played(check, *a_turn(alive=0.9))
    assert check.outcome is Verdict.ALIVE


def test_late_frames_change_nothing() -> None:
    check = a_check()
    played(check, *a_turn())
    assert played(check, *a_turn(), TIME_UP) == []
