"""Whether a member's face may be taken anew: it takes two proofs of three.

    their PIN, in this visit · the new frames are recognised as them · staff who stand beside

A new face pays from then on, after every change of the PIN: one proof must not be enough to get
there. A PIN is watched by family, and a face alone may be the one false match in thousands. Staff
make up for a face that has changed so much that nobody recognises it, which is why it is taken
anew; without any of the three that leaves, the face stays as it was.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum


class Witness(StrEnum):
    PIN = "pin"
    FACE = "face"
    STAFF = "staff"


def may_retake(proofs: Collection[Witness]) -> bool:
    return len(set(proofs)) >= 2


def missing(proofs: Collection[Witness], *, has_pin: bool) -> Witness | None:
    """What is to be asked for; None where it may be done, or where nothing would do.

    Who proved nothing but is standing there is nobody: staff alone open no account to a face.
    """
    if may_retake(proofs) or not proofs:
        return None
    return Witness.PIN if has_pin and Witness.PIN not in proofs else Witness.STAFF
