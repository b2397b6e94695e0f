"""What happened to a face: seen in a frame, judged, proved, or switched off for all."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.look_alikes import Compared
from kiosk.domain.member import Member
from kiosk.domain.risk import Decision
from models.results import MatchPolicy, Sighting


@dataclass(frozen=True, slots=True)
class FaceObserved:
    """One frame judged, taken at `at_s` (monotonic). `policy`: what its scores are worth."""

    sighting: Sighting
    policy: MatchPolicy
    at_s: float


@dataclass(frozen=True, slots=True)
class FaceAssessed:
    """What a matched face is asked for. `member`: None when it was forgotten meanwhile."""

    check_id: str
    member: Member | None
    decision: Decision
    at_s: float


@dataclass(frozen=True, slots=True)
class ProofAccepted:
    """`at_s` is monotonic: from here on the face may pay, for a short while."""

    check_id: str
    at_s: float


@dataclass(frozen=True, slots=True)
class ProofRefused:
    """`tries_left`: 0 when faces are off now."""

    check_id: str
    tries_left: int
    locked_for_s: int = 0


@dataclass(frozen=True, slots=True)
class FacesOff:
    """Too many wrong proofs: nobody pays by face here for so long; 0: everybody may."""

    for_s: int


@dataclass(frozen=True, slots=True)
class FacesCompared:
    """Some members' faces were held against everybody's: workers/look_alikes.py."""

    compared: Compared


FaceEvent = (
    FaceObserved | FaceAssessed | ProofAccepted | ProofRefused | FacesOff | FacesCompared
)  # fmt: skip
