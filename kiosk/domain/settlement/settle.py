"""The settlement of one session: weights in, decision out. And the live cart, by the same rules.

The time line decides when it accounts for the whole change of every shelf; what it cannot account
for (a step missed, a kiosk that was off) leaves the weights before and after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from kiosk.domain.settlement.decision import Decision, Nothing, Review, decide
from kiosk.domain.settlement.explanation import Explanation
from kiosk.domain.settlement.planogram import Planogram
from kiosk.domain.settlement.policy import USUAL, Policy
from kiosk.domain.settlement.readings import NOT_READ, Quality, Step, Weights
from kiosk.domain.settlement.time_line import explain_steps
from kiosk.domain.settlement.tolerance import session_variance, step_variance
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
    unreadable = _unreadable(planogram, before, after)
    readable = [shelf.id for shelf in planogram.shelves if shelf.id not in unreadable]
    lost_mg = lost_between(before, after, readable)
    found = explain(planogram, before, after, steps, policy)
    return decide(planogram, found, unreadable, lost_mg, policy)


def explain(
    planogram: Planogram,
    before: Weights,
    after: Weights,
    steps: Sequence[Step] | None = None,
    policy: Policy = USUAL,
) -> tuple[Explanation, ...]:
    """Every story worth telling of the readable shelves, likeliest first."""
    unreadable = _unreadable(planogram, before, after)
    readable = [shelf.id for shelf in planogram.shelves if shelf.id not in unreadable]
    lost_mg = lost_between(before, after, readable)
    if steps is not None and _accounts_for(planogram, lost_mg, steps, policy):
        in_time = sorted(steps, key=lambda step: step.at_ms)
        found = explain_steps(planogram, in_time, policy)
        if found:
            return found
    return explain_weights(planogram, lost_mg, policy)


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
    return LiveCart({} if isinstance(decision, Nothing) else decision.explanation.taken, True)


def _unreadable(planogram: Planogram, before: Weights, after: Weights) -> tuple[str, ...]:
    return tuple(
        shelf.id
        for shelf in planogram.shelves
        if any(w.get(shelf.id, NOT_READ).quality is not Quality.STABLE for w in (before, after))
    )


def _accounts_for(
    planogram: Planogram, lost_mg: Mapping[str, int], steps: Sequence[Step], policy: Policy
) -> bool:
    summed, number = Counter[str](), Counter[str]()
    for step in steps:
        summed[step.shelf] += step.change_mg
        number[step.shelf] += 1
    return summed.keys() <= lost_mg.keys() and all(
        abs(lost_mg[shelf.id] + summed[shelf.id])
        <= policy.sigmas
        * sqrt(session_variance(shelf.sensor) + number[shelf.id] * step_variance(shelf.sensor))
        for shelf in planogram.shelves
        if shelf.id in lost_mg
    )
