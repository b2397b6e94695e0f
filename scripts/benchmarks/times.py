"""Times of many tries to the few numbers that are told. Arithmetic and turn-taking only."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence

Now = Callable[[], float]
"""Seconds of a clock that never goes back; only differences count."""


def median(values: Sequence[float]) -> float:
    """The middle one; of an even number, the mean of the two in the middle."""
    return percentile(values, 50)


def percentile(values: Sequence[float], share: float) -> float:
    """`share` is 0 to 100. Between two values, in proportion (type 7 of Hyndman and Fan 1996,
    numpy's default). Raises ValueError without values."""
    if not values:
        raise ValueError("There is no percentile of nothing.")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share / 100
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def gaps(moments: Sequence[float]) -> list[float]:
    """From each moment to the next."""
    return [after - before for before, after in itertools.pairwise(moments)]


def share_above(values: Sequence[float], limit: float) -> float:
    """How many of `values` are greater than `limit`, 0 to 1."""
    return sum(value > limit for value in values) / len(values) if values else 0.0


def take_turns(
    contestants: Mapping[str, Callable[[], object]], rounds: int, now: Now, *, warm_up: int = 2
) -> dict[str, list[float]]:
    """Milliseconds of each in each round: A, B, A, B …, so that what disturbs one disturbs both.

    The first `warm_up` rounds are run but not counted.
    """
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for turn in range(warm_up + rounds):
        for name, work in contestants.items():
            began = now()
            work()
            if turn >= warm_up:
                times[name].append((now() - began) * 1000)
    return times
