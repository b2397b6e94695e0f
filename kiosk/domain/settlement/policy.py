"""How sure a settlement must be, and what is held for usual: the numbers of the decision.

An explanation has a *cost*: minus twice the logarithm of its likelihood, with what shoppers usually
do as the prior. Two explanations whose costs differ by d are exp(d / 2) : 1. The weights' part is
chi square, so that costs add over shelves.

The odds of foreign things are set so high that a gain which a unit in the shopper's hand explains
is held to be that unit: in doubt about what was put down, the shopper is not charged for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """`sigmas`: a weight further than this from what an explanation predicts is not explained.

    `odds`: the charge must be so many times as likely as all other charges together;
    `unseen_odds`: the same when the steps are not known, and what was moved cannot be followed.
    `unit_odds`, `putback_odds`, `misplaced_odds`, `swap_odds`, `foreign_odds`: one in so many, for
    one certain unit more being taken, put back in its place, put on one certain other shelf,
    changed for another in one movement, and for a thing that we do not sell being left there.
    """

    sigmas: float = 4.0
    odds: float = 3_000.0
    unseen_odds: float = 30_000.0
    unit_odds: float = 50.0
    putback_odds: float = 5.0
    misplaced_odds: float = 600.0
    swap_odds: float = 20.0
    foreign_odds: float = 1_000_000.0
    most_misplaced: int = 2
    most_candidates: int = 400

    @property
    def gap(self) -> float:
        """A rival that costs so much more is none."""
        return cost_of(max(self.odds, self.unseen_odds))

    def odds_by(self, is_followed: bool) -> float:  # noqa: FBT001  # reads as a question
        """What a charge needs when the steps were followed, or were not."""
        return self.odds if is_followed else self.unseen_odds

    @property
    def reach(self) -> float:
        """Sigmas to search within: an explanation beyond `sigmas` is not charged by, but while its
        likelihood matters beside one within, it is a rival."""
        return math.sqrt(self.sigmas**2 + self.gap)


def cost_of(odds: float) -> float:
    """One in `odds`, as a cost."""
    return 2 * math.log(odds)


USUAL = Policy()
