"""Whether the wall clock may end what counts in days: only as far as time has really passed.

    look ─┬ it moved as far as the machine ran, and some days at most ───────────▶ believed
          ╰ further ahead ─▶ in doubt: nothing is deleted for its age
                               ─ staff say yes, it goes back, or it runs on steadily ─▶ believed

Only the last look is kept (`Watched`, on disk), so a restart goes on where it was. A clock that is
behind deletes nothing early; what was believed before stays so, and its return is no leap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_UNSEEN = timedelta(days=3)
"""A kiosk that is off over a weekend is nothing to ask anybody about."""
STEADY_S = 7 * 86_400.0
SYNCHRONISED_S = 86_400.0
"""Time servers have been years wrong, for less than an hour."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`up_s`: since the machine began, asleep or not; of this `boot` alone. `is_synchronised`: by a
    time server, as the kernel says; False where it is not known."""

    now: datetime
    up_s: float
    boot: str
    is_synchronised: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """The last look. `believed`: what the clock ought to show. `steady_s`: for so long it has gone
    on as it shows, since it last showed anything else."""

    shown: datetime
    believed: datetime
    up_s: float
    boot: str
    steady_s: float = 0.0

    @property
    def ahead(self) -> timedelta:
        """How much of the time since the last believed look nobody has seen pass; none if not in
        doubt."""
        leap = self.shown - self.believed
        return leap if leap > MOST_UNSEEN else timedelta(0)


def believe(reading: Reading) -> Watched:
    """From here on: staff say so, or there was nothing before."""
    return Watched(reading.now, reading.now, reading.up_s, reading.boot)


def look(before: Watched, reading: Reading) -> Watched:
    """The same reading twice says the same."""
    ran = _ran(before, reading)
    believed = before.believed + ran
    if abs(reading.now - believed) <= MOST_UNSEEN:
        return believe(reading)
    is_steady = abs(reading.now - before.shown - ran) <= MOST_UNSEEN
    steady_s = before.steady_s + ran.total_seconds() if is_steady else 0.0
    if steady_s >= (SYNCHRONISED_S if reading.is_synchronised else STEADY_S):
        return believe(reading)
    return Watched(reading.now, believed, reading.up_s, reading.boot, steady_s)


def _ran(before: Watched, reading: Reading) -> timedelta:
    """Of the time before the machine began nobody knows anything."""
    is_same = before.boot == reading.boot and reading.up_s >= before.up_s
    return timedelta(seconds=reading.up_s - before.up_s if is_same else 0)
