"""What a person needs to decide about a session, or to defend a charge: frozen, and JSON both ways.

Weights, steps, door edges, candidates with likelihoods, tolerances. No faces, no names, no prices.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from kiosk.domain.settlement.decision import Charge, Decision, Nothing
from kiosk.domain.settlement.explanation import Change, Explanation, Findings, Source, Unexplained
from kiosk.domain.settlement.planogram import Planogram, Shelf
from kiosk.domain.settlement.policy import Policy
from kiosk.domain.settlement.readings import (
    NOT_READ,
    DoorEdge,
    Quality,
    Reading,
    Step,
    Weights,
)
from kiosk.domain.settlement.tolerance import tolerance_mg

MOST_CANDIDATES = 8
"""More than these nobody compares."""


class EvidenceError(ValueError):
    """Stored evidence cannot be read. The message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class GoodSeen:
    sku: str
    weight_mg: int
    spread_mg: int
    stock: int


@dataclass(frozen=True, slots=True)
class ShelfSeen:
    """One shelf as it was planned and weighed. `tolerance_mg`: of the likeliest explanation."""

    id: str
    goods: tuple[GoodSeen, ...]
    before: Reading
    after: Reading
    tolerance_mg: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """`decision` is charge, nothing or review; `reason` and `where` are of a review."""

    shelves: tuple[ShelfSeen, ...]
    steps: tuple[Step, ...]
    door_edges: tuple[DoorEdge, ...]
    candidates: tuple[Explanation, ...]
    source: Source
    decision: str
    reason: str
    where: tuple[str, ...]
    sigmas: float
    odds: float


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What scales and door told of one session."""

    before: Weights
    after: Weights
    steps: Sequence[Step] = ()
    door_edges: Sequence[DoorEdge] = ()


def evidence_of(
    planogram: Planogram,
    seen: Witnessed,
    findings: Findings,
    decision: Decision,
    policy: Policy,
) -> Evidence:
    """`planogram` with the stock before the session."""
    candidates = findings.explanations[:MOST_CANDIDATES]
    changes = candidates[0].changes if candidates else ()
    kind, reason, where = _judged(decision)
    return Evidence(
        tuple(_shelf(shelf, seen, changes, policy) for shelf in planogram.shelves),
        tuple(seen.steps),
        tuple(seen.door_edges),
        candidates,
        findings.source,
        kind,
        reason,
        where,
        policy.sigmas,
        policy.odds_by(findings.source is Source.STEPS),
    )


def _judged(decision: Decision) -> tuple[str, str, tuple[str, ...]]:
    if isinstance(decision, Charge):
        return "charge", "", ()
    if isinstance(decision, Nothing):
        return "nothing", "", ()
    return "review", decision.reason, decision.shelves


def _shelf(shelf: Shelf, seen: Witnessed, changes: Sequence[Change], policy: Policy) -> ShelfSeen:
    goods = tuple(
        GoodSeen(f.good.sku, f.good.weight_mg, f.good.spread_mg, f.stock) for f in shelf.facings
    )
    units = {change.sku: change.left for change in changes if change.shelf == shelf.id}
    before, after = (weights.get(shelf.id, NOT_READ) for weights in (seen.before, seen.after))
    return ShelfSeen(shelf.id, goods, before, after, tolerance_mg(shelf, units, policy))


# --- JSON ---------------------------------------------------------------------------------------


def as_json(evidence: Evidence) -> dict[str, Any]:
    """Dicts, lists, texts and numbers only, as `json.dumps` takes them."""
    return asdict(evidence)


def from_json(value: Mapping[str, Any]) -> Evidence:
    """What `as_json` gave, read back from text. Raises EvidenceError."""
    try:
        return Evidence(
            tuple(_read_shelf(shelf) for shelf in value["shelves"]),
            tuple(Step(**step) for step in value["steps"]),
            tuple(DoorEdge(**edge) for edge in value["door_edges"]),
            tuple(_read_explanation(candidate) for candidate in value["candidates"]),
            Source(value["source"]),
            str(value["decision"]),
            str(value["reason"]),
            tuple(str(shelf) for shelf in value["where"]),
            float(value["sigmas"]),
            float(value["odds"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvidenceError(
            f"The evidence of a session cannot be read ({error!r}): decide by the camera or by "
            f"asking the shopper, and report the file."
        ) from error


def _read_shelf(value: Mapping[str, Any]) -> ShelfSeen:
    goods = tuple(GoodSeen(**good) for good in value["goods"])
    before, after = (_read_reading(value[when]) for when in ("before", "after"))
    return ShelfSeen(str(value["id"]), goods, before, after, int(value["tolerance_mg"]))


def _read_reading(value: Mapping[str, Any]) -> Reading:
    return Reading(int(value["mg"]), Quality(value["quality"]))


def _read_explanation(value: Mapping[str, Any]) -> Explanation:
    return Explanation(
        tuple(Change(**change) for change in value["changes"]),
        tuple(Unexplained(**odd) for odd in value["unexplained"]),
        *(float(value[name]) for name in ("chi_square", "sigmas", "cost", "likelihood")),
    )
