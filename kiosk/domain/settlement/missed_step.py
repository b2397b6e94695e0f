"""Does the time line account for what the shelves lost? One step may have been missed: infer it.

A scale that was asked a moment too late, a step merged with the closing of the door. When a single
shelf lacks one, its size is known by the weights before and after, and only its moment is not: each
place in the order is tried. With more missing the time line is no longer a witness.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt

from kiosk.domain.settlement.planogram import Planogram
from kiosk.domain.settlement.policy import Policy
from kiosk.domain.settlement.readings import Step
from kiosk.domain.settlement.tolerance import session_variance, step_variance


def complete_lines(
    planogram: Planogram, lost_mg: Mapping[str, int], steps: Sequence[Step], policy: Policy
) -> list[list[Step]]:
    """Time lines in order that account for all of `lost_mg`: one, several with the missed step at
    different places, or none. Raises KeyError for a step of an unknown shelf."""
    line = sorted(steps, key=lambda step: step.at_ms)
    for step in line:
        planogram.shelf(step.shelf)
    missing = _missing(planogram, lost_mg, line, policy)
    if not missing:
        return [line]
    if len(missing) > 1:
        return []
    shelf, change_mg = missing.popitem()
    return [
        [
            *line[:place],
            Step(_moment(line, place), shelf, change_mg, is_inferred=True),
            *line[place:],
        ]
        for place in range(len(line) + 1)
    ]


def _missing(
    planogram: Planogram, lost_mg: Mapping[str, int], steps: Sequence[Step], policy: Policy
) -> dict[str, int]:
    """By shelf, the change that no step accounts for; steps of unreadable shelves do not count."""
    summed, number = Counter[str](), Counter[str]()
    for step in steps:
        summed[step.shelf] += step.change_mg
        number[step.shelf] += 1
    missing = {}
    for shelf in planogram.shelves:
        rest = -lost_mg[shelf.id] - summed[shelf.id] if shelf.id in lost_mg else 0
        variance = session_variance(shelf.sensor) + number[shelf.id] * step_variance(shelf.sensor)
        if abs(rest) > policy.sigmas * sqrt(variance):
            missing[shelf.id] = rest
    return missing


def _moment(line: Sequence[Step], place: int) -> int:
    return line[min(place, len(line) - 1)].at_ms if line else 0
