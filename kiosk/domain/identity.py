"""From scores to a person, from a person to a permission: three types, never mixed.

A `Match` (models) is a score. An `Identity` is a person we believe is in front. An `Approval`
is that person's tap: good for one order, one amount. Only an approval can be charged.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.money import Money
from models.results import Match


class Proof(StrEnum):
    FACE = "face"
    PIN = "pin"


@dataclass(frozen=True, slots=True)
class Identity:
    member_id: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's yes to one order and one amount."""

    identity: Identity
    order_id: str
    amount: Money


@dataclass(frozen=True, slots=True)
class IdentityPolicy:
    """When scores name a person.

    `accept` is (gallery size up to which it holds, cosine), ascending, the last one for all
    larger galleries: the threshold must rise with the number of people it could confuse.
    `margin`: distance to the second-best member. `agreeing_frames`: that many in a row.
    """

    accept: tuple[tuple[int, float], ...]
    margin: float
    agreeing_frames: int

    def threshold(self, enrolled: int) -> float:
        fitting = (score for size, score in self.accept if enrolled <= size)
        return next(fitting, self.accept[-1][1])

    def accepts(self, match: Match, enrolled: int) -> bool:
        is_clear = match.score - match.runner_up >= self.margin
        return is_clear and match.score >= self.threshold(enrolled)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many frames in a row named the same member, and how many named nobody."""

    member_id: str | None = None
    named: int = 0
    unnamed: int = 0

    def after(self, match: Match | None, enrolled: int, policy: IdentityPolicy) -> Agreement:
        if match is None or not policy.accepts(match, enrolled):
            return Agreement(unnamed=self.unnamed + 1)
        in_a_row = self.named + 1 if match.member_id == self.member_id else 1
        return Agreement(match.member_id, in_a_row)

    def identity(self, policy: IdentityPolicy) -> Identity | None:
        if self.member_id is None or self.named < policy.agreeing_frames:
            return None
        return Identity(self.member_id, Proof.FACE)


def likeness(one: bytes, other: bytes) -> float:
    """Cosine of two L2-normalised float32 vectors as stored in a `Template`."""
    pairs = zip(array("f", one), array("f", other), strict=True)
    return sum(a * b for a, b in pairs)
