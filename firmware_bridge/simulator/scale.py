"""One scale of a virtual cabinet: load cell and indicator. Pure; time and chance are given.

    scale = Scale(ScaleHabits(), rng, now=0.0)
    scale.load(330_000, now=0.0)
    scale.weigh(now=0.1)              # swings, not stable
    scale.weigh(now=2.0)              # WeighedNow(mg=330_000, is_stable=True, ...), give or take

What it shows is the load after the cell's swing, times the span's error, plus zero error, drift,
temperature and noise, less tare, in whole divisions. All weights are milligrams.
"""

import math
from dataclasses import dataclass
from typing import Protocol

SETTLED_SHARE = math.exp(-7)
"""After `settle_s` a thousandth of the step is left to go."""

SWING_HZ = 6.0
"""A loaded shelf swings about so fast."""

REFERENCE_DEGREES = 20.0


class ScaleRng(Protocol):
    """The part of random.Random that a scale uses."""

    def gauss(self, mu: float, sigma: float) -> float: ...


@dataclass(frozen=True)
class ScaleHabits:
    """How the scale is built, and how well. The defaults are a shelf scale of 15 kg by 1 g."""

    capacity_mg: int = 15_000_000
    division_mg: int = 1_000
    noise_mg: float = 300.0
    settle_s: float = 0.8
    drift_mg_per_hour: float = 0.0
    zero_mg_per_degree: float = 100.0
    span_ppm_per_degree: float = 20.0
    zero_mg: int = 0
    """What an uncalibrated cell shows with nothing on it."""
    span: float = 1.0
    """What it shows for each true milligram; a new cell may be a tenth off."""


@dataclass(frozen=True)
class WeighedNow:
    """One reading. `gross_mg` before tare, `mg` after it; meaningless when `is_overloaded`."""

    mg: int
    gross_mg: int
    is_stable: bool
    is_overloaded: bool


class Scale:
    """Tare is lost with the power (`restart`), calibration is kept."""

    def __init__(self, habits: ScaleHabits, rng: ScaleRng, now: float) -> None:
        self.habits = habits
        self.noise_mg = habits.noise_mg
        self.degrees = REFERENCE_DEGREES
        self.is_dead = False
        """A wire of the cell is off: the converter sees its limit."""
        self._rng = rng
        self._drift_mg_per_hour = habits.drift_mg_per_hour
        self._drifts_since, self._drifted_mg = now, 0.0
        self._coming: list[tuple[float, float]] = []
        self._load_mg, self._from_mg, self._loaded_at = 0.0, 0.0, float("-inf")
        self._frozen: WeighedNow | None = None
        self._zero_at_cell, self._span_of_cell = 0.0, 1.0
        self._tare_mg = 0.0

    # --- what lies on it ----------------------------------------------------------------------

    def load(self, mg: float, now: float) -> None:
        """From `now` on (which may be a little in the future) this lies on it."""
        self._coming.append((now, mg))
        self._coming.sort()

    def load_now(self, now: float) -> float:
        """What lies on it, without the swing."""
        self._advance(now)
        return self._load_mg

    def _advance(self, now: float) -> None:
        while self._coming and self._coming[0][0] <= now:
            at, mg = self._coming.pop(0)
            self._from_mg, _ = self._swinging(at)
            self._load_mg, self._loaded_at = mg, at

    def _swinging(self, now: float) -> tuple[float, float]:
        """What the cell feels at `now`, and how far that is from rest at most."""
        since = now - self._loaded_at
        if since == math.inf:
            return self._load_mg, 0.0
        left = (self._from_mg - self._load_mg) * SETTLED_SHARE ** (since / self.habits.settle_s)
        return self._load_mg + left * math.cos(2 * math.pi * SWING_HZ * since), abs(left)

    # --- what it shows ------------------------------------------------------------------------

    def weigh(self, now: float) -> WeighedNow:
        self._advance(now)
        if self._frozen is not None:
            return self._frozen
        felt, swing = self._swinging(now)
        capacity = self.habits.capacity_mg
        gross = self._indicated(self._at_cell(felt, now) + self._rng.gauss(0.0, self.noise_mg))
        is_overloaded = self.is_dead or felt > capacity + 9 * self.habits.division_mg
        return WeighedNow(
            self._whole(gross - self._tare_mg),
            self._whole(gross),
            is_stable=swing <= self.habits.division_mg and not is_overloaded,
            is_overloaded=is_overloaded,
        )

    def _at_cell(self, felt_mg: float, now: float) -> float:
        """The cell's own signal, which no calibration has touched."""
        degrees = self.degrees - REFERENCE_DEGREES
        span = self.habits.span * (1 + degrees * self.habits.span_ppm_per_degree / 1e6)
        zero = self.habits.zero_mg + degrees * self.habits.zero_mg_per_degree
        return felt_mg * span + zero + self._drift(now)

    def _indicated(self, at_cell: float) -> float:
        return (at_cell - self._zero_at_cell) / self._span_of_cell

    def _whole(self, mg: float) -> int:
        return round(mg / self.habits.division_mg) * self.habits.division_mg

    # --- what can be done to the indicator -----------------------------------------------------

    def tare(self, now: float) -> None:
        self._tare_mg = self._indicated(self._resting(now))

    def calibrate_empty(self, now: float) -> None:
        self._zero_at_cell = self._resting(now)
        self._tare_mg = 0.0

    def calibrate_with(self, mg: int, now: float) -> bool:
        """False: the cell feels nothing that could be so much; nothing was changed."""
        felt = self._resting(now) - self._zero_at_cell
        if mg <= 0 or felt <= self.habits.division_mg:
            return False
        self._span_of_cell = felt / mg
        return True

    def restart(self) -> None:
        """Its power went and came."""
        self._tare_mg = 0.0

    def _resting(self, now: float) -> float:
        """Indicators average over a while, so that noise does not matter here."""
        self._advance(now)
        return self._at_cell(self._swinging(now)[0], now)

    # --- what goes wrong ----------------------------------------------------------------------

    def drift(self, mg_per_hour: float, now: float) -> None:
        self._drifted_mg = self._drift(now)
        self._drifts_since, self._drift_mg_per_hour = now, mg_per_hour

    def freeze(self, now: float) -> None:
        """Something is stuck under the plate: it goes on showing what it shows."""
        self._frozen = self._frozen or self.weigh(now)

    def heal(self, now: float) -> None:
        """Undo `freeze`, `is_dead`, noise and drift; what it drifted is there to stay."""
        self._frozen, self.is_dead = None, False
        self.noise_mg = self.habits.noise_mg
        self.drift(self.habits.drift_mg_per_hour, now)

    def _drift(self, now: float) -> float:
        return self._drifted_mg + (now - self._drifts_since) / 3600 * self._drift_mg_per_hour
