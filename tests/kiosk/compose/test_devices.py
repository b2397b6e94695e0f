"""Devices as the settings want them, and in which order they come up."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk import config
from kiosk.compose.devices import Part, cloud, door
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.problems import Fault
from kiosk.flows.events import DoorFailed, DoorOpened, Event, Faulted, Mended
from kiosk.ports import PickUpDoor
from tests.cloud_sync.brokers import free_port


def test_the_link_waits_until_the_embedded_broker_listens(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'[cloud]\nmode = "embedded"\nport = {free_port()}\n', encoding="utf-8")
    settings = config.load(file)
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    _, parts = cloud(settings, SystemClock(settings.site.zone), heard.put)
    for part in parts:
        part.start()
    try:
        assert heard.get(timeout=20) == Mended(Fault.CLOUD)
    finally:
        for part in parts:
            part.stop()


@contextmanager
def a_simulated_door(
    folder: Path, locks: str, heard: queue.SimpleQueue[Event]
) -> Iterator[PickUpDoor]:
    file = folder / "kiosk.toml"
    file.write_text(
        f'[paths]\ndata_dir = "data"\n[locks]\nport = "simulator:"\n{locks}', encoding="utf-8"
    )
    settings = config.load(file)
    pick_up_door, parts = door(settings, SystemClock(settings.site.zone), heard.put)
    try:
        yield started(pick_up_door, parts)
    finally:
        for part in parts:
            part.stop()


def started(pick_up_door: PickUpDoor, parts: list[Part]) -> PickUpDoor:
    for part in parts:
        part.start()
    return pick_up_door


@pytest.mark.parametrize("polarity", ["closing-feedback", "opening-feedback"])
def test_a_simulated_board_opens_whichever_door_the_settings_name(
    polarity: str, tmp_path: Path
) -> None:
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    locks = f'board = 3\nlock = 12\npolarity = "{polarity}"\n'
    with a_simulated_door(tmp_path, locks, heard) as pick_up_door:
        pick_up_door.open("door-1")
        assert heard.get(timeout=20) == DoorOpened("door-1")
    assert list((tmp_path / "data").iterdir()) == []


def test_a_file_in_the_simulated_boards_place_is_a_fault_and_the_door_stays_shut(
    tmp_path: Path,
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "simulated-locks").write_text("precious")
    heard: queue.SimpleQueue[Event] = queue.SimpleQueue()
    with a_simulated_door(tmp_path, "", heard) as pick_up_door:
        pick_up_door.open("door-1")
        told = [heard.get(timeout=20) for _ in range(3)]
    assert isinstance(told[0], Faulted)
    assert "is a real file, not a link" in told[0].problem.detail
    assert any(isinstance(event, DoorFailed) for event in told)
