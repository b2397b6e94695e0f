"""Reads cabinets, planograms and wiring from one TOML file, whole and checked, or not at all.

A shelf's facings say which goods stand there, what a unit weighs and how much units differ. A door
with a `sku` is a locker: one good, no scale. Where a cabinet has several doors, each shelf says
which `door` it is behind. Prices are the catalogue's.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from kiosk import typed_file
from kiosk.domain.cabinet import Cabinet, CabinetDoor
from kiosk.domain.cabinet_wiring import CabinetWiring, DoorWiring, PortWiring, ShelfWiring
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.language import Label
from kiosk.domain.money import Money, yuan
from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Sensor, Shelf
from kiosk.storage.catalogue_file import Id, Name
from kiosk.typed_file import FileProblem
from kiosk.typed_file_words import nearest, shown

MAX_HOLD = yuan("2000.00")


def load_cabinets(path: Path, catalogue: Catalogue) -> tuple[tuple[Cabinet, ...], CabinetWiring]:
    """Raises FileProblem, which names each wrong row, and nothing else."""
    rows = typed_file.read(path, _Rows, word="field")
    lines = list(_problems(rows, catalogue))
    if lines:
        raise FileProblem(path, lines)
    try:
        cabinets = tuple(_cabinet(row) for row in rows.cabinets)
    except ValueError as error:  # two weights of one good, and the like: the domain's sentences
        raise FileProblem(path, [str(error)]) from error
    return cabinets, _wiring(rows)


# --- rows as they are written -------------------------------------------------------------------


def _hold(value: object) -> Money:
    if not isinstance(value, str):
        raise ValueError(  # noqa: TRY004 - pydantic turns a ValueError into our sentence
            f'must be text, not {shown(value)}. Write it in quotes: hold = "80.00".'
        )
    try:
        amount = yuan(value)
    except ValueError as error:
        raise ValueError(f'is {shown(value)}. Write yuan: hold = "80.00".') from error
    if not Money(0) < amount <= MAX_HOLD:
        raise ValueError(f"is {shown(value)}. It must be above 0 and at most 2000.00.")
    return amount


def _device(text: str) -> str:
    if text != "simulator:" and not text.startswith(("/dev/", "COM")):
        raise ValueError(f'is {shown(text)}. Write "/dev/ttyUSB0", "COM3" or "simulator:".')
    return text


Grams = Annotated[float, Field(gt=0, le=50_000, allow_inf_nan=False)]
Spread = Annotated[float, Field(ge=0, le=10_000, allow_inf_nan=False)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _PortRow(_Row):
    id: Id
    device: Annotated[str, AfterValidator(_device)]
    family: Literal["shuoming", "kerong-cu16", "kerong-cu48", "wkly", "winnsen"] = "shuoming"
    polarity: Literal["closing-feedback", "opening-feedback"] | None = None
    scales: str | None = None
    baud: Annotated[int, Field(ge=300, le=1_000_000)] | None = None
    read_all: Literal["first-byte-first", "last-byte-first"] | None = None


class _DoorRow(_Row):
    id: Id
    name: Name
    port: str
    board: Annotated[int, Field(ge=0, le=255)] = 1
    lock: Annotated[int, Field(ge=1, le=64)]
    sku: str = ""
    stock: Annotated[int, Field(ge=0, le=1)] = 1


class _FacingRow(_Row):
    sku: str
    weight_g: Grams
    spread_g: Spread
    stock: Annotated[int, Field(ge=0, le=1000)] = 0
    alike: str = ""


class _ShelfRow(_Row):
    id: Id
    port: str
    scale: Annotated[int, Field(ge=1, le=247)]
    door: str = ""
    noise_g: Annotated[float, Field(gt=0, le=1000)] = 0.4
    drift_g: Annotated[float, Field(ge=0, le=1000)] = 1.0
    division_g: Annotated[float, Field(ge=0, le=1000)] = 1.0
    zero_g: Annotated[float, Field(ge=-50_000, le=50_000)] = 0.0
    span: Annotated[float, Field(ge=0.01, le=100)] = 1.0
    facings: tuple[_FacingRow, ...] = ()


class _CabinetRow(_Row):
    id: Id
    name: Name
    hold: Annotated[Money, BeforeValidator(_hold)]
    doors: tuple[_DoorRow, ...] = ()
    shelves: tuple[_ShelfRow, ...] = ()


class _Rows(_Row):
    ports: tuple[_PortRow, ...] = ()
    cabinets: tuple[_CabinetRow, ...] = ()


# --- checks across rows -------------------------------------------------------------------------


def _problems(rows: _Rows, catalogue: Catalogue) -> Iterator[str]:
    ports = [row.id for row in rows.ports]
    if not ports or not rows.cabinets:
        yield "There is no [[ports]] or no [[cabinets]]. Add at least one of each."
    yield from _twins("ports", ports)
    yield from _twins("cabinets", [row.id for row in rows.cabinets])
    yield from _twins("locks", [
        f"{door.port} board {door.board} lock {door.lock}"
        for row in rows.cabinets for door in row.doors
    ])  # fmt: skip
    yield from _twins(
        "scales", [f"{s.port} scale {s.scale}" for row in rows.cabinets for s in row.shelves]
    )
    with_scales = {row.id for row in rows.ports if row.scales}
    skus = [product.sku for product in catalogue.products]
    for row in rows.cabinets:
        yield from _cabinet_problems(row, ports, with_scales, skus)


def _cabinet_problems(
    row: _CabinetRow, ports: list[str], with_scales: set[str], skus: list[str]
) -> Iterator[str]:
    place = f"[[cabinets]] {row.id}"
    if not row.doors:
        yield f"{place} has no door. Add [[cabinets.doors]]."
    lockers = [door for door in row.doors if door.sku]
    if lockers and (row.shelves or len(lockers) < len(row.doors)):
        yield f"{place} mixes lockers and shelves. Make it two cabinets."
    if not lockers and not row.shelves:
        yield f"{place} has neither shelves nor lockers. Add [[cabinets.shelves]], or sku to doors."
    yield from _twins(f"{place} doors", [door.id for door in row.doors])
    yield from _twins(f"{place} shelves", [shelf.id for shelf in row.shelves])
    wires = [(one.id, one.port) for one in row.doors] + [(s.id, s.port) for s in row.shelves]
    for part, port in wires:
        if port not in ports:
            yield f"{place} {part}: port {shown(port)} is not one.{nearest(port, ports)}"
    yield from _door_problems(place, row)
    for shelf in row.shelves:
        if shelf.port in ports and shelf.port not in with_scales:
            yield f'{place} {shelf.id}: port {shelf.port} has no scales = "PROFILE".'
    named = [door.sku for door in lockers]
    for sku in (*named, *(facing.sku for shelf in row.shelves for facing in shelf.facings)):
        if sku not in skus:
            yield f"{place}: sku {shown(sku)} is not in the catalogue.{nearest(sku, skus)}"


def _door_problems(place: str, row: _CabinetRow) -> Iterator[str]:
    """Which door leads to which shelf: it need not be said where there is one door."""
    doors = [door.id for door in row.doors]
    for shelf in row.shelves:
        if shelf.door and shelf.door not in doors:
            said = f"door {shown(shelf.door)} is not one.{nearest(shelf.door, doors)}"
            yield f"{place} {shelf.id}: {said}"
        elif not shelf.door and len(doors) > 1:
            yield f'{place} {shelf.id}: behind which door? Write door = "{doors[0]}".'
    idle = [door for door in doors if door not in {shelf.door for shelf in row.shelves}]
    if len(doors) > 1 and row.shelves and idle:
        yield f"{place}: no shelf is behind door {', '.join(idle)}. Write door = at its shelves."


def _twins(what: str, names: list[str]) -> Iterator[str]:
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{what}: {name} stands twice. Name each once."


# --- the values ---------------------------------------------------------------------------------


def _cabinet(row: _CabinetRow) -> Cabinet:
    doors = tuple(_door(door, row) for door in row.doors)
    stock = tuple((door.id, door.stock) for door in row.doors if door.sku)
    shelves = tuple(_shelf(shelf) for shelf in row.shelves)
    return Cabinet(row.id, row.name, doors, row.hold, Planogram(shelves), stock)


def _door(door: _DoorRow, row: _CabinetRow) -> CabinetDoor:
    behind = tuple(shelf.id for shelf in row.shelves if shelf.door == door.id)
    return CabinetDoor(door.id, Label(door.name.zh, door.name.en), door.sku, behind)


def _shelf(row: _ShelfRow) -> Shelf:
    sensor = Sensor(_mg(row.noise_g), _mg(row.drift_g), _mg(row.division_g))
    facings = tuple(
        Facing(Good(one.sku, _mg(one.weight_g), _mg(one.spread_g), one.alike), one.stock)
        for one in row.facings
    )
    return Shelf(row.id, facings, sensor)


def _mg(grams: float) -> int:
    return round(grams * 1000)


def _wiring(rows: _Rows) -> CabinetWiring:
    return CabinetWiring(
        tuple(
            PortWiring(
                row.id, row.device, row.family, row.polarity, row.scales, row.baud, row.read_all
            )
            for row in rows.ports
        ),
        tuple(
            DoorWiring(row.id, door.id, door.port, door.board, door.lock)
            for row in rows.cabinets
            for door in row.doors
        ),
        tuple(
            ShelfWiring(row.id, shelf.id, shelf.port, shelf.scale, _mg(shelf.zero_g), shelf.span)
            for row in rows.cabinets
            for shelf in row.shelves
        ),
    )
