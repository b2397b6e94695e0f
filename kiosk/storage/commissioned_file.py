"""What was learnt of the wires, put into the cabinets' file; everything else stays as it stands.

Ports, doors and shelves that were not learnt keep their lines, and so do remarks, names, prices and
the order of things (tomlkit). What would not be a sound file is not written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from firmware_bridge.learnt import BoardLearnt, Learnt, ShelfLearnt
from kiosk import typed_file
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.commissioning import CommissioningPlan
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.file_versions import can_undo, undo_version, write_version
from kiosk.typed_file import FileProblem

SHIPPED = Path(__file__).parents[1] / "shop"

Row = dict[str, Any]
"""A table of the document; tomlkit's own behave as one."""


class WrittenCabinets:
    """A `CabinetFile`. `devices`: the path of each port of the file, as it is just now."""

    def __init__(
        self, path: Path, catalogue: Catalogue, devices: Callable[[], Mapping[str, str]]
    ) -> None:
        self._path = path
        self._catalogue = catalogue
        self._devices = devices

    def can_undo(self) -> bool:
        return can_undo(self._path)

    def write(self, learnt: Learnt, plan: CommissioningPlan) -> str:
        self._refuse_sample()
        return write_learnt(self._path, learnt, plan, self._devices(), self._catalogue).name

    def undo(self) -> str:
        self._refuse_sample()
        return undo_version(self._path).name

    def _refuse_sample(self) -> None:
        """An update of the program would overwrite it."""
        if self._path.resolve().parent == SHIPPED:
            raise FileProblem(self._path, [
                "This is the sample that belongs to the program. Copy it to a place of your own, "
                "and name that in the settings: [cabinet] file."
            ])  # fmt: skip


def write_learnt(
    path: Path,
    learnt: Learnt,
    plan: CommissioningPlan,
    devices: Mapping[str, str],
    catalogue: Catalogue,
) -> Path:
    """`devices`: the path of each port of the file. Gives where the version before is kept.

    Raises FileProblem, and changes nothing, when what was learnt does not make a sound file.
    """
    load_cabinets(path, catalogue)  # what is not sound now is not for us to change
    text = with_learnt(path, typed_file.text(path), learnt, plan, devices)
    trial = path.with_name(f".{path.stem}.trial{path.suffix}")
    try:
        trial.write_text(text, encoding="utf-8")
        load_cabinets(trial, catalogue)
    except FileProblem as problem:
        raise FileProblem(path, list(problem.lines)) from problem
    except OSError as error:
        raise FileProblem(path, [f"It cannot be written: {error.strerror}."]) from error
    finally:
        trial.unlink(missing_ok=True)
    return write_version(path, text)


def with_learnt(
    path: Path, text: str, learnt: Learnt, plan: CommissioningPlan, devices: Mapping[str, str]
) -> str:
    """The file's new text. Raises FileProblem (with `path`) where it cannot be."""
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise FileProblem(path, [f"It is no sound TOML: {error}."]) from error
    ports = _Ports(path, document, devices, learnt)
    for board in learnt.boards:
        ports.tell_boards(board.board.port)
    for shelf in learnt.shelves:
        ports.tell_scale(shelf)
    rows = {row["id"]: row for row in document.get("cabinets", [])}
    for board in learnt.boards:
        _wire_doors(rows, board, plan, ports.ids[board.board.port])
    for shelf in learnt.shelves:
        _wire_shelf(rows, shelf, plan, ports.ids[shelf.scale.port])
    return tomlkit.dumps(document)


