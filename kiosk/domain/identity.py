"""From scores to a person, from a person to a permission: three types, never mixed.

A `Match` (models) is a score. An `Identity` is a person we believe is in front. An `Approval`
is that person's tap: good for one order, one amount. Only an approval can be charged. What a face
must be joined by before it is an identity is decided in risk.py.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.money import Money
from kiosk.domain.pack_change import SeenAgain
from kiosk.domain.risk import Evidence, Liveness
from models.results import Match, MatchPolicy


class Proof(StrEnum):
    FACE = "face"
    PIN = "pin"
    APP = "app"  # the payer's own app: a code that it showed, or a yes said in it
    STAFF = "staff"  # staff who took the money


@dataclass(frozen=True, slots=True)
class Check:
    """A face that was judged, and proved as far as was asked: at `passed_at_s` (monotonic).

    Good for one order and one amount, and not for long: perform_faces.py sees to it. `seen_again`:
    for a member whom only the pack before this one knows, the same face by this one.
    """

    id: str
    passed_at_s: float
    seen_again: SeenAgain | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """`member_id` is empty for somebody whom we do not know, and who paid all the same.

    `check`: for a face only, which cannot pay without one.
    """

    member_id: str
    proof: Proof
    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's yes to one order and one amount."""

    identity: Identity
    order_id: str
    amount: Money

    @property
    def issued_at_s(self) -> float | None:
        """Monotonic, of the face's proof; None for other proofs, which do not age."""
        return self.identity.check.passed_at_s if self.identity.check else None


def names_somebody(match: Match | None, policy: MatchPolicy, *, to_pay: bool) -> bool:
    """Whether one frame is sure enough of a member to go on.

    To pay, the lead over others is not judged here: with a small one more proof is asked for.
    """
    if match is None or not match.score >= policy.accept:  # nor is a nan
        return False
    return to_pay or match.score - match.runner_up >= policy.margin


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many frames in a row named the same member, and how many named nobody.

    `score` is the lowest of those frames, `runner_up` the highest of anybody else in them. All are
    of one pack: scores of two do not compare.
    """

    member_id: str | None = None
    named: int = 0
    unnamed: int = 0
    wanted: int = 1
    score: float = 1.0
    runner_up: float = -1.0
    pack: str = ""

    def after(self, match: Match | None, policy: MatchPolicy, *, to_pay: bool) -> Agreement:
        if match is None or not names_somebody(match, policy, to_pay=to_pay):
            return Agreement(unnamed=self.unnamed + 1)
        is_same = (match.member_id, match.pack) == (self.member_id, self.pack)
        before = self if is_same else Agreement()
        return Agreement(
            match.member_id,
            before.named + 1,
            wanted=policy.agreeing_frames,
            score=min(before.score, match.score),
            runner_up=max(before.runner_up, match.runner_up),
            pack=match.pack,
        )

    @property
    def progress(self) -> float:
        """0 to 1: how near the frames are to naming somebody."""
        return min(1.0, self.named / self.wanted)

    @property
    def identity(self) -> Identity | None:
        if self.member_id is None or self.named < self.wanted:
            return None
        return Identity(self.member_id, Proof.FACE)

    def evidence(
        self,
        policy: MatchPolicy,
        at_s: float,
        liveness: Liveness = Liveness.NOT_CHECKED,
    ) -> Evidence | None:
        """What the frames are worth, once enough of them agree."""
        if self.member_id is None or self.named < self.wanted:
            return None
        return Evidence(
            self.member_id, self.score, self.runner_up, policy, at_s, liveness, self.pack
        )


def likeness(one: bytes, other: bytes) -> float:
    """Cosine of two L2-normalised float32 vectors as stored in a `Template`."""
    pairs = zip(array("f", one), array("f", other), strict=True)
    return sum(a * b for a, b in pairs)
