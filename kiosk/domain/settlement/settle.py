"""The settlement of one session: weights in, decision out. And the live cart, by the same rules.

The time line decides when it accounts for the whole change of every shelf, one missed step inferred
perhaps. Where it does not (a kiosk that was off), the weights before and after must do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.settlement.decision import Decision, Nothing, Review, decide
from kiosk.domain.settlement.explanation import Findings, Source, ranked
from kiosk.domain.settlement.missed_step import complete_lines
from kiosk.domain.settlement.planogram import Planogram
from kiosk.domain.settlement.policy import USUAL, Policy
from kiosk.domain.settlement.readings import NOT_READ, Quality, Step, Weights
from kiosk.domain.settlement.time_line import explain_steps
from kiosk.domain.settlement.two_weighings import explain_weights, lost_between


def settle(
    planogram: Planogram,
    before: Weights,
    after: Weights,
    steps: Sequence[Step] | None = None,
    policy: Policy = USUAL,
) -> Decision:
    """What the session cost. `steps` None: not known; empty: known, and nothing moved.

    Raises KeyError when a step names a shelf that is not in the planogram.
    """
    return decide(planogram, explain(planogram, before, after, steps, policy), policy)


def explain(
    planogram: Planogram,
    before: Weights,
    after: Weights,
    steps: Sequence[Step] | None = None,
    policy: Policy = USUAL,
) -> Findings:
    """Every story worth telling. Raises as `settle`."""
    unreadable = _unreadable(planogram, before, after)
    readable = [shelf.id for shelf in planogram.shelves if shelf.id not in unreadable]
    lost_mg = lost_between(before, after, readable)
    if steps is not None:
        lines = complete_lines(planogram, lost_mg, steps, policy)
        found = ranked(
            [story for line in lines for story in explain_steps(planogram, line, policy)], policy
        )
        if found:
            return Findings(found, Source.STEPS, lost_mg, unreadable)
    found = explain_weights(planogram, lost_mg, policy)
    return Findings(found, Source.WEIGHTS, lost_mg, unreadable)


@dataclass(frozen=True, slots=True)
class LiveCart:
    """For the screen while the door is open, never for money. `units` by SKU."""

    units: Mapping[str, int]
    is_sure: bool


def live_cart(
    planogram: Planogram,
    before: Weights,
    now: Weights,
    steps: Sequence[Step] | None = None,
    policy: Policy = USUAL,
) -> LiveCart:
    """The likeliest cart just now. A shelf that cannot be read is shown as untouched."""
    decision = settle(planogram, before, now, steps, policy)
    if isinstance(decision, Review):
        best = decision.candidates[0].taken if decision.candidates else {}
        return LiveCart(best, is_sure=False)
    return LiveCart(
        {} if isinstance(decision, Nothing) else decision.explanation.taken, is_sure=True
    )


def _unreadable(planogram: Planogram, before: Weights, after: Weights) -> tuple[str, ...]:
    return tuple(
        shelf.id
        for shelf in planogram.shelves
        if any(w.get(shelf.id, NOT_READ).quality is not Quality.STABLE for w in (before, after))
    )
