"""The cabinets' file: whole and checked, or refused with sentences that say what to do."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kiosk.domain.money import Money
from kiosk.domain.settlement.planogram import Facing, Good
from kiosk.storage.cabinet_file import load_cabinets
from kiosk.storage.catalogue_file import load_catalogue
from kiosk.typed_file import FileProblem

SHOP = Path("kiosk/shop")
CATALOGUE = load_catalogue(SHOP / "catalogue.toml")
SAMPLE = (SHOP / "cabinets.toml").read_text()


def test_the_sample_cabinet_loads() -> None:
    (fridge,), wiring = load_cabinets(SHOP / "cabinets.toml", CATALOGUE)
    assert (fridge.id, fridge.hold, fridge.is_locker) == ("fridge", Money(8000), False)
    first = fridge.planogram.shelf("A").facings
    assert first == (Facing(Good("sparkling-water", 345_000, 1_500), 8),)
    assert [(one.shelf, one.port, one.unit) for one in wiring.shelves] == [
        ("A", "scales", 1),
        ("B", "scales", 2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('hold = "80.00"', "hold = 80", "Write it in quotes"),
        ('hold = "80.00"', 'hold = "0"', "must be above 0"),
        ('sku = "orange-juice"', 'sku = "orange-jus"', "Did you mean"),
        ('port = "locks"', 'port = "lock"', "Did you mean"),
        ("scale = 2", "scale = 1", "stands twice"),
        ("weight_g = 345", "weight_g = -1", "must be above 0"),
        ("spread_g = 1.5", "spread_g = 200", "cannot be sold by weight"),
        ('scales = "rs485-transmitter"', "", 'has no scales = "PROFILE"'),
        ('device = "simulator:"', 'device = "ttyUSB0"', "/dev/ttyUSB0"),
        ("lock = 1\n", 'lock = 1\nsku = "orange-juice"\n', "mixes lockers and shelves"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_loaded(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in SAMPLE
    file = tmp_path / "cabinets.toml"
    file.write_text(SAMPLE.replace(old, new))
    with pytest.raises(FileProblem, match=said):
        load_cabinets(file, CATALOGUE)


SECOND_DOOR = """[[cabinets.doors]]
id = "d2"
name = { zh = "下门", en = "lower door" }
port = "locks"
board = 1
lock = 2

[[cabinets.shelves]]
"""


def test_each_shelf_says_which_of_several_doors_it_is_behind(tmp_path: Path) -> None:
    two = SAMPLE.replace("[[cabinets.shelves]]\n", SECOND_DOOR, 1)
    file = tmp_path / "cabinets.toml"
    file.write_text(two.replace('id = "A"', 'id = "A"\ndoor = "d1"').replace(
        'id = "B"', 'id = "B"\ndoor = "d2"'
    ).replace("lock = 2\n", "lock = 9\n", 1))  # fmt: skip
    (fridge, *_), _ = load_cabinets(file, load_catalogue(SHOP / "catalogue.toml"))
    assert [door.shelves for door in fridge.doors] == [("A",), ("B",)]
    assert [shelf.id for shelf in fridge.behind("d2").shelves] == ["B"]
    file.write_text(two.replace("lock = 2\n", "lock = 9\n", 1))
    with pytest.raises(FileProblem, match="behind which door"):
        load_cabinets(file, load_catalogue(SHOP / "catalogue.toml"))


@given(text=some.text(max_size=200), place=some.integers(0, len(SAMPLE)))
def test_any_text_is_loaded_or_refused_in_words(
    tmp_path_factory: pytest.TempPathFactory, text: str, place: int
) -> None:
    file = tmp_path_factory.mktemp("any") / "cabinets.toml"
    file.write_bytes((SAMPLE[:place] + text + SAMPLE[place:]).encode("utf-8", "replace"))
    with contextlib.suppress(FileProblem):  # and nothing else
        load_cabinets(file, CATALOGUE)
