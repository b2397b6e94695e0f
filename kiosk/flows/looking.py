"""Whose face is it, and is it a person? Asked of whoever pays, and of whoever sees their own data.

    looking ─ frames agree ─▶ moving (alive.py) ─ alive ─▶ evidence
       │                         ╰ twice not ─▶ not alive
       ╰ nobody named, or too long ─▶ nobody

What the evidence is worth is asked next (proving.py).
"""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto

from kiosk.domain.cart import Cart
from kiosk.domain.identity import Agreement
from kiosk.domain.pack_change import SeenAgain
from kiosk.domain.risk import Evidence, Liveness
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows.alive import AliveCheck, AlivePolicy, Verdict
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_screens import FaceHint
from kiosk.flows.purpose import Purpose
from kiosk.flows.shots import Shots
from kiosk.flows.watching import hint_for
from models.results import Sighting

UNNAMED_FRAMES = 10
"""That many good frames in a row without a name: this person is not a member."""


class NoFace(Enum):
    NOBODY = auto()
    NOT_ALIVE = auto()


class Looking:
    """`outcome` is set once nobody looks any more. `timer`: rings after `search_s` without a name.

    `alive`: the gestures a face has to make; None for never. `best_stranger`: of the frames that
    named nobody.
    """

    def __init__(
        self,
        purpose: Purpose,
        timer: str,
        search_s: float,
        alive: AlivePolicy | None,
        cart: Cart | None = None,
    ) -> None:
        self._purpose = purpose
        self._timer = timer
        self._search_s = search_s
        self._alive_policy = alive
        self._cart = cart
        self._agreement = Agreement()
        self._agreed_on: Evidence | None = None
        self._alive: AliveCheck | None = None
        self._shots: Shots | None = None
        self.best_stranger: face_do.NoteStranger | None = None
        self.outcome: Evidence | NoFace | None = None

    def start(self) -> list[Effect]:
        timer = do.StartTimer(self._timer, self._search_s)
        return [do.WatchFaces(), timer, self.ring(FaceHint.LOOK_HERE)]

    def stop(self) -> list[Effect]:
        if self.outcome is not None:
            return []
        if self._alive is not None:
            return self._alive.stop()
        return [do.StopWatching(), do.StopTimer(self._timer)]

    def ring(self, hint: FaceHint) -> Effect:
        progress = self._agreement.progress
        return do.Show(face_show.LookAtCamera(self._purpose, hint, progress, self._cart))

    def seen_again(self, evidence: Evidence) -> SeenAgain | None:
        """By another pack, if it took good frames enough."""
        return self._shots.enough(evidence) if self._shots else None

    def handle(self, event: Event) -> list[Effect]:
        if self._alive is not None and self._agreed_on is not None:
            return self._moving(self._alive, self._agreed_on, event)
        match event:
            case face_on.FaceObserved():
                return self._observed(event)
            case on.TimedOut(timer) if timer == self._timer:
                return self._end(NoFace.NOBODY)
            case _:  # a touch of an earlier screen
                return []

    def _end(self, outcome: Evidence | NoFace) -> list[Effect]:
        effects = self.stop()
        self.outcome = outcome
        return effects

    def _observed(self, seen: face_on.FaceObserved) -> list[Effect]:
        hint = hint_for(seen.sighting)
        if hint is not FaceHint.GOOD:
            self._agreement = Agreement()
            return [self.ring(hint)]
        self._agreement = self._agreement.after(seen.sighting.match, seen.policy, to_pay=True)
        evidence = self._agreement.evidence(seen.policy, seen.at_s)
        if evidence is not None:
            return self._agreed(evidence, seen)
        self._remember_stranger(seen.sighting)
        if self._agreement.unnamed >= UNNAMED_FRAMES:
            return self._end(NoFace.NOBODY)
        return [self.ring(hint)]

    def _remember_stranger(self, sighting: Sighting) -> None:
        match, template, before = sighting.match, sighting.template, self.best_stranger
        found = face_do.NoteStranger(-1.0, template.pack if template else "")
        if match is not None:
            found = face_do.NoteStranger(match.score, match.pack)
        if before is None or (found.pack == before.pack and found.score > before.score):
            self.best_stranger = found

    def _agreed(self, evidence: Evidence, seen: face_on.FaceObserved) -> list[Effect]:
        """Enough frames name somebody; whether that is a person is asked next."""
        if self._alive_policy is None:
            return self._end(evidence)
        self._agreed_on = evidence
        self._shots = Shots(evidence.member_id, evidence.pack).after(seen)
        face = seen.sighting.template
        purpose, cart, whose = self._purpose, self._cart, evidence.member_id
        self._alive = AliveCheck(self._alive_policy, face, purpose, cart, whose)
        return [do.StopTimer(self._timer), *self._alive.start()]

    def _moving(self, check: AliveCheck, evidence: Evidence, event: Event) -> list[Effect]:
        if self._shots is not None and isinstance(event, face_on.FaceObserved):
            self._shots = self._shots.after(event)
        effects = check.handle(event)
        match check.outcome:
            case Verdict.ALIVE:
                self.outcome = replace(evidence, liveness=Liveness.PASSED, at_s=check.seen_at_s)
            case Verdict.NOT_ALIVE:
                self.outcome = NoFace.NOT_ALIVE
            case None:
                pass
        return effects
