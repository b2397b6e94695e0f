"""What staff read of decisions about faces, and of one member: rows as the storage answers them.

No score is among them. A member is named as everywhere on staff's screens: masked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, Step
from kiosk.flows.records import MemberRow


class CheckState(StrEnum):
    """How it went on: a tap alone is proved at once, another way refused at once."""

    PROVED = "proved"
    ASKED = "asked"
    """And left: nobody has proved it, nor been wrong too often."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FaceCheck:
    """One decision. `at`: local, ISO 8601. `masked`: "" where the member's record does not open.
    `amount`: 0 for what costs nothing. `order_id`: "" unless there is such an order."""

    id: str
    at: str
    member_id: str
    masked: str = field(repr=False)
    deed: Deed
    amount: Money
    decision: Decision
    state: CheckState
    order_id: str = ""


@dataclass(frozen=True, slots=True)
class StepCount:
    """How often this was asked for, by how it went on."""

    step: Step
    proved: int = 0
    asked: int = 0
    refused: int = 0

    @property
    def total(self) -> int:
        return self.proved + self.asked + self.refused


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The newest first. `before`: where the next page of older ones begins; 0: there is none.
    `today`: of all decisions since midnight, a row for every step."""

    checks: tuple[FaceCheck, ...]
    before: int
    today: tuple[StepCount, ...]


@dataclass(frozen=True, slots=True)
class GivenText:
    """One yes, and what it was said to, in the language that was read. `withdrawn_at` is "" as long
    as it stands; times are ISO 8601. `kind`: face or membership."""

    version: str
    kind: str
    language: str
    by_guardian: bool
    given_at: str
    withdrawn_at: str
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the journal about a member."""

    at: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class MemberHistory:
    """The newest first. `alike`: ids of members whose faces nearly pass for this one."""

    consents: tuple[GivenText, ...]
    checks: tuple[FaceCheck, ...]
    alike: tuple[str, ...]
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """`face_since`: the day on which the face that is kept was taken; "" without one. `packs`: how
    many templates each model pack made of it."""

    row: MemberRow
    face_since: str
    packs: tuple[tuple[str, int], ...]
    owed: Money
    history: MemberHistory
