"""The ring's hint for every kind of frame."""

from __future__ import annotations

import pytest

from kiosk.flows.face_screens import FaceHint
from kiosk.flows.watching import hint_for
from models.results import QualityIssue, Sighting
from tests.support.builders import a_good_look, a_look_at, a_poor_look


@pytest.mark.parametrize(
    ("sighting", "hint"),
    [
        (a_look_at(0), FaceHint.LOOK_HERE),
        (a_look_at(2), FaceHint.ONE_AT_A_TIME),
        (a_poor_look(QualityIssue.TOO_FAR), FaceHint.COME_CLOSER),
        (a_poor_look(QualityIssue.TOO_CLOSE), FaceHint.STEP_BACK),
        (a_poor_look(QualityIssue.TOO_DARK), FaceHint.TOO_DARK),
        (a_poor_look(QualityIssue.TOO_BRIGHT), FaceHint.TOO_BRIGHT),
        (a_poor_look(QualityIssue.BLURRED), FaceHint.HOLD_STILL),
        (a_poor_look(QualityIssue.TURNED), FaceHint.FACE_THE_CAMERA),
        (a_good_look(), FaceHint.GOOD),
    ],
)
def test_each_frame_has_its_hint(sighting: Sighting, hint: FaceHint) -> None:
    assert hint_for(sighting) is hint


@pytest.mark.parametrize("issue", QualityIssue)
def test_no_issue_is_without_advice(issue: QualityIssue) -> None:
    assert hint_for(a_poor_look(issue)) is not FaceHint.GOOD
