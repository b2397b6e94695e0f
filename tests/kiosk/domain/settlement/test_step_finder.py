"""Weights of one shelf, one after another, and the steps that come of them."""

from __future__ import annotations

import random  # noqa: TID251  # seeded noise

from kiosk.domain.settlement.readings import Quality, Reading, Step
from kiosk.domain.settlement.step_finder import StepFinder
from tests.kiosk.domain.settlement.a_cabinet import QUIET


def steps_of(*readings: Reading) -> list[Step]:
    finder = StepFinder("A", QUIET, readings[0].mg)
    found = []
    for number, reading in enumerate(readings):
        finder, step = finder.after(reading, 200 * number)
        found += [step] if step else []
    return found


def test_a_can_taken_and_put_back_is_two_steps() -> None:
    weights = [2_000_000, 1_655_000, 1_655_000, 2_000_000]
    assert steps_of(*map(Reading, weights)) == [
        Step(200, "A", -345_000),
        Step(600, "A", 345_000),
    ]


def test_a_swinging_shelf_is_waited_for() -> None:
    swinging = Reading(900_000, Quality.UNKNOWN)
    assert steps_of(Reading(2_000_000), swinging, swinging, Reading(1_655_000)) == [
        Step(600, "A", -345_000)
    ]


def test_a_slow_drift_is_no_step_however_far_it_goes() -> None:
    assert steps_of(*(Reading(2_000_000 + 50 * number) for number in range(200))) == []


def test_noise_is_no_step() -> None:
    rng = random.Random(1)  # noqa: S311
    weights = [Reading(round(rng.gauss(2_000_000, QUIET.noise_mg))) for _ in range(5_000)]
    assert steps_of(Reading(2_000_000), *weights) == []
