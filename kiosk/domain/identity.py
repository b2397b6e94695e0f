"""From scores to a person, from a person to a permission: three types, never mixed.

A `Match` (models) is a score. An `Identity` is a person we believe is in front. An `Approval`
is that person's tap: good for one order, one amount. Only an approval can be charged.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.money import Money
from models.results import Match, MatchPolicy


class Proof(StrEnum):
    FACE = "face"
    PIN = "pin"
    APP = "app"  # the payer's own app: a code that it showed, or a yes said in it
    STAFF = "staff"  # staff who took the money


@dataclass(frozen=True, slots=True)
class Identity:
    """`member_id` is empty for somebody whom we do not know, and who paid all the same."""

    member_id: str
    proof: Proof


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's yes to one order and one amount."""

    identity: Identity
    order_id: str
    amount: Money


def names_somebody(match: Match | None, policy: MatchPolicy, *, to_pay: bool) -> bool:
    """Whether one frame is sure of a member; a face that pays must be surer than one that joins."""
    if match is None:
        return False
    least = policy.pay_accept if to_pay else policy.accept
    return match.score >= least and match.score - match.runner_up >= policy.margin


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many frames in a row named the same member, and how many named nobody."""

    member_id: str | None = None
    named: int = 0
    unnamed: int = 0
    wanted: int = 1

    def after(self, match: Match | None, policy: MatchPolicy, *, to_pay: bool) -> Agreement:
        if match is None or not names_somebody(match, policy, to_pay=to_pay):
            return Agreement(unnamed=self.unnamed + 1)
        in_a_row = self.named + 1 if match.member_id == self.member_id else 1
        return Agreement(match.member_id, in_a_row, wanted=policy.agreeing_frames)

    @property
    def progress(self) -> float:
        """0 to 1: how near the frames are to naming somebody."""
        return min(1.0, self.named / self.wanted)

    @property
    def identity(self) -> Identity | None:
        if self.member_id is None or self.named < self.wanted:
            return None
        return Identity(self.member_id, Proof.FACE)


def likeness(one: bytes, other: bytes) -> float:
    """Cosine of two L2-normalised float32 vectors as stored in a `Template`."""
    pairs = zip(array("f", one), array("f", other), strict=True)
    return sum(a * b for a, b in pairs)
