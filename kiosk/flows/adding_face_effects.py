"""What to do where a member adds a face: see adding_face.py."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.retaking import Witness
from models.results import Template


@dataclass(frozen=True, slots=True)
class AddFace:
    """The face of a member who has none, with the yes to it. Answered by FaceRetaken.

    `look_alikes`: members whom this face nearly passes for. `by_guardian`: the yes is theirs.
    """

    member_id: str
    templates: tuple[Template, ...] = field(repr=False)
    look_alikes: tuple[str, ...]
    proofs: tuple[Witness, ...]
    by_guardian: bool = False
