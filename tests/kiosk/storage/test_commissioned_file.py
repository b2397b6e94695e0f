"""What was learnt goes into the cabinets' file; everything else in it stays as it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from firmware_bridge.findings import BoardFound, ScaleFound
from firmware_bridge.learnt import BoardLearnt, Learnt, ShelfLearnt
from firmware_bridge.wiring import ByteOrder, Polarity
from kiosk.domain.commissioning import CommissioningPlan, commissioning_plan
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.commissioned_file import SHIPPED, WrittenCabinets, write_learnt
from kiosk.storage.file_versions import can_undo, undo_version, write_version
from kiosk.typed_file import FileProblem
from tests.support.fake_shop import CATALOGUE
from tests.support.technician import FILE

USB = "/dev/ttyUSB0"
BOARD = BoardFound(9600, "shuoming", 2, 24, USB)
LOCKS = BoardLearnt(
    BOARD, Polarity.OPENING_FEEDBACK, ByteOrder.LAST_BYTE_FIRST, ((1, 2), (2, 1)), ()
)
SCALE = ScaleFound(9600, 3, ("rs485-transmitter",), USB)
SHELF = ShelfLearnt(SCALE, "rs485-transmitter", "A", 1_000_000, 1_000_000)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cabinets.toml"
    path.write_text(FILE, encoding="utf-8")
    return path


def plan_of(file: Path) -> CommissioningPlan:
    return commissioning_plan(load_cabinets(file, CATALOGUE)[0], CATALOGUE)


def write(file: Path, learnt: Learnt, devices: dict[str, str]) -> None:
    write_learnt(file, learnt, plan_of(file), devices, CATALOGUE)


def test_only_the_wires_change_and_remarks_stay(file: Path) -> None:
    write(file, Learnt((LOCKS,), (SHELF,), ()), {"bus": USB})
    before, after = FILE.splitlines(), file.read_text().splitlines()
    assert [line for line in before if line not in after] == [
        'family = "kerong-cu48"', "baud = 19200", "board = 1", "lock = 5", "board = 1", "lock = 6",
        "scale = 9",
    ]  # fmt: skip
    assert [line for line in after if line not in before] == [
        'family = "shuoming"', "baud = 9600", 'polarity = "opening-feedback"',
        'read_all = "last-byte-first"', "board = 2", "lock = 2", "board = 2", "lock = 1",
        "scale = 3",
    ]  # fmt: skip


def test_a_port_that_answers_elsewhere_now_is_moved_there(file: Path) -> None:
    write(file, Learnt((LOCKS,), (SHELF,), ()), {"bus": "/dev/ttyUSB7"})
    (port,) = load_cabinets(file, CATALOGUE)[1].ports
    assert (port.id, port.device) == ("bus", USB)


def test_a_second_port_gets_a_line_of_its_own(file: Path) -> None:
    scales = "/dev/ttyUSB1"
    shelf = ShelfLearnt(
        ScaleFound(9600, 3, ("low-word-first",), scales), "low-word-first", "B", 1_000_000,
        1_000_000, by_wire=False, zero_mg=-20_500, span=0.75,
    )  # fmt: skip
    write(file, Learnt((LOCKS,), (shelf,), ()), {"bus": USB})
    wiring = load_cabinets(file, CATALOGUE)[1]
    assert [(port.id, port.device) for port in wiring.ports] == [
        ("bus", "simulator:"),
        ("port-1", scales),
    ]
    told = next(one for one in wiring.shelves if one.shelf == "B")
    assert (told.port, told.unit, told.zero_mg, told.span) == ("port-1", 3, -20_500, 0.75)


def test_boards_that_read_in_different_ways_cannot_share_a_port(file: Path) -> None:
    other = BoardLearnt(
        BoardFound(9600, "shuoming", 3, 24, USB), Polarity.CLOSING_FEEDBACK, None, (), ()
    )
    with pytest.raises(FileProblem, match="give each a port of its own"):
        write(file, Learnt((LOCKS, other), (), ()), {"bus": USB})
    assert file.read_text() == FILE


def test_what_would_not_be_a_sound_file_is_not_written(file: Path) -> None:
    """Door 1 now has the lock that door 2, which was left out, has in the file."""
    half = BoardLearnt(BoardFound(19200, "kerong-cu48", 1, 48, USB), None, None, ((1, 6),), ())
    with pytest.raises(FileProblem, match="stands twice"):
        write(file, Learnt((half,), (), ()), {"bus": USB})
    assert file.read_text() == FILE
    assert sorted(path.name for path in file.parent.iterdir()) == ["cabinets.toml"]


def test_the_sample_of_the_program_is_never_changed() -> None:
    sample = WrittenCabinets(SHIPPED / "cabinets.toml", CATALOGUE, dict)
    with pytest.raises(FileProblem, match="Copy it"):
        sample.write(Learnt((), (), ()), CommissioningPlan())


def test_versions_are_kept_and_come_back_in_turn(file: Path) -> None:
    assert not can_undo(file)
    assert write_version(file, "second").name == "cabinets.toml.bak-0001"
    assert write_version(file, "third").name == "cabinets.toml.bak-0002"
    assert undo_version(file).name == "cabinets.toml.undone-0001"
    assert file.read_text() == "second"
    undo_version(file)
    assert file.read_text() == FILE
    assert not can_undo(file)
    with pytest.raises(FileProblem, match="no version before"):
        undo_version(file)
    kept = {path.name: path.read_text() for path in file.parent.iterdir()}
    assert kept == {
        "cabinets.toml": FILE,
        "cabinets.toml.undone-0001": "third",
        "cabinets.toml.undone-0002": "second",
    }


def test_a_folder_that_takes_nothing_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "gone" / "cabinets.toml"
    with pytest.raises(FileProblem, match="cannot be written"):
        write_version(file, "anything")
