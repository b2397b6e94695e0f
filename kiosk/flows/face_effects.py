"""What to do about faces: judge, ask for proof, note, move to another pack (perform_faces.py)."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.identity import Check
from kiosk.domain.look_alikes import Compared
from kiosk.domain.money import Money
from kiosk.domain.risk import Deed, Evidence


@dataclass(frozen=True, slots=True)
class AssessFace:
    """Decide what this face is asked for, and write it down. Answered by FaceAssessed."""

    check_id: str
    evidence: Evidence
    amount: Money
    deed: Deed = Deed.PAY


@dataclass(frozen=True, slots=True)
class CheckProof:
    """Digits, number or PIN of the member of this check. Answered by ProofAccepted or
    ProofRefused; the last wrong try also by FacesOff."""

    check_id: str
    digits: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NoteStranger:
    """Nobody was recognised: the best score is counted, of nobody."""

    score: float
    pack: str


@dataclass(frozen=True, slots=True)
class NoteNotAlive:
    """A face that was this member's did not move as asked: counted like a wrong proof. Answered by
    FacesOff once it was one too many."""

    member_id: str


@dataclass(frozen=True, slots=True)
class ReadFacesOff:
    """Answered by FacesOff."""


@dataclass(frozen=True, slots=True)
class MoveFace:
    """A member whom only the pack before knew said yes: keep what the pack in use made of them,
    if their check allows it. Answered by nothing: they come again."""

    member_id: str
    check: Check


@dataclass(frozen=True, slots=True)
class TidyPacks:
    """Tell how far the change to another pack is, and drop what is kept of it too long."""


@dataclass(frozen=True, slots=True)
class NoteLookAlikes:
    """Write down who is like whom, and who was compared. Answered by nothing."""

    compared: Compared


FaceEffect = (
    AssessFace | CheckProof | NoteStranger | NoteNotAlive | ReadFacesOff | MoveFace | TidyPacks
    | NoteLookAlikes
)  # fmt: skip
