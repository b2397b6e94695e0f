"""What happened where a member adds a face: see adding_face.py."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddFacePressed:
    """A member without a face wants to be recognised by it."""


FROM_ADDING_FACE = (AddFacePressed,)
