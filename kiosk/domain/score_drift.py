"""Whether members are recognised less surely than they used to be: two histograms compared.

A dirty lens, new light or another camera moves all scores; the threshold stays. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

BIN_WIDTH = 0.02
LEAST = 50
"""Fewer scores on either side say nothing."""
CRITICAL = 1.95
"""c(α) of the two-sample Kolmogorov-Smirnov test at α = 0.001 (Smirnov 1948)."""
LEAST_SHIFT = 0.03
"""Of the mean: with many scores a test finds differences that matter to nobody."""

Counts = Mapping[int, int]
"""Bin → how many scores fell into it; bin n holds scores from n * BIN_WIDTH on."""


def bin_of(score: float) -> int:
    return math.floor(score / BIN_WIDTH + 1e-9)


@dataclass(frozen=True, slots=True)
class Drift:
    """Means of before and of lately, and whether they differ by more than chance."""

    before: float
    lately: float
    has_moved: bool


def drift(before: Counts, lately: Counts) -> Drift | None:
    """None while there are too few scores to tell. Binned scores make the test cautious."""
    many, few = sum(before.values()), sum(lately.values())
    if min(many, few) < LEAST:
        return None
    distance = _distance(before, many, lately, few)
    limit = CRITICAL * math.sqrt((many + few) / (many * few))
    means = mean(before), mean(lately)
    is_large = abs(means[0] - means[1]) >= LEAST_SHIFT
    return Drift(*means, has_moved=distance > limit and is_large)


def mean(counts: Counts) -> float:
    """From the middles of the bins; nan of none."""
    total = sum(counts.values())
    if not total:
        return math.nan
    return sum((number + 0.5) * BIN_WIDTH * count for number, count in counts.items()) / total


def _distance(one: Counts, one_total: int, other: Counts, other_total: int) -> float:
    """The greatest distance of the two cumulative distributions."""
    greatest = one_sum = other_sum = 0.0
    for number in sorted(set(one) | set(other)):
        one_sum += one.get(number, 0) / one_total
        other_sum += other.get(number, 0) / other_total
        greatest = max(greatest, abs(one_sum - other_sum))
    return greatest
