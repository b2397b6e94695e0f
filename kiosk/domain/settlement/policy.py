"""How sure a settlement must be, and what is held for usual: the numbers of the decision.

An explanation has a *cost*: minus twice the logarithm of its likelihood, with what is usual for a
shopper to do as the prior. Two explanations whose costs differ by d are exp(d / 2) : 1. The weights'
part is chi square, so that costs add over shelves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Policy:
    """`sigmas`: a weight further than this from what an explanation predicts is not explained.

    `odds`: the charge must be so many times as likely as all other charges together.
    `unit_odds`, `putback_odds`, `misplaced_odds`, `swap_odds`, `foreign_odds`: one in so many, for
    one certain unit more being taken, put back in its place, put on one certain other shelf, changed
    for another in one movement, and for a thing that we do not sell to be left on a shelf.
    """

    sigmas: float = 4.0
    odds: float = 10_000.0
    unit_odds: float = 50.0
    putback_odds: float = 5.0
    misplaced_odds: float = 600.0
    swap_odds: float = 20.0
    foreign_odds: float = 1_000_000.0
    most_misplaced: int = 2
    most_candidates: int = 400

    @property
    def gap(self) -> float:
        """By how much a rival charge must cost more."""
        return cost_of(self.odds)

    @property
    def reach(self) -> float:
        """Sigmas to search within: an explanation beyond `sigmas` is not charged by, but while its
        likelihood matters beside one within, it is a rival."""
        return math.sqrt(self.sigmas**2 + self.gap)


def cost_of(odds: float) -> float:
    """One in `odds`, as a cost."""
    return 2 * math.log(odds)


USUAL = Policy()
