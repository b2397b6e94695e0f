"""A cabinet's file: what it may say, and what is said about what it may not."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from firmware_bridge.simulator.errors import CabinetPlanError
from firmware_bridge.simulator.plan import BoardPlan, load_plan, one_board, parse_plan
from tests.firmware_bridge.simulator.builders import SMALL


def test_the_default_cabinet_can_be_built() -> None:
    plan = load_plan()
    assert [len(part) for part in (plan.ports, plan.doors, plan.shelves)] == [2, 6, 10]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("[[port]]\nname='bus'", "port 'bus' is there twice"),
        ("[[door]]\nnumber=3\nboard=2\nlock=1", "board 2 does not exist; there are: 1"),
        ("[[door]]\nnumber=3\nboard=1\nlock=9", "lock 9 does not exist; there are: 1, 2"),
        ("[[door]]\nnumber=3\nboard=1\nlock=2", r"lock \(1, 2\) is there twice"),
        ("[[shelf]]\nname='A'\ndoor=1", "shelf 'A' is there twice"),
        ("[[shelf]]\nname='Z'\ndoor=7", "door 7 does not exist; there are: 1, 2"),
        ("[[shelf]]\nname='Z'\ndoor=1\ngoods=[{sku='tea',stock=1}]", "good 'tea' does not exist"),
        ("[[good]]\nsku='a b'\nweight_mg=1", "goods.2.sku"),
        ("[[good]]\nsku='a'\nweight_mg=0", "goods.2.weight_mg: Input should be greater than 0"),
        ("[[wheel]]\nname='Z'", "wheel: Extra inputs are not permitted"),
        ("[[port", "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(wrong: str, words: str) -> None:
    with pytest.raises(CabinetPlanError, match=words):
        parse_plan(f"{SMALL}\n{wrong}")


def test_a_board_alone_has_a_door_at_each_lock_and_its_familys_speed() -> None:
    plan = one_board(BoardPlan(family="kerong-cu48", port="locks", address=0, locks=3))
    assert [(port.name, port.baud) for port in plan.ports] == [("locks", 19200)]
    assert [(door.number, door.board, door.lock) for door in plan.doors] == [
        (1, 1, 1),
        (2, 1, 2),
        (3, 1, 3),
    ]


def test_a_board_with_more_locks_than_its_family_has_is_refused() -> None:
    with pytest.raises(ValidationError, match="shuoming boards have at most 50 locks"):
        BoardPlan(family="shuoming", port="locks", address=1, locks=51)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CabinetPlanError, match="cannot be read"):
        load_plan(tmp_path / "none.toml")


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with contextlib.suppress(CabinetPlanError):
        parse_plan(text)


@given(st.integers(0, len(SMALL) - 1), st.characters(codec="utf-8"))
def test_a_changed_character_is_read_or_refused(place: int, other: str) -> None:
    with contextlib.suppress(CabinetPlanError):
        parse_plan(SMALL[:place] + other + SMALL[place + 1 :])
