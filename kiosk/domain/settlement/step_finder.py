"""From a shelf's weights while the door is open to steps. Values in, values out; no clock.

A step is a new stable weight that differs from the last one by more than noise. Smaller changes are
followed silently, so that a slow drift never adds up to a step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from kiosk.domain.settlement.planogram import Sensor
from kiosk.domain.settlement.readings import Quality, Reading, Step
from kiosk.domain.settlement.tolerance import step_variance

SIGMAS = 5.0
"""Noise reaches this far once in two million weights."""

FOLLOW = 0.1
"""Share of a small change that the level takes over: an average of the last ten or so weights."""


@dataclass(frozen=True, slots=True)
class StepFinder:
    """One shelf's. `level_mg` is where it stood; each weight gives the finder's next value."""

    shelf: str
    sensor: Sensor
    level_mg: float

    def after(self, reading: Reading, at_ms: int) -> tuple[StepFinder, Step | None]:
        """What is not stable is passed over: a swinging shelf has no weight."""
        if reading.quality is not Quality.STABLE:
            return self, None
        change = reading.mg - self.level_mg
        if abs(change) <= SIGMAS * sqrt(step_variance(self.sensor)):
            return replace(self, level_mg=self.level_mg + FOLLOW * change), None
        return replace(self, level_mg=float(reading.mg)), Step(at_ms, self.shelf, round(change))
