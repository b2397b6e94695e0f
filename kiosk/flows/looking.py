"""Whose face is it, and is it a person? Asked of whoever pays, and of whoever sees their own data.

    looking ─ frames agree, or name nobody ─▶ moving (alive.py) ─ alive, and named ─▶ evidence
       ╰ too long ─▶ nobody                      ├ alive, and not ─▶ nobody
                                                 ╰ twice not ─▶ not alive

Whoever it is moves before anything is said of their face: a photograph does not tell whether
somebody is a member. Whom the first frames do not name may be named while they move, by looks that
show the face that moves. What the evidence is worth is asked next (proving.py).
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
"""That many good frames in a row without a name: this person is not a member. Without gestures."""
MOVES_AFTER = 3
"""After so many of them whoever it is is asked to move: about when a member is."""


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
        if self._alive is not None:
            return self._moving(self._alive, event)
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
        unnamed = self._agreement.unnamed
        if self._alive_policy is not None and unnamed >= MOVES_AFTER:
            return self._move(self._alive_policy, seen)
        return self._end(NoFace.NOBODY) if unnamed >= UNNAMED_FRAMES else [self.ring(hint)]

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
        self._named(evidence, seen)
        return self._move(self._alive_policy, seen)

    def _named(self, evidence: Evidence, seen: face_on.FaceObserved) -> None:
        self._agreed_on = evidence
        self._shots = Shots(evidence.member_id, evidence.pack).after(seen)

    def _move(self, policy: AlivePolicy, seen: face_on.FaceObserved) -> list[Effect]:
        face, match = seen.sighting.template, seen.sighting.match
        whose = self._agreed_on.member_id if self._agreed_on else ""
        like = f"like {match.member_id}" if match else ""
        self._alive = AliveCheck(policy, face, self._purpose, self._cart, whose, like)
        return [do.StopTimer(self._timer), *self._alive.start()]

    def _moving(self, check: AliveCheck, event: Event) -> list[Effect]:
        if isinstance(event, face_on.FaceObserved):
            anew = self._watched(check, event)
            if anew:
                return anew
        effects = check.handle(event)
        match check.outcome:
            case Verdict.ALIVE:
                self.outcome = self._proved(check.seen_at_s)
            case Verdict.NOT_ALIVE:
                self.outcome = NoFace.NOT_ALIVE
            case None:
                pass
        return effects

    def _watched(self, check: AliveCheck, seen: face_on.FaceObserved) -> list[Effect]:
        """Whoever is named only now makes that member's gestures, from the beginning: those of
        somebody who is none can be had drawn anew by anybody."""
        if self._shots is not None:
            self._shots = self._shots.after(seen)
            return []
        if hint_for(seen.sighting) is not FaceHint.GOOD or not check.is_theirs(seen.sighting):
            return []
        self._agreement = self._agreement.after(seen.sighting.match, seen.policy, to_pay=True)
        evidence = self._agreement.evidence(seen.policy, seen.at_s)
        if evidence is None or self._alive_policy is None:
            return []
        noted = [face_do.NoteNotAlive(evidence.member_id)] if check.moved_wrong else []
        self._named(evidence, seen)
        return [*noted, *self._move(self._alive_policy, seen)]

    def _proved(self, at_s: float) -> Evidence | NoFace:
        if self._agreed_on is None:
            return NoFace.NOBODY
        return replace(self._agreed_on, liveness=Liveness.PASSED, at_s=at_s)
