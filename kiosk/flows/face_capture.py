"""A few good looks at one new face: which frames to keep, and when that is enough.

A face that we know has to turn as much as any other before that is said: whoever holds up a
photograph does not learn whether it is a member's. Templates live in this object only, and die
with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.identity import Agreement, Identity, likeness
from kiosk.flows import effects as do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows.effects import Effect
from kiosk.flows.face_screens import FaceHint
from kiosk.flows.purpose import Purpose
from kiosk.flows.watching import hint_for
from models.liveness_active import Look, look_at
from models.results import Match, MatchPolicy, Template

CAPTURE_TIMER = "capture"


@dataclass(frozen=True, slots=True)
class CapturePolicy:
    """`gap_s` between kept frames lets the head move a little; `same_person` is a cosine.

    `turned_across` and `turned_down`: by this much of its face's own size the nose must have moved
    since every kept frame, to one side or up and down: about 5 degrees (models/liveness_active.py).
    """

    frames: int = 3
    gap_s: float = 0.35
    same_person: float = 0.40
    capture_s: float = 30.0
    turned_across: float = 0.025
    turned_down: float = 0.012


def differs(one: Look, other: Look, policy: CapturePolicy) -> bool:
    """Whether the head is turned enough between two frames for both to be worth keeping."""
    across, down = abs(one.across - other.across), abs(one.down - other.down)
    return across >= policy.turned_across or down >= policy.turned_down


@dataclass(frozen=True, slots=True)
class Captured:
    """`look_alikes`: members whom this face nearly passes for."""

    templates: tuple[Template, ...]
    look_alikes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Kept:
    template: Template
    look: Look
    quality: float


class FaceCapture:
    """`outcome`: enough frames, or somebody who is a member already.

    `owner`: whose face is taken anew; `is_owner`: frames of this person agreed that it is theirs.
    """

    def __init__(
        self, policy: CapturePolicy, owner: str = "", purpose: Purpose = Purpose.JOIN
    ) -> None:
        self._owner, self._purpose = owner, purpose
        self._own = Agreement()
        self.is_owner = False
        self._policy = policy
        self._kept: tuple[_Kept, ...] = ()
        self._last_kept_at_s = 0.0
        self._alikes: tuple[str, ...] = ()
        self._known_looks: tuple[Look, ...] = ()
        self._known = Agreement()
        self.outcome: Captured | Identity | None = None

    def start(self) -> list[Effect]:
        timer = do.StartTimer(CAPTURE_TIMER, self._policy.capture_s)
        return [do.WatchFaces(), timer, self._ring(FaceHint.LOOK_HERE)]

    def stop(self) -> list[Effect]:
        return [do.StopWatching(), do.StopTimer(CAPTURE_TIMER)]

    def observed(self, seen: face_on.FaceObserved) -> list[Effect]:
        hint = hint_for(seen.sighting)
        template, face = seen.sighting.template, seen.sighting.face
        if hint is not FaceHint.GOOD or template is None or face is None:
            return [self._ring(hint)]
        mine, others = self._told_apart(seen.sighting.match)
        self._known = self._known.after(others, seen.policy, to_pay=False)
        if self._known.named == 0:
            self._keep(_Kept(template, look_at(face), seen.sighting.quality), seen.at_s)
            self._flag(others, seen.policy)
        else:
            self._turned(look_at(face))
        self._own = self._own.after(mine, seen.policy, to_pay=False)
        self.is_owner = self.is_owner or self._own.identity is not None
        self.outcome = self._enough_of_known() or self._enough()
        return [self._ring(FaceHint.TURN_A_LITTLE)]

    def _told_apart(self, match: Match | None) -> tuple[Match | None, Match | None]:
        """(the owner's match, anybody else's)"""
        is_mine = match is not None and match.member_id == self._owner
        return (match, None) if is_mine else (None, match)

    def _keep(self, new: _Kept, at_s: float) -> None:
        """Keep a frame of a new angle, or a better one of a known angle; another person stepping in
        starts the collection anew."""
        near = [old for old in self._kept if not differs(old.look, new.look, self._policy)]
        if self._kept and not self._is_same_person(self._kept[0], new):
            self._kept, self._alikes = (new,), ()
            self._own, self.is_owner = Agreement(), False
        elif near:
            self._improve(near, new)
            return
        elif self._kept and at_s - self._last_kept_at_s < self._policy.gap_s:
            return
        else:
            self._kept = (*self._kept, new)
        self._last_kept_at_s = at_s

    def _improve(self, near: list[_Kept], new: _Kept) -> None:
        """In the place of the one that it looks like. It must be like all that are kept, so that
        no chain of small steps leads to somebody else."""
        is_better = len(near) == 1 and new.quality > near[0].quality
        if is_better and all(self._is_same_person(old, new) for old in self._kept):
            self._kept = tuple(new if old is near[0] else old for old in self._kept)

    def _is_same_person(self, one: _Kept, other: _Kept) -> bool:
        alike = likeness(one.template.vector, other.template.vector)
        return alike >= self._policy.same_person

    def _flag(self, match: Match | None, policy: MatchPolicy) -> None:
        if match is None or match.score < policy.alike:
            return
        if match.member_id not in self._alikes:
            self._alikes = (*self._alikes, match.member_id)

    def _turned(self, look: Look) -> None:
        """Of a face that we know: how far it has turned, and nothing that is kept."""
        before = self._known_looks if self._known.named > 1 else ()
        if all(differs(old, look, self._policy) for old in before):
            self._known_looks = (*before, look)

    def _enough_of_known(self) -> Identity | None:
        return self._known.identity if len(self._known_looks) >= self._policy.frames else None

    def _enough(self) -> Captured | None:
        if len(self._kept) < self._policy.frames:
            return None
        return Captured(tuple(one.template for one in self._kept), self._alikes)

    def _ring(self, hint: FaceHint) -> Effect:
        progress = max(len(self._kept), len(self._known_looks)) / self._policy.frames
        return do.Show(face_show.LookAtCamera(self._purpose, hint, progress))
