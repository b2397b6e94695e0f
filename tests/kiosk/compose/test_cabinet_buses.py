"""Buses handed over and taken up again, on ptys: by the file as it is then, or as it was before."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from firmware_bridge.learning_steps import FindDevices
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.compose.cabinet_buses import CabinetBuses
from kiosk.compose.cabinets import bus_plan
from kiosk.domain.problems import Fault
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import commissioning_events as setup
from kiosk.flows.events import Event, Faulted
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.workers.commissioning import CommissioningWorker
from tests.firmware_bridge.simulator.builders import real_cabinet
from tests.support.fake_shop import CATALOGUE
from tests.support.technician import FILE, odd_cabinet

pytestmark = pytest.mark.slow

CLOCK = time.monotonic  # noqa: TID251  # a real pty lives in real time
RIGHT = (
    FILE.replace("kerong-cu48", "kerong-cu16")
    .replace("19200", "9600")
    .replace("board = 1\nlock = 5", "board = 2\nlock = 2")
    .replace("board = 1\nlock = 6", "board = 2\nlock = 1")
    .replace("scale = 9", "scale = 3")
    .replace("scale = 10", "scale = 4")
)
Told = queue.SimpleQueue[Event]


@contextmanager
def running(folder: Path, text: str) -> Iterator[tuple[CabinetBuses, Told, VirtualCabinet, Path]]:
    file = folder / "cabinets.toml"
    file.write_text(text, encoding="utf-8")
    told: Told = queue.SimpleQueue()
    with real_cabinet(odd_cabinet("kerong-cu16"), folder) as twin:
        buses = CabinetBuses(
            load_cabinets(file, CATALOGUE)[1], lambda: load_cabinets(file, CATALOGUE)[1],
            bus_plan, folder, told.put, CLOCK,
        )  # fmt: skip
        buses.start()
        try:
            yield buses, told, twin, file
        finally:
            buses.stop()


def until(told: Told, wanted: Event | type[Event]) -> Event:
    while True:
        event = told.get(timeout=10)
        if event == wanted or (isinstance(wanted, type) and isinstance(event, wanted)):
            return event


def seen(told: Told, *, is_open: bool | None) -> None:
    while True:
        event = until(told, cabinet.CabinetDoorSeen)
        if isinstance(event, cabinet.CabinetDoorSeen) and event.is_open is is_open:
            return


def test_released_buses_know_nothing_and_open_nothing(tmp_path: Path) -> None:
    with running(tmp_path, RIGHT) as (buses, told, twin, _):
        seen(told, is_open=False)
        assert buses.release() == (str(tmp_path / "bus"),)
        seen(told, is_open=None)
        buses.locks.unlock("c-1", "fridge", "d1")
        until(told, cabinet.CabinetNotUnlocked("c-1", "the cabinet is being set up"))
        assert twin.pulses() == ()


def test_a_file_that_changed_meanwhile_is_what_they_run_by(tmp_path: Path) -> None:
    with running(tmp_path, FILE) as (buses, told, twin, file):
        buses.release()
        file.write_text(RIGHT, encoding="utf-8")
        buses.take_up()
        seen(told, is_open=False)
        buses.locks.unlock("c-1", "fridge", "d2")
        until(told, cabinet.CabinetUnlocked)
        assert [pulse.door for pulse in twin.pulses()] == [2]


def test_a_file_that_was_broken_meanwhile_leaves_the_wiring_of_before(tmp_path: Path) -> None:
    with running(tmp_path, RIGHT) as (buses, told, _, file):
        seen(told, is_open=False)
        buses.release()
        file.write_text("nonsense", encoding="utf-8")
        buses.take_up()
        fault = until(told, Faulted)
        assert isinstance(fault, Faulted)
        assert fault.problem.fault is Fault.LOCKS
        seen(told, is_open=False)


def test_a_search_ends_at_once_when_the_buses_are_wanted_back(tmp_path: Path) -> None:
    """With every speed and family a silent port would take minutes."""
    with running(tmp_path, RIGHT) as (buses, told, _, _file):
        worker = CommissioningWorker(buses, told.put, CLOCK)
        worker.start()
        worker.take_over()
        worker.carry_out(1, FindDevices())
        until(told, setup.SearchTold)
        asked_at = CLOCK()
        worker.give_back()
        seen(told, is_open=False)
        assert CLOCK() - asked_at < 5
        worker.take_over()
        worker.carry_out(2, FindDevices())
        until(told, setup.SearchTold)
        asked_at = CLOCK()
        worker.stop()
        assert CLOCK() - asked_at < 2
        assert "commissioning" not in {thread.name for thread in threading.enumerate()}
