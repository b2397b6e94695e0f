"""Good frames of a member whom only the pack before knows, taken while they prove to be alive.

    recognised ─▶ frame, frame … of the same track, each naming the same member ─▶ alive: enough?

What is kept is what the pack in use makes of those frames. It lives in this value only, is written
down after the member's yes, and goes with the visit otherwise. Whoever takes the member's place in
front of the camera begins an empty collection.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from kiosk.domain.identity import Identity, names_somebody
from kiosk.domain.pack_change import SeenAgain
from kiosk.domain.risk import Evidence
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows.effects import Effect
from kiosk.flows.face_capture import CapturePolicy, differs
from models.liveness_active import Look, look_at
from models.results import Template

_CAPTURE = CapturePolicy()
"""As many frames, and as different, as of somebody who joins."""


@dataclass(frozen=True, slots=True)
class Shots:
    """`pack` recognised `member_id`. `kept`: templates of the other pack, with the look of each."""

    member_id: str
    pack: str
    track: int | None = None
    kept: tuple[tuple[Template, Look], ...] = ()

    def after(self, seen: face_on.FaceObserved) -> Shots:
        sighting = seen.sighting
        here = (
            self if sighting.track == self.track else replace(self, track=sighting.track, kept=())
        )
        match, template, face = sighting.match, sighting.template, sighting.face
        if match is None or template is None or face is None:
            return here
        is_theirs = (match.member_id, match.pack) == (self.member_id, self.pack)
        is_named = is_theirs and names_somebody(match, seen.policy, to_pay=True)
        if not is_named or template.pack == match.pack or len(self.kept) >= _CAPTURE.frames:
            return here
        look = look_at(face)
        is_new = all(differs(old, look, _CAPTURE) for _, old in here.kept)
        return replace(here, kept=(*here.kept, (template, look))) if is_new else here

    def enough(self, evidence: Evidence) -> SeenAgain | None:
        """None where there are too few: another visit may give more."""
        if len(self.kept) < _CAPTURE.frames:
            return None
        return SeenAgain(evidence, tuple(template for template, _ in self.kept))


def moved_to_new_pack(identity: Identity) -> list[Effect]:
    """After the yes of somebody whom only the pack before knew; nothing for all others."""
    check = identity.check
    if check is None or check.seen_again is None:
        return []
    return [face_do.MoveFace(identity.member_id, check)]
