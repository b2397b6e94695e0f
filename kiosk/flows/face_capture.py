"""A few good looks at one new face: which frames to keep, and when that is enough.

Templates live in this object only, and die with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.identity import Agreement, Identity, likeness
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.screens import FaceHint, Purpose
from kiosk.flows.watching import hint_for
from models.results import Template

CAPTURE_TIMER = "capture"


@dataclass(frozen=True, slots=True)
class CapturePolicy:
    """`gap_s` between kept frames lets the head move a little; `same_person` is a cosine."""

    frames: int = 4
    gap_s: float = 0.35
    same_person: float = 0.40
    capture_s: float = 30.0


@dataclass(frozen=True, slots=True)
class Captured:
    templates: tuple[Template, ...]


class FaceCapture:
    """`outcome`: enough frames, or somebody who is a member already."""

    def __init__(self, policy: CapturePolicy) -> None:
        self._policy = policy
        self._kept: tuple[Template, ...] = ()
        self._last_kept_at_s = 0.0
        self._known = Agreement()
        self.outcome: Captured | Identity | None = None

    def start(self) -> list[Effect]:
        timer = do.StartTimer(CAPTURE_TIMER, self._policy.capture_s)
        return [do.WatchFaces(), timer, self._ring(FaceHint.LOOK_HERE)]

    def stop(self) -> list[Effect]:
        return [do.StopWatching(), do.StopTimer(CAPTURE_TIMER)]

    def observed(self, seen: on.FaceObserved) -> list[Effect]:
        hint = hint_for(seen.sighting)
        template = seen.sighting.template
        if hint is not FaceHint.GOOD or template is None:
            return [self._ring(hint)]
        self._known = self._known.after(seen.sighting.match, seen.policy, to_pay=False)
        if self._known.named == 0:
            self._keep(template, seen.at_s)
        self.outcome = self._known.identity or self._enough()
        return [self._ring(FaceHint.TURN_A_LITTLE if self._kept else hint)]

    def _keep(self, template: Template, at_s: float) -> None:
        """Keep a frame; another person stepping in starts the collection anew."""
        if self._kept and at_s - self._last_kept_at_s < self._policy.gap_s:
            return
        first = self._kept[0] if self._kept else template
        is_same = likeness(first.vector, template.vector) >= self._policy.same_person
        self._kept = (*self._kept, template) if is_same else (template,)
        self._last_kept_at_s = at_s

    def _enough(self) -> Captured | None:
        return Captured(self._kept) if len(self._kept) >= self._policy.frames else None

    def _ring(self, hint: FaceHint) -> Effect:
        progress = len(self._kept) / self._policy.frames
        return do.Show(show.LookAtCamera(Purpose.JOIN, hint, progress))
