"""Which wire leads to which door and shelf: from the cabinets' file to the devices. Values only."""

from __future__ import annotations

from dataclasses import dataclass

SIMULATED = "simulator:"


@dataclass(frozen=True, slots=True)
class PortWiring:
    """One serial port. `device` is a path, or `simulator:`; `profile` of the scales on it.

    `read_all`: in which order a Shuoming board tells its locks; None: lock by lock.
    """

    id: str
    device: str
    family: str
    polarity: str | None
    profile: str | None
    baud: int | None
    read_all: str | None = None


@dataclass(frozen=True, slots=True)
class DoorWiring:
    cabinet: str
    door: str
    port: str
    board: int
    lock: int


@dataclass(frozen=True, slots=True)
class ShelfWiring:
    """True milligrams are (shown - zero_mg) * span, where a make is not calibrated by wire."""

    cabinet: str
    shelf: str
    port: str
    unit: int
    zero_mg: int = 0
    span: float = 1.0


@dataclass(frozen=True, slots=True)
class CabinetWiring:
    ports: tuple[PortWiring, ...]
    doors: tuple[DoorWiring, ...]
    shelves: tuple[ShelfWiring, ...]
