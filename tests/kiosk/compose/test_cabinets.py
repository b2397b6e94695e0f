"""The cabinets of the settings, on true bytes: buses on ptys, and their virtual twin behind."""

from __future__ import annotations

import queue
import time
from pathlib import Path

import pytest

from firmware_bridge.simulator.acts import Close, Take
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from kiosk.compose.cabinets import cabinets, virtual_plan
from kiosk.config import Settings
from kiosk.config_cabinet import Cabinets
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.settlement.readings import Quality
from kiosk.flows import cabinet_events as on
from kiosk.flows.events import Event
from kiosk.perform_cabinet import CabinetWorld
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.catalogue_file import load_catalogue

SHOP = Path("kiosk/shop").absolute()
CATALOGUE = load_catalogue(SHOP / "catalogue.toml")
PATIENCE_S = 10.0


def with_cabinets(tmp_path: Path, file: Path, voice: str = "none:") -> Settings:
    settings = Settings()
    paths = settings.paths.model_copy(update={"data_dir": tmp_path})
    cabinet = Cabinets(file=file, voice=voice)
    return settings.model_copy(update={"paths": paths, "cabinet": cabinet})


def test_without_a_file_there_are_no_cabinets() -> None:
    world, parts = cabinets(Settings(), CATALOGUE, lambda _event: None, lambda: 0.0, [])
    assert (world.cabinets, parts) == ((), [])


def test_a_file_that_cannot_be_used_is_a_problem_with_its_place(tmp_path: Path) -> None:
    problems: list[Problem] = []
    file = tmp_path / "gone.toml"
    settings = with_cabinets(tmp_path, file)
    world, _ = cabinets(settings, CATALOGUE, lambda _event: None, lambda: 0.0, problems)
    assert world.cabinets == CabinetWorld().cabinets
    assert [problem.fault for problem in problems] == [Fault.CATALOGUE]
    assert str(file) in problems[0].detail


def test_the_twin_stands_behind_every_simulated_wire() -> None:
    plan = virtual_plan(*load_cabinets(SHOP / "cabinets.toml", CATALOGUE))
    assert [board.address for board in plan.boards] == [1]
    assert [(shelf.name, shelf.door) for shelf in plan.shelves] == [("A", 1), ("B", 1)]


def until(events: queue.SimpleQueue[Event], kind: type[Event]) -> Event:
    deadline = time.monotonic() + PATIENCE_S  # noqa: TID251  # true bytes take true time
    while True:
        event = events.get(timeout=max(0.01, deadline - time.monotonic()))  # noqa: TID251
        if isinstance(event, kind):
            return event


@pytest.mark.slow
def test_a_command_opens_the_door_and_the_scale_tells_what_left(tmp_path: Path) -> None:
    events: queue.SimpleQueue[Event] = queue.SimpleQueue()
    settings = with_cabinets(tmp_path, SHOP / "cabinets.toml")
    world, parts = cabinets(settings, CATALOGUE, events.put, time.monotonic, [])  # noqa: TID251
    twin = next(part for part in parts if isinstance(part, VirtualCabinet))
    for part in parts:
        part.start()
    try:
        seen = until(events, on.CabinetDoorSeen)
        assert isinstance(seen, on.CabinetDoorSeen)
        assert seen.is_open is False
        world.locks.unlock("command-1", "fridge", "d1")
        assert isinstance(until(events, on.CabinetUnlocked), on.CabinetUnlocked)
        twin.do(Take("orange-juice", 1))
        weighed = until(events, on.ShelfWeighed)
        while not (
            isinstance(weighed, on.ShelfWeighed)
            and weighed.shelf == "B"
            and weighed.quality is Quality.STABLE
            and weighed.mg is not None
            and weighed.mg < 900_000 + 6 * 520_000 + 8 * 168_000 - 400_000
        ):
            weighed = until(events, on.ShelfWeighed)
        twin.do(Close(1))
        closed = until(events, on.CabinetDoorSeen)
        assert isinstance(closed, on.CabinetDoorSeen)
        assert closed.is_open is False
    finally:
        for part in reversed(parts):
            part.stop()


def test_a_voice_that_is_not_there_stops_nobody(tmp_path: Path) -> None:
    settings = with_cabinets(tmp_path, SHOP / "cabinets.toml", "command:/not/there")
    world, _ = cabinets(settings, CATALOGUE, lambda _event: None, lambda: 0.0, [])
    world.voice.say("open", Language.EN)
