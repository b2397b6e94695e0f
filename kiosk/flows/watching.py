"""From one judged frame to the hint on the framing ring."""

from __future__ import annotations

from kiosk.flows.face_screens import FaceHint
from models.results import QualityIssue, Sighting

_HINTS = {
    QualityIssue.TOO_FAR: FaceHint.COME_CLOSER,
    QualityIssue.TOO_CLOSE: FaceHint.STEP_BACK,
    QualityIssue.TOO_DARK: FaceHint.TOO_DARK,
    QualityIssue.TOO_BRIGHT: FaceHint.TOO_BRIGHT,
    QualityIssue.BLURRED: FaceHint.HOLD_STILL,
    QualityIssue.TURNED: FaceHint.FACE_THE_CAMERA,
}


def hint_for(sighting: Sighting) -> FaceHint:
    if sighting.face_count == 0:
        return FaceHint.LOOK_HERE
    if sighting.face_count > 1:
        return FaceHint.ONE_AT_A_TIME
    if sighting.issue is not None:
        return _HINTS[sighting.issue]
    return FaceHint.GOOD
