"""From explanations to a decision: charge, nothing, or a person looks. Counts only, no prices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.settlement.explanation import Explanation, Findings, Source
from kiosk.domain.settlement.planogram import Planogram
from kiosk.domain.settlement.policy import Policy
from kiosk.domain.settlement.tolerance import tolerance_mg

WORTH_NAMING = 0.001
"""A likelihood below this is not worth a word on a receipt."""


class Reason(StrEnum):
    """Why a person must look."""

    SCALE_UNREADABLE = "scale_unreadable"
    MORE_LEFT_THAN_STOOD = "more_left_than_stood"
    FOREIGN_OBJECT = "foreign_object"
    UNEXPLAINED = "unexplained"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class Line:
    """`count` units left the cabinet. `or_else`: SKUs that are alike, and as well may be it."""

    sku: str
    count: int
    or_else: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Charge:
    """The only charge that the weights allow. `explanation.changes` is what the stock becomes."""

    lines: tuple[Line, ...]
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing left the cabinet; what was moved inside it is in the explanation."""

    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Review:
    """Nobody is charged before a person decides. `shelves`: where to look."""

    candidates: tuple[Explanation, ...]
    reason: Reason
    shelves: tuple[str, ...]


Decision = Charge | Nothing | Review


def decide(planogram: Planogram, findings: Findings, policy: Policy) -> Decision:
    """Pure; the same findings may be judged by another policy."""
    candidates = findings.explanations
    if findings.unreadable:
        return Review(candidates, Reason.SCALE_UNREADABLE, findings.unreadable)
    too_much = _lost_too_much(planogram, findings.lost_mg, policy)
    if too_much:
        return Review(candidates, Reason.MORE_LEFT_THAN_STOOD, too_much)
    if not candidates:
        changed = sorted(shelf for shelf, lost in findings.lost_mg.items() if lost)
        return Review((), Reason.UNEXPLAINED, tuple(changed))
    odds = policy.odds_by(findings.source is Source.STEPS)
    return _decide_between(planogram, candidates, policy.sigmas, odds)


def _decide_between(
    planogram: Planogram, candidates: tuple[Explanation, ...], sigmas: float, odds: float
) -> Decision:
    best = candidates[0]
    if best.unexplained:
        gained = all(odd.mg > 0 for odd in best.unexplained)
        reason = Reason.FOREIGN_OBJECT if gained else Reason.UNEXPLAINED
        return Review(candidates, reason, tuple(sorted({odd.shelf for odd in best.unexplained})))
    if best.sigmas > sigmas:
        return Review(candidates, Reason.UNEXPLAINED, _changed(best))
    key = best.charge_key(planogram)
    same = [each for each in candidates if each.charge_key(planogram) == key]
    others = sum(each.likelihood for each in candidates) - sum(each.likelihood for each in same)
    if others * odds > sum(each.likelihood for each in same):
        return Review(candidates, Reason.AMBIGUOUS, _where_they_differ(candidates))
    if not key:
        return Nothing(best)
    return Charge(_lines(planogram, best, same), best)


def _lines(
    planogram: Planogram, best: Explanation, same: Sequence[Explanation]
) -> tuple[Line, ...]:
    goods, seen = planogram.goods, defaultdict(set)
    for explanation in same:
        if explanation.likelihood >= WORTH_NAMING:
            for sku in explanation.taken:
                seen[goods[sku].charged_as].add(sku)
    return tuple(
        Line(sku, count, tuple(sorted(seen[goods[sku].charged_as] - {sku})))
        for sku, count in best.taken.items()
    )


def _lost_too_much(
    planogram: Planogram, lost_mg: Mapping[str, int], policy: Policy
) -> tuple[str, ...]:
    """Shelves that lost more than all goods on them: the cell or the stock is wrong."""
    wrong = []
    for shelf in planogram.shelves:
        stock = {facing.good.sku: facing.stock for facing in shelf.facings}
        weight = sum(facing.stock * facing.good.weight_mg for facing in shelf.facings)
        if lost_mg.get(shelf.id, 0) > weight + tolerance_mg(shelf, stock, policy):
            wrong.append(shelf.id)
    return tuple(wrong)


def _changed(explanation: Explanation) -> tuple[str, ...]:
    return tuple(sorted({change.shelf for change in explanation.changes}))


def _where_they_differ(candidates: Sequence[Explanation]) -> tuple[str, ...]:
    best = set(candidates[0].changes)
    rival = next((set(c.changes) for c in candidates[1:] if c.taken != candidates[0].taken), best)
    return tuple(sorted({change.shelf for change in best ^ rival}))
