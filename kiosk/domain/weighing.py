"""From a scale's readings to levels and steps: what a shelf weighs while nobody moves anything.

A level is a weight that stayed within a band for a while. Two levels that differ by more than the
scale's noise are a step: something was taken, put back, or put down. Smaller differences are
drift, and the level follows them in silence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt

from kiosk.domain.settlement.planogram import Sensor
from kiosk.domain.settlement.readings import Quality, Reading, Step
from kiosk.domain.settlement.tolerance import step_variance

STEP_SIGMAS = 5.0
STEP_MS = 400
"""So long a weight must stand for a step; for the end of a session longer (`is_steady`)."""
STALE_MS = 3_000
"""Without a reading for so long nobody knows what the shelf weighs."""


@dataclass(frozen=True, slots=True)
class ShelfTrack:
    """One shelf. Times are any clock's milliseconds; `since_ms`: from when the weight has stood
    still, at `anchor`; `mg` is the last reading."""

    shelf: str
    sensor: Sensor
    level: int | None = None
    mg: int = 0
    anchor: int = 0
    quality: Quality = Quality.UNKNOWN
    since_ms: int = 0
    seen_ms: int = -STALE_MS

    def read(self, mg: int | None, quality: Quality, at_ms: int) -> tuple[ShelfTrack, Step | None]:
        """One reading; a step where a new level stands.

        No number and no reason is no news, as when bytes were lost: only time makes that doubtful.
        """
        if mg is None and quality is Quality.UNKNOWN:
            return self, None
        if mg is None or quality is not Quality.STABLE:
            worse = quality if quality is not Quality.STABLE else Quality.UNKNOWN
            return replace(self, quality=worse, since_ms=at_ms, seen_ms=at_ms), None
        is_calm = self.quality is Quality.STABLE and abs(mg - self.anchor) <= self.band_mg
        since = self.since_ms if is_calm else at_ms
        anchor = self.anchor if is_calm else mg
        after = replace(self, mg=mg, anchor=anchor, quality=quality, since_ms=since, seen_ms=at_ms)
        return _levelled(after, at_ms)

    @property
    def band_mg(self) -> int:
        return round(STEP_SIGMAS * sqrt(step_variance(self.sensor)))

    def is_steady(self, for_ms: int, now_ms: int) -> bool:
        """The weight has stood for so long, and somebody looked lately."""
        return (
            self.quality is Quality.STABLE
            and now_ms - self.since_ms >= for_ms
            and now_ms - self.seen_ms < STALE_MS
        )

    def reading(self, for_ms: int, now_ms: int) -> Reading:
        """As the settlement wants it: stable, or not to be settled by."""
        if self.is_steady(for_ms, now_ms):
            return Reading(self.mg)
        worse = self.quality if self.quality is not Quality.STABLE else Quality.UNKNOWN
        return Reading(self.mg, worse)


def _levelled(track: ShelfTrack, at_ms: int) -> tuple[ShelfTrack, Step | None]:
    if at_ms - track.since_ms < STEP_MS:
        return track, None
    if track.level is None or abs(track.mg - track.level) <= track.band_mg:
        return replace(track, level=track.mg), None
    step = Step(track.since_ms, track.shelf, track.mg - track.level)
    return replace(track, level=track.mg), step
