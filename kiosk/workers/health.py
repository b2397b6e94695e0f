"""Looks now and then at what nobody reports: room on the disk, a database that takes what is
written, and a believable clock. Each look also goes on with what had to be left for later.

Selling stops while there is still room to write down what was sold.
"""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Faulted, Mended

log = logging.getLogger(__name__)

EVERY_S = 20.0
STOP_S = 2.0
LEAST_FREE_BYTES = 64 * 2**20
OLDEST_BELIEVABLE = datetime(2026, 11, 1, tzinfo=UTC)
"""This software did not exist before."""
TOLERATED_STEP_BACK = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Vitals:
    """`last_act` is the time of the newest journal line. `refused`: what a small write met.
    `ahead`: so much of the time that the clock shows nobody has seen pass."""

    free_bytes: int
    now: datetime
    last_act: datetime | None
    refused: Problem | None = None
    ahead: timedelta = timedelta(0)


def problems(vitals: Vitals) -> dict[Fault, Problem]:
    """What these readings mean."""
    found: dict[Fault, Problem] = {}
    if vitals.free_bytes < LEAST_FREE_BYTES:
        free_mb = vitals.free_bytes // 2**20
        detail = f"Only {free_mb} MB left on the disk: delete what is not needed."
        found[Fault.DISK_FULL] = Problem(Fault.DISK_FULL, detail)
    if vitals.refused:
        found.setdefault(vitals.refused.fault, vitals.refused)
    earliest = OLDEST_BELIEVABLE
    if vitals.last_act:
        earliest = max(earliest, vitals.last_act - TOLERATED_STEP_BACK)
    if vitals.now < earliest:
        detail = f"The clock shows {vitals.now:%Y-%m-%d %H:%M}, which is in the past: set it."
        found[Fault.CLOCK] = Problem(Fault.CLOCK, detail)
    if vitals.ahead:
        detail = f"The clock is {vitals.ahead.days} days further than this kiosk has seen pass."
        found[Fault.CLOCK_AHEAD] = Problem(Fault.CLOCK_AHEAD, detail)
    return found


def free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


WATCHED = (Fault.DISK_FULL, Fault.DATABASE, Fault.CLOCK, Fault.CLOCK_AHEAD)


class HealthWatch:
    """Tells at every look how each of `WATCHED` is, not only what changed: a write may have met
    the full disk between two looks, or failed once, and nobody else would say that it works again.
    """

    def __init__(
        self,
        read: Callable[[], Vitals],
        on_event: Callable[[Faulted | Mended], None],
        go_on: Callable[[], None] = lambda: None,
    ) -> None:
        self._read = read
        self._go_on = go_on
        self._on_event = on_event
        self._logged: set[Fault] = set()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="health", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def look(self) -> None:
        """One reading."""
        found = problems(self._read())
        for fault in found.keys() - self._logged:
            log.warning("%s", found[fault].detail)
        self._logged = set(found)
        for fault in WATCHED:
            is_bad = fault in found
            self._on_event(Faulted(found[fault]) if is_bad else Mended(fault))
        self._go_on()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception:  # a thread that dies must not do so in silence
                log.exception("the health of the kiosk could not be read")
            self._stopping.wait(EVERY_S)
