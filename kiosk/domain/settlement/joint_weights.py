"""Residuals of several shelves judged together, because a unit that moved is on both.

A unit's own deviation from its usual weight leaves one shelf and arrives on another: it is in both
residuals with opposite signs, and their covariance says so. Chi square is r' C^-1 r (Mahalanobis
1936), by Cholesky's factor; the cabinet's shelves are few, and only those that share a unit couple.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.settlement.explanation import Change
from kiosk.domain.settlement.planogram import Good


@dataclass(frozen=True, slots=True)
class Fit:
    """`chi_square` of all shelves; `cost` adds ln det C; `sigmas` of the worst shelf alone."""

    chi_square: float
    cost: float
    sigmas: float


def fit(
    residuals: Mapping[str, float],
    variances: Mapping[str, float],
    changes: Sequence[Change],
    goods: Mapping[str, Good],
) -> Fit:
    """`residuals` in mg by shelf, `variances` of the scales alone; changes are net units."""
    moved = _moved(changes)
    coupled = sorted({shelf for source, target, _ in moved for shelf in (source, target)})
    own = dict(variances)
    for change in changes:
        own[change.shelf] += abs(change.left) * goods[change.sku].spread_mg ** 2
    chi_square, log_det = _solve(
        _covariance(coupled, own, moved, goods), [residuals[shelf] for shelf in coupled]
    )
    for shelf in sorted(residuals.keys() - set(coupled)):
        chi_square += residuals[shelf] ** 2 / own[shelf]
        log_det += math.log(own[shelf])
    worst = max((abs(residuals[s]) / math.sqrt(own[s]) for s in residuals), default=0.0)
    return Fit(chi_square, chi_square + log_det, worst)


def _covariance(
    shelves: Sequence[str],
    own: Mapping[str, float],
    moved: Mapping[tuple[str, str, str], int],
    goods: Mapping[str, Good],
) -> list[list[float]]:
    place = {shelf: index for index, shelf in enumerate(shelves)}
    matrix = [[0.0] * len(shelves) for _ in shelves]
    for shelf, index in place.items():
        matrix[index][index] = own[shelf]
    for (source, target, sku), count in moved.items():
        shared = count * goods[sku].spread_mg ** 2
        matrix[place[source]][place[target]] -= shared
        matrix[place[target]][place[source]] -= shared
    return matrix


def _moved(changes: Sequence[Change]) -> Counter[tuple[str, str, str]]:
    """Units by (from, to, SKU). Where a SKU left several shelves, the first is held to have lost
    what moved: units are alike in their spread, so it hardly matters."""
    moved: Counter[tuple[str, str, str]] = Counter()
    left = {(change.shelf, change.sku): change.left for change in changes if change.left > 0}
    for arrival in (change for change in changes if change.left < 0):
        wanted = -arrival.left
        for (shelf, sku), free in left.items():
            count = min(wanted, free) if sku == arrival.sku else 0
            if count:
                moved[shelf, arrival.shelf, sku] += count
                left[shelf, sku] -= count
                wanted -= count
    return moved


def _solve(matrix: list[list[float]], vector: list[float]) -> tuple[float, float]:
    """(r' C^-1 r, ln det C), row by row of Cholesky's L with L y = r solved on the way."""
    lower: list[list[float]] = []
    solved: list[float] = []
    log_det = 0.0
    for i, row in enumerate(matrix):
        line: list[float] = []
        for j in range(i):
            rest = row[j] - sum(a * b for a, b in zip(line, lower[j], strict=False))
            line.append(rest / lower[j][j])
        pivot = math.sqrt(row[i] - sum(value * value for value in line))
        solved.append((vector[i] - sum(a * b for a, b in zip(line, solved, strict=True))) / pivot)
        lower.append([*line, pivot])
        log_det += 2 * math.log(pivot)
    return sum(value * value for value in solved), log_det
