"""One story of a session: which units left which shelf, where they ended, and how likely it is."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.domain.settlement.planogram import Planogram
from kiosk.domain.settlement.policy import Policy


@dataclass(frozen=True, slots=True)
class Change:
    """`left` units of a SKU off a shelf; negative: they came to it."""

    shelf: str
    sku: str
    left: int


@dataclass(frozen=True, slots=True)
class Unexplained:
    """What no good of the planogram explains: `mg` above zero is a thing left on the shelf."""

    shelf: str
    mg: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """Changes by shelf and SKU. `likelihood`: share of all explanations found, 0 to 1; `sigmas`:
    of the weight that fits least. `chi_square` is of the weights alone, `cost` with the prior."""

    changes: tuple[Change, ...]
    unexplained: tuple[Unexplained, ...]
    chi_square: float
    sigmas: float
    cost: float
    likelihood: float = 0.0

    @property
    def taken(self) -> dict[str, int]:
        """Units that left the cabinet, by SKU: what moved between shelves cancels out."""
        total: Counter[str] = Counter()
        for change in self.changes:
            total[change.sku] += change.left
        return {sku: count for sku, count in sorted(total.items()) if count}

    @property
    def misplaced(self) -> tuple[Change, ...]:
        """Units that came to a shelf: in `left`, below zero."""
        return tuple(change for change in self.changes if change.left < 0)

    def charge_key(self, planogram: Planogram) -> tuple[tuple[str, int], ...]:
        """The same for two explanations exactly when the shopper would be charged the same."""
        goods, key = planogram.goods, Counter[str]()
        for sku, count in self.taken.items():
            key[goods[sku].charged_as] += count
        return tuple(sorted(key.items()))


class Source(StrEnum):
    """What explanations were made from."""

    STEPS = "steps"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class Findings:
    """`explanations` of the readable shelves, likeliest first; `lost_mg` of these, before minus
    after; `unreadable`: shelves whose weight is not known before or after."""

    explanations: tuple[Explanation, ...]
    source: Source
    lost_mg: Mapping[str, int]
    unreadable: tuple[str, ...]


def net_changes(changes: Iterable[tuple[str, str, int]]) -> tuple[Change, ...]:
    """Of (shelf, sku, left), summed, in the order of names, without zeros."""
    total: Counter[tuple[str, str]] = Counter()
    for shelf, sku, left in changes:
        total[shelf, sku] += left
    return tuple(Change(*place, left) for place, left in sorted(total.items()) if left)


def ranked(found: Sequence[Explanation], policy: Policy) -> tuple[Explanation, ...]:
    """Likeliest first, each once, with likelihoods that add up to 1."""
    best: dict[object, Explanation] = {}
    for explanation in sorted(found, key=lambda each: each.cost):
        best.setdefault((explanation.changes, explanation.unexplained), explanation)
    if not best:
        return ()
    kept = list(best.values())[: policy.most_candidates]
    shares = [math.exp((kept[0].cost - each.cost) / 2) for each in kept]
    total = sum(shares)
    return tuple(
        replace(each, likelihood=share / total) for each, share in zip(kept, shares, strict=True)
    )
