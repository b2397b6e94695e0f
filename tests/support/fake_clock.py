"""A clock for the core: monotonic and wall time stand still until a test winds them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from itertools import count

from kiosk.domain.steady_clock import Reading

SHANGHAI = timezone(timedelta(hours=8))
AT = datetime(2026, 11, 21, 10, 0, tzinfo=SHANGHAI)


_boots = count(1)


class FakeClock:
    """A `Clock`; each one is of another boot. No time server has set it, until a test says so."""

    def __init__(self, at: datetime = AT) -> None:
        self._at = at
        self._monotonic_s = 1000.0
        self._boot = f"boot-{next(_boots)}"
        self.is_synchronised = False

    def monotonic(self) -> float:
        return self._monotonic_s

    def now(self) -> datetime:
        return self._at

    def reading(self) -> Reading:
        return Reading(self._at, self._monotonic_s, self._boot, self.is_synchronised)

    def wind(self, seconds: float) -> None:
        self._monotonic_s += seconds
        self._at += timedelta(seconds=seconds)

    def set_wall(self, at: datetime) -> None:
        """Somebody, or a time server, sets the clock; waiting is not touched by it."""
        self._at = at
