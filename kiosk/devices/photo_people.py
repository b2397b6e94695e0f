"""People before a camera made of photographs, who do what the screen asks of them.

So that a kiosk without a camera can be tried out by hand; `PhotoStage.obeys` turns it off.
"""

from __future__ import annotations

from kiosk.devices.photo_acting import AHEAD, Acting, Medium, Pose
from kiosk.devices.photo_stage import PhotoStage
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows.face_screens import AliveTrouble, ProveAlive
from kiosk.flows.screens import Screen
from kiosk.ports import Display
from models.liveness_active import Gesture

POSES = {
    Gesture.LEFT: Pose(yaw_deg=38),
    Gesture.RIGHT: Pose(yaw_deg=-38),
    Gesture.UP: Pose(pitch_deg=-34),
    Gesture.DOWN: Pose(pitch_deg=34),
}
"""How far people turn and nod who are asked to."""


def pose_for(gesture: Gesture | None) -> Pose:
    """None: looking straight ahead."""
    return AHEAD if gesture is None else POSES[gesture]


def haste_for(trouble: AliveTrouble | None) -> float:
    """Whoever is told to move slowly does."""
    return 0.5 if trouble in {AliveTrouble.MISSED, AliveTrouble.UNSURE} else 1.0


def _obeying(medium: Medium, screen: Screen, *, plays: bool) -> Acting:
    """A head turns, as one does in a video; whatever else is held up is tilted like one."""
    if not isinstance(screen, ProveAlive):
        return Acting(medium=medium)
    pose, haste = pose_for(screen.gesture), haste_for(screen.trouble)
    if medium is Medium.LIVE or plays:
        return Acting(head=pose, medium=medium, haste=haste)
    return Acting(sheet=pose, medium=medium, haste=haste)


class SeenByPeople:
    """A `Display` that the people on `stage` look at, before what stands behind it."""

    def __init__(self, display: Display, stage: PhotoStage) -> None:
        self._display = display
        self._stage = stage

    def show(self, screen: Screen) -> None:
        if self._stage.obeys:
            stage = self._stage
            stage.act(_obeying(stage.acting.medium, screen, plays=stage.plays))
        self._display.show(screen)

    def speak(self, language: Language) -> None:
        self._display.speak(language)

    def ask_still_there(self, seconds: int | None) -> None:
        self._display.ask_still_there(seconds)

    def set_badges(self, faults: tuple[Fault, ...]) -> None:
        self._display.set_badges(faults)
