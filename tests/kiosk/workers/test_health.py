"""The kiosk's health: what readings mean, and that it is told at every look."""

from __future__ import annotations

import queue
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Faulted, Mended
from kiosk.workers.health import (
    LEAST_FREE_BYTES,
    OLDEST_BELIEVABLE,
    TOLERATED_STEP_BACK,
    WATCHED,
    HealthWatch,
    Vitals,
    free_bytes,
    problems,
)
from tests.support.fake_clock import AT

WAIT_S = 10.0
SECOND = timedelta(seconds=1)
FINE = Vitals(LEAST_FREE_BYTES, AT, AT)
FULL = Vitals(LEAST_FREE_BYTES - 1, AT, AT)


@pytest.mark.parametrize(
    ("vitals", "faults"),
    [
        (FINE, set()),
        (Vitals(10**12, AT, None), set()),
        (FULL, {Fault.DISK_FULL}),
        (Vitals(0, AT, AT), {Fault.DISK_FULL}),
        (Vitals(10**12, OLDEST_BELIEVABLE, None), set()),
        (Vitals(10**12, OLDEST_BELIEVABLE - SECOND, None), {Fault.CLOCK}),
        (Vitals(10**12, datetime(1970, 1, 1, tzinfo=UTC), None), {Fault.CLOCK}),
        (Vitals(10**12, AT - TOLERATED_STEP_BACK, AT), set()),
        (Vitals(10**12, AT - TOLERATED_STEP_BACK - SECOND, AT), {Fault.CLOCK}),
        (Vitals(0, OLDEST_BELIEVABLE - SECOND, AT), {Fault.DISK_FULL, Fault.CLOCK}),
        (Vitals(10**12, AT, AT, ahead=timedelta(days=200)), {Fault.CLOCK_AHEAD}),
    ],
)
def test_what_readings_mean(vitals: Vitals, faults: set[Fault]) -> None:
    assert set(problems(vitals)) == faults


def test_what_a_write_met_is_told_until_one_is_taken() -> None:
    refused = Problem(Fault.DATABASE, "Cannot use the database: disk I/O error.")
    readings = iter([replace(FINE, refused=refused), FINE])
    told: list[Faulted | Mended] = []
    watch = HealthWatch(lambda: next(readings), told.append)
    watch.look()
    watch.look()
    others = {Mended(fault) for fault in WATCHED if fault is not Fault.DATABASE}
    assert [one for one in told if one not in others] == [Faulted(refused), Mended(Fault.DATABASE)]


def test_a_problem_says_what_was_found_and_what_to_do() -> None:
    found = problems(Vitals(5 * 2**20, datetime(2020, 1, 2, 3, 4, tzinfo=UTC), None))
    assert {fault: problem.detail for fault, problem in found.items()} == {
        Fault.DISK_FULL: "Only 5 MB left on the disk: delete what is not needed.",
        Fault.CLOCK: "The clock shows 2020-01-02 03:04, which is in the past: set it.",
    }


def test_every_look_tells_how_it_is_and_logs_what_is_new(caplog: pytest.LogCaptureFixture) -> None:
    """Somebody else may have found the disk full meanwhile, and waits to hear of room."""
    readings = iter([FINE, FULL, FULL, FINE])
    told: list[Faulted | Mended] = []
    watch = HealthWatch(lambda: next(readings), told.append)
    for _ in range(4):
        watch.look()
    detail = "Only 63 MB left on the disk: delete what is not needed."
    sound = [Mended(Fault.DATABASE), Mended(Fault.CLOCK), Mended(Fault.CLOCK_AHEAD)]
    full = [Faulted(Problem(Fault.DISK_FULL, detail)), *sound]
    fine = [Mended(Fault.DISK_FULL), *sound]
    assert told == [*fine, *full, *full, *fine]
    assert caplog.messages == [detail]


def test_every_look_goes_on_with_what_was_left_for_later() -> None:
    did: list[object] = []
    watch = HealthWatch(lambda: FINE, did.append, lambda: did.append("went on"))
    watch.look()
    assert did == [*(Mended(fault) for fault in WATCHED), "went on"]


def test_the_room_on_a_real_disk_is_read(tmp_path: Path) -> None:
    assert free_bytes(tmp_path) > 0


def test_the_thread_looks_at_once_and_stops() -> None:
    told: queue.SimpleQueue[Faulted | Mended] = queue.SimpleQueue()
    watch = HealthWatch(lambda: FULL, told.put)
    watch.start()
    assert isinstance(told.get(timeout=WAIT_S), Faulted)
    watch.stop()
    assert not watch._thread.is_alive()


def test_a_reading_that_fails_does_not_end_the_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.workers.health.EVERY_S", 0.001)
    told: queue.SimpleQueue[Faulted | Mended] = queue.SimpleQueue()
    failures = iter([OSError("the disk is gone")])

    def read() -> Vitals:
        for failure in failures:
            raise failure
        return FULL

    watch = HealthWatch(read, told.put)
    watch.start()
    assert isinstance(told.get(timeout=WAIT_S), Faulted)
    watch.stop()


def test_stopping_before_starting_is_fine() -> None:
    HealthWatch(lambda: FINE, lambda _: None).stop()
