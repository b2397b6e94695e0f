"""What a virtual cabinet consists of, as its TOML says it. Owns the checks and their words.

`default_cabinet.toml` beside this file is the example with every word explained.
"""

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from firmware_bridge.errors import ProfileError
from firmware_bridge.families import FamilyName, FamilySettings
from firmware_bridge.scale_profile import load_profile
from firmware_bridge.simulator.errors import CabinetPlanError
from firmware_bridge.simulator.twins import wire_of

DEFAULT_FILE = Path(__file__).with_name("default_cabinet.toml")

Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[\w.-]+$")]
"""A word that a script can say: letters, digits, dot, dash, underscore."""


def _shipped(profile: str) -> str:
    try:
        load_profile(profile)
    except ProfileError as error:
        raise ValueError(str(error)) from error
    return profile


Profile = Annotated[str, AfterValidator(_shipped)]
"""A profile of scales by its name, or a path that ends in .toml."""

Milligrams = Annotated[int, Field(ge=0, le=1_000_000_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoodPlan(_Part):
    """A good: `weight_mg` of one unit, and by how much units differ (1 sigma)."""

    sku: Name
    weight_mg: Annotated[int, Field(gt=0, le=100_000_000)]
    spread_mg: Milligrams = 0


class FacingPlan(_Part):
    """So many units of a good on a shelf."""

    sku: Name
    stock: Annotated[int, Field(ge=0, le=1000)]


class BoardPlan(_Part):
    """A lock board. `options` are those of its family, as in the kiosk's settings.

    `reports`: it says unasked that a door moved, where its family can.
    """

    family: FamilyName
    port: Name
    address: Annotated[int, Field(ge=0, le=255)]
    locks: Annotated[int, Field(ge=1, le=64)]
    options: dict[str, bool | int | str] = {}
    reports: bool = False

    @property
    def settings(self) -> FamilySettings:
        return FamilySettings.model_validate({"family": self.family, **self.options})

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        most = wire_of(self.settings).most_locks  # names a wrong option too
        if self.locks > most:
            raise ValueError(f"{self.family} boards have at most {most} locks.")
        return self


class DoorPlan(_Part):
    """A door, at one lock of the board with that number in the file (from 1)."""

    number: Annotated[int, Field(ge=1, le=512)]
    board: Annotated[int, Field(ge=1)]
    lock: Annotated[int, Field(ge=1, le=64)]
    latch_s: Annotated[float, Field(ge=0, le=10)] = 0.1
    springs_open: bool = True
    released_s: Annotated[float, Field(gt=0, le=60)] = 5.0
    bounce_s: Annotated[float, Field(ge=0, le=5)] = 0.0


class ScalePlan(_Part):
    """The scale under a shelf: where it is on the bus, and how good it is."""

    port: Name
    unit: Annotated[int, Field(ge=1, le=247)]
    profile: Profile
    capacity_mg: Annotated[int, Field(gt=0, le=1_000_000_000)] = 15_000_000
    division_mg: Annotated[int, Field(gt=0, le=1_000_000)] = 1_000
    noise_mg: Annotated[float, Field(ge=0, le=1e6)] = 300.0
    settle_s: Annotated[float, Field(gt=0, le=60)] = 0.8
    drift_mg_per_hour: Annotated[float, Field(ge=-1e7, le=1e7)] = 0.0
    zero_mg: Annotated[int, Field(ge=-100_000_000, le=100_000_000)] = 0
    span: Annotated[float, Field(ge=0.1, le=10)] = 1.0


class ShelfPlan(_Part):
    """A shelf behind a door; without `scale` it is a locker. `plate_mg`: the empty shelf."""

    name: Name
    door: Annotated[int, Field(ge=1)]
    goods: tuple[FacingPlan, ...] = ()
    scale: ScalePlan | None = None
    plate_mg: Milligrams = 0


class PortPlan(_Part):
    """One serial port."""

    name: Name
    baud: Annotated[int, Field(ge=300, le=1_000_000)] = 9600


class CabinetPlan(_Part):
    """A whole cabinet. Every name that another part says must exist."""

    ports: tuple[PortPlan, ...] = Field(min_length=1)
    boards: tuple[BoardPlan, ...] = ()
    doors: tuple[DoorPlan, ...] = ()
    goods: tuple[GoodPlan, ...] = ()
    shelves: tuple[ShelfPlan, ...] = ()
    hand_s: Annotated[float, Field(ge=0, le=10)] = 0.3
    """So long a hand leans on a shelf before it takes or puts something."""
    degrees: Annotated[float, Field(ge=-40, le=80)] = 20.0

    @model_validator(mode="after")
    def _names_fit(self) -> Self:
        ports = _once("port", (port.name for port in self.ports))
        skus = _once("good", (good.sku for good in self.goods))
        doors = _once("door", (door.number for door in self.doors))
        _once("shelf", (shelf.name for shelf in self.shelves))
        _once("board", ((board.port, board.family, board.address) for board in self.boards))
        _once("lock", ((door.board, door.lock) for door in self.doors))
        scales = [shelf.scale for shelf in self.shelves if shelf.scale is not None]
        _once("scale", ((scale.port, scale.unit) for scale in scales))
        for port in [board.port for board in self.boards] + [scale.port for scale in scales]:
            _known("port", port, ports)
        for door in self.doors:
            _known("board", door.board, range(1, len(self.boards) + 1))
            _known("lock", door.lock, range(1, self.boards[door.board - 1].locks + 1))
        for shelf in self.shelves:
            _known("door", shelf.door, doors)
            for facing in shelf.goods:
                _known("good", facing.sku, skus)
        return self


def _once(what: str, names: Iterable[object]) -> list[object]:
    seen: list[object] = []
    for name in names:
        if name in seen:
            raise ValueError(f"{what} {name!r} is there twice: give each its own.")
        seen.append(name)
    return seen


def _known(what: str, name: object, known: Iterable[object]) -> None:
    if name not in (names := list(known)):
        there = ", ".join(map(str, names)) or "none"
        raise ValueError(f"{what} {name!r} does not exist; there are: {there}.")


def parse_plan(text: str) -> CabinetPlan:
    """The plan in a TOML text. CabinetPlanError names every place that is wrong."""
    try:
        return plan_of(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CabinetPlanError(f"The cabinet's file is not TOML: {error}.") from error


def plan_of(tables: dict[str, Any]) -> CabinetPlan:
    """The plan in tables, named as in the TOML: `[[port]]`, `[[board]]`, `[[shelf]]` …"""
    try:
        return CabinetPlan.model_validate(
            {PLURALS.get(name, name): value for name, value in tables.items()}
        )
    except ValidationError as error:
        wrong = "\n".join(
            f"  {'.'.join(map(str, place['loc'])) or 'cabinet'}: {place['msg']}"
            for place in error.errors(include_url=False, include_input=False)
        )
        raise CabinetPlanError(f"The cabinet cannot be built:\n{wrong}") from error


PLURALS = {
    "port": "ports",
    "board": "boards",
    "door": "doors",
    "good": "goods",
    "shelf": "shelves",
}


def one_board(board: BoardPlan) -> CabinetPlan:
    """A lock board alone on its port, and at each lock a door of the same number."""
    doors = tuple(DoorPlan(number=lock, board=1, lock=lock) for lock in range(1, board.locks + 1))
    port = PortPlan(name=board.port, baud=wire_of(board.settings).baud)
    return CabinetPlan(ports=(port,), boards=(board,), doors=doors)


def load_plan(path: Path = DEFAULT_FILE) -> CabinetPlan:
    """The plan in a file. CabinetPlanError, also when it cannot be read."""
    try:
        return parse_plan(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CabinetPlanError(f"{path} cannot be read: {error}.") from error
