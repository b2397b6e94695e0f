"""From a scale's readings to levels and steps: what a shelf weighs while nobody moves anything.

A level is a weight that stayed within a band for a while. Two levels that differ by more than the
scale's noise are a step: something was taken, put back, or put down. Smaller differences are
drift, and the level follows them in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

from kiosk.domain.settlement.planogram import Sensor
from kiosk.domain.settlement.readings import Quality, Reading, Step, Weights
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

    def is_steady(self, for_ms: int, now_ms: int, closed_ms: int = 0) -> bool:
        """The weight was seen to stand for so long since `closed_ms`, and lately.

        A reading from before the door was closed says nothing about what was taken after it.
        """
        return (
            self.quality is Quality.STABLE
            and min(self.seen_ms, now_ms) - max(self.since_ms, closed_ms) >= for_ms
            and now_ms - self.seen_ms < STALE_MS
        )

    def reading(self, for_ms: int, now_ms: int, closed_ms: int = 0) -> Reading:
        """As the settlement wants it: stable, or not to be settled by."""
        if self.is_steady(for_ms, now_ms, closed_ms):
            return Reading(self.mg)
        worse = self.quality if self.quality is not Quality.STABLE else Quality.UNKNOWN
        return Reading(self.mg, worse)


def trued(
    steps: Sequence[Step], before: Weights, after: Weights, sensors: Mapping[str, Sensor]
) -> tuple[Step, ...]:
    """The steps, with what the level followed in silence added to the last one of each shelf.

    A step is told as soon as its weight has stood for a moment, and a scale creeps on a little: the
    weights at rest say better how large it was. More than noise and creep is left as it is.
    """
    found = list(steps)
    for shelf, sensor in sensors.items():
        mine = [place for place, step in enumerate(found) if step.shelf == shelf]
        ends = before.get(shelf), after.get(shelf)
        if not mine or any(end is None or end.quality is not Quality.STABLE for end in ends):
            continue
        whole = after[shelf].mg - before[shelf].mg
        rest = whole - sum(found[place].change_mg for place in mine)
        if abs(rest) <= ShelfTrack(shelf, sensor).band_mg:
            last = found[mine[-1]]
            found[mine[-1]] = replace(last, change_mg=last.change_mg + rest)
    return tuple(found)


def _levelled(track: ShelfTrack, at_ms: int) -> tuple[ShelfTrack, Step | None]:
    if at_ms - track.since_ms < STEP_MS:
        return track, None
    if track.level is None or abs(track.mg - track.level) <= track.band_mg:
        return replace(track, level=track.mg), None
    step = Step(track.since_ms, track.shelf, track.mg - track.level)
    return replace(track, level=track.mg), step
