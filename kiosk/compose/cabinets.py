"""Cabinets as the settings want them: their file, their buses, a voice, and their virtual twin."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import SystemRandom  # noqa: TID251  # made here, to be given
from typing import Any

from firmware_bridge.bus_plan import BusPlan, ScaleOnBus
from firmware_bridge.errors import FirmwareBridgeError
from firmware_bridge.families import FamilySettings
from firmware_bridge.messages import LockAddress
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.simulator.plan import CabinetPlan, plan_of
from firmware_bridge.simulator.virtual_cabinet import VirtualCabinet
from firmware_bridge.weights import ScaleAddress
from kiosk.compose.cabinet_buses import CabinetBuses
from kiosk.compose.devices import Part
from kiosk.config import Settings
from kiosk.devices.voice_command import CommandVoice
from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_wiring import SIMULATED, CabinetWiring, DoorWiring, PortWiring
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Event
from kiosk.perform_cabinet import CabinetWorld, Silence
from kiosk.ports import Voice
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.commissioned_file import WrittenCabinets
from kiosk.typed_file import FileProblem
from kiosk.ui.view_models.cabinet import cue_text
from kiosk.ui.wording import Words
from kiosk.workers.commissioning import CommissioningWorker

log = logging.getLogger(__name__)

Put = Callable[[Event], None]
PLATE_MG = 900_000


def cabinets(
    settings: Settings,
    catalogue: Catalogue,
    put: Put,
    monotonic: Callable[[], float],
    problems: list[Problem],
) -> tuple[CabinetWorld, list[Part]]:
    """None where the settings name no file; a file that cannot be used is a problem of its own."""
    if settings.cabinet.file is None:
        return CabinetWorld(), []
    try:
        planned, wiring = load_cabinets(settings.cabinet.file, catalogue)
        twin = virtual_of(settings, planned, wiring, monotonic)
        buses = buses_of(settings, catalogue, wiring, put, monotonic)
    except (FileProblem, FirmwareBridgeError) as error:
        log.warning("the cabinets cannot be used: %s", error)
        problems.append(Problem(Fault.CATALOGUE, str(error)))
        return CabinetWorld(), []
    fitter = CommissioningWorker(buses, put, monotonic)
    file = WrittenCabinets(settings.cabinet.file, catalogue, lambda: buses.devices)
    parts: list[Part] = [*([twin] if twin else []), buses, fitter]
    return CabinetWorld(planned, buses.locks, voice(settings), fitter, file), parts


def buses_of(
    settings: Settings,
    catalogue: Catalogue,
    wiring: CabinetWiring,
    put: Put,
    monotonic: Callable[[], float],
) -> CabinetBuses:
    """Not started yet. Raises FirmwareBridgeError."""
    assert settings.cabinet.file is not None  # noqa: S101  # the wiring came out of it
    read = partial(_wiring_in, settings.cabinet.file, catalogue)
    return CabinetBuses(wiring, read, bus_plan, _twin_folder(settings), put, monotonic)


def virtual_of(
    settings: Settings,
    planned: tuple[Cabinet, ...],
    wiring: CabinetWiring,
    monotonic: Callable[[], float],
) -> VirtualCabinet | None:
    return virtual(planned, wiring, _twin_folder(settings), monotonic)


def _wiring_in(file: Path, catalogue: Catalogue) -> CabinetWiring:
    return load_cabinets(file, catalogue)[1]


def bus_plan(port: PortWiring, wiring: CabinetWiring) -> BusPlan:
    """Raises FirmwareBridgeError for what the family or the profile does not have."""
    doors = tuple(LockAddress(one.board, one.lock) for one in wiring.doors if one.port == port.id)
    family = FamilySettings.model_validate(
        {"family": port.family, "polarity": port.polarity, "read_all": port.read_all}
    )
    profile = load_profile(port.profile) if port.profile else None
    scales = tuple(
        ScaleOnBus(ScaleAddress(one.unit), profile)
        for one in wiring.shelves
        if one.port == port.id and profile
    )
    return BusPlan(family.make() if doors else None, doors, scales, port.baud)


def voice(settings: Settings) -> Voice:
    kind, _, command = settings.cabinet.voice.partition(":")
    return CommandVoice(command, _words_of) if kind == "command" else Silence()


def _words_of(cue: str, language: Language) -> str:
    return cue_text(cue, Words(language))


def _twin_folder(settings: Settings) -> Path:
    return settings.paths.data_dir / "simulated-cabinet"


# --- the virtual twin ---------------------------------------------------------------------------


def virtual(
    planned: tuple[Cabinet, ...],
    wiring: CabinetWiring,
    folder: Path,
    monotonic: Callable[[], float],
) -> VirtualCabinet | None:
    """What stands behind the ports that are `simulator:`; None where none is."""
    if all(port.device != SIMULATED for port in wiring.ports):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    plan = virtual_plan(planned, wiring)
    return VirtualCabinet(plan, monotonic=monotonic, rng=SystemRandom(), folder=folder)


def virtual_plan(planned: tuple[Cabinet, ...], wiring: CabinetWiring) -> CabinetPlan:
    """Boards, doors, shelves and goods as the cabinets' file has them. Doors count from 1."""
    ports = {port.id: port for port in wiring.ports if port.device == SIMULATED}
    doors = [door for door in wiring.doors if door.port in ports]
    boards = sorted({(door.port, door.board) for door in doors})
    numbers = {(door.cabinet, door.door): place for place, door in enumerate(doors, start=1)}
    goods = {sku: good for one in planned for sku, good in one.planogram.goods.items()}
    return plan_of({
        "port": [{"name": port.id, "baud": bus_plan(port, wiring).line_baud}
                 for port in ports.values()],
        "board": [_board(ports[port], address, doors) for port, address in boards],
        "door": [
            {"number": numbers[door.cabinet, door.door], "lock": door.lock,
             "board": boards.index((door.port, door.board)) + 1}
            for door in doors
        ],
        "good": [{"sku": good.sku, "weight_mg": good.weight_mg, "spread_mg": good.spread_mg}
                 for good in goods.values()],
        "shelf": [row for one in planned for row in _shelves(one, wiring, numbers)],
    })  # fmt: skip


def _board(port: PortWiring, address: int, doors: Sequence[DoorWiring]) -> dict[str, Any]:
    said = {"polarity": port.polarity, "read_all": port.read_all}
    options = {name: value for name, value in said.items() if value}
    locks = max(d.lock for d in doors if (d.port, d.board) == (port.id, address))
    place = {"port": port.id, "address": address, "locks": locks}
    return {"family": port.family, "options": options, **place}


def _shelves(
    cabinet: Cabinet, wiring: CabinetWiring, numbers: dict[tuple[str, str], int]
) -> list[dict[str, Any]]:
    wires = {one.shelf: one for one in wiring.shelves if one.cabinet == cabinet.id}
    ports = {port.id: port for port in wiring.ports if port.device == SIMULATED}
    doors = {shelf: door.id for door in cabinet.doors for shelf in door.shelves}
    first = cabinet.doors[0].id
    return [
        {
            "name": shelf.id,
            "door": numbers[cabinet.id, doors.get(shelf.id, first)],
            "plate_mg": PLATE_MG,
            "goods": [{"sku": f.good.sku, "stock": f.stock} for f in shelf.facings],
            "scale": {
                "port": wires[shelf.id].port,
                "unit": wires[shelf.id].unit,
                "profile": ports[wires[shelf.id].port].profile,
            },
        }
        for shelf in cabinet.planogram.shelves
        if wires[shelf.id].port in ports and (cabinet.id, doors.get(shelf.id, first)) in numbers
    ]
