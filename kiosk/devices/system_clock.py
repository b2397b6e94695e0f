"""The real clock, in the shop's time zone: made once, in compose/, and given to all who wait."""

from __future__ import annotations

import time
from datetime import datetime, tzinfo

from kiosk.devices import kernel_clock
from kiosk.domain.steady_clock import Reading


class SystemClock:
    """A `Clock`."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._boot = kernel_clock.boot_id(f"start-{time.monotonic_ns()}")

    def monotonic(self) -> float:
        return time.monotonic()  # noqa: TID251  # here is where time is fetched, to be given

    def now(self) -> datetime:
        return datetime.now(self._zone)  # noqa: TID251  # likewise

    def now_ms(self) -> int:
        """Milliseconds since 1970."""
        return int(self.now().timestamp() * 1000)

    def reading(self) -> Reading:
        is_synchronised = kernel_clock.is_synchronised()
        return Reading(self.now(), kernel_clock.up_s(), self._boot, is_synchronised)