class _Ports:
    """The `[[ports]]` of the document. `ids`: by device path, of those something was learnt on."""

    def __init__(
        self,
        path: Path,
        document: tomlkit.TOMLDocument,
        devices: Mapping[str, str],
        learnt: Learnt,
    ) -> None:
        self._path = path
        self._learnt = learnt
        self._rows: AoT | list[Row] = document.setdefault("ports", tomlkit.aot())
        self._wires = _wires(document)
        self.ids: dict[str, str] = {}
        heard = [*(board.board.port for board in learnt.boards),
                 *(shelf.scale.port for shelf in learnt.shelves)]  # fmt: skip
        by_device = {device: port for port, device in devices.items()}
        for device in dict.fromkeys(heard):
            self.ids[device] = by_device.get(device) or self._moved_to(device, devices, heard)

    def _moved_to(self, device: str, devices: Mapping[str, str], heard: Sequence[str]) -> str:
        """The port that was elsewhere before: of the same use, and silent now. Else a new one."""
        has_boards = any(board.board.port == device for board in self._learnt.boards)
        for row in self._rows:
            port = str(row["id"])
            is_free = devices.get(port) not in heard and port not in self.ids.values()
            is_alike = port in self._wires["doors" if has_boards else "shelves"]
            if is_free and is_alike:
                row["device"] = device
                return port
        return self._new(device)

    def _new(self, device: str) -> str:
        names = {str(row["id"]) for row in self._rows}
        port = next(
            name for number in range(1, 99) if (name := f"port-{number}") not in names
        )  # fmt: skip
        row = tomlkit.table()
        row.update({"id": port, "device": device})
        self._rows.append(row)
        return port

    def _row(self, device: str) -> Row:
        row: Row = next(row for row in self._rows if row["id"] == self.ids[device])
        return row

    def tell_boards(self, device: str) -> None:
        """One family, one polarity, one order for a line: that is how a bus is."""
        boards = [board for board in self._learnt.boards if board.board.port == device]
        row = self._row(device)
        row["family"] = boards[0].board.family
        row["baud"] = boards[0].board.baud
        _put(row, "polarity", self._agreed(device, [board.polarity for board in boards]))
        orders = {board.read_all for board in boards}
        _put(row, "read_all", self._agreed(device, list(orders)) if len(orders) == 1 else None)

    def tell_scale(self, shelf: ShelfLearnt) -> None:
        row = self._row(shelf.scale.port)
        profiles = {
            one.profile for one in self._learnt.shelves if one.scale.port == shelf.scale.port
        }
        if len(profiles) > 1:
            both = " and ".join(sorted(profiles))
            raise FileProblem(self._path, [f"{shelf.scale.port} has scales of two makes ({both}): "
                                           "give each make a port of its own."])  # fmt: skip
        row["scales"] = shelf.profile
        row["baud"] = shelf.scale.baud

    def _agreed(self, device: str, said: Sequence[Any]) -> str | None:
        known = {one for one in said if one is not None}
        if len(known) > 1:
            raise FileProblem(self._path, [f"The boards on {device} read in different ways: give "
                                           "each a port of its own."])  # fmt: skip
        return str(known.pop().value) if known else None


def _wires(document: tomlkit.TOMLDocument) -> dict[str, set[str]]:
    """Which ports doors and shelves use so far."""
    cabinets = document.get("cabinets", [])
    return {
        part: {str(row.get("port")) for one in cabinets for row in one.get(part, [])}
        for part in ("doors", "shelves")
    }


def _wire_doors(
    cabinets: Mapping[str, Row], board: BoardLearnt, plan: CommissioningPlan, port: str
) -> None:
    for number, lock in board.doors:
        place = plan.door(number)
        row = None if place is None else _part(cabinets, place.cabinet, "doors", place.door)
        if row is not None:
            row.update({"port": port, "board": board.board.board, "lock": lock})


def _wire_shelf(
    cabinets: Mapping[str, Row], shelf: ShelfLearnt, plan: CommissioningPlan, port: str
) -> None:
    place = plan.shelf(shelf.shelf)
    row = None if place is None else _part(cabinets, place.cabinet, "shelves", place.shelf)
    if row is None:
        return
    row.update({"port": port, "scale": shelf.scale.unit})
    _put(row, "zero_g", None if shelf.by_wire else shelf.zero_mg / 1000)
    _put(row, "span", None if shelf.by_wire else round(shelf.span, 9))


def _part(cabinets: Mapping[str, Row], cabinet: str, kind: str, name: str) -> Row | None:
    rows = cabinets.get(cabinet, {}).get(kind, [])
    return next((row for row in rows if row["id"] == name), None)


def _put(row: Row, key: str, value: object) -> None:
    """A key that is not known is not left from before either."""
    if value is not None:
        row[key] = value
    elif key in row:
        del row[key]
