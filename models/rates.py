"""Error rates with what chance allows them to be."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z_95 = 1.959964
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`hits` of `tries`. A rate without its counts is not told."""

    hits: int
    tries: int

    @property
    def value(self) -> float:
        """0 to 1; nan of no tries."""
        return self.hits / self.tries if self.tries else math.nan

    @property
    def bounds(self) -> tuple[float, float]:
        """The 95 % score interval of Wilson 1927 ("Probable inference, the law of succession, and
        statistical inference"), which holds for few hits too. (0, 1) of no tries."""
        if not self.tries:
            return 0.0, 1.0
        n, share, square = self.tries, self.value, Z_95**2
        middle = (share + square / (2 * n)) / (1 + square / n)
        spread = Z_95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n * n))
        # At the ends the formula is exact, but for rounding.
        low = 0.0 if self.hits == 0 else middle - spread
        high = 1.0 if self.hits == n else middle + spread
        return low, high

    def __str__(self) -> str:
        low, high = self.bounds
        counts = f"{self.hits}/{self.tries}"
        return (
            f"{100 * self.value:6.2f} %  ({counts:>8}; 95 %: {100 * low:.2f} to {100 * high:.2f})"
        )
