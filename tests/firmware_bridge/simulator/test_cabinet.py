"""The physical world: what hands do, and what they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.simulator import acts
from firmware_bridge.simulator.cabinet import Cabinet
from firmware_bridge.simulator.errors import NotPossibleError
from tests.firmware_bridge.simulator.builders import (
    dice,
    opened_cabinet,
    small_cabinet,
    small_plan,
)


def shown(cabinet: Cabinet, shelf: str, now: float = 100.0) -> int:
    return cabinet.scales[shelf].weigh(now).mg


def test_a_locked_door_keeps_hands_out_until_it_is_pulsed() -> None:
    cabinet = small_cabinet()
    with pytest.raises(NotPossibleError, match="door 1 is locked"):
        cabinet.do(acts.Open(1), 0.0)
    with pytest.raises(NotPossibleError, match="no door with a shelf behind it is open"):
        cabinet.do(acts.Take("cola"), 0.0)
    cabinet.doors[1].pulse(1.0)
    assert cabinet.do(acts.Take("cola", 2), 2.0) == "2 cola taken from shelf A"
    assert [unit.sku for unit in cabinet.hand] == ["cola", "cola"]
    assert shown(cabinet, "A") == 350_000


def test_goods_go_back_where_they_came_from_or_elsewhere() -> None:
    cabinet = opened_cabinet()
    cabinet.do(acts.Take("cola"), 0.0)
    cabinet.do(acts.Take("crisps"), 1.0)
    assert cabinet.do(acts.Put(), 2.0) == "crisps put on shelf B"
    assert cabinet.do(acts.Put("cola", 1, "B"), 3.0) == "cola put on shelf B"
    assert (shown(cabinet, "A"), shown(cabinet, "B")) == (700_000, 510_000)
    assert cabinet.hand == []


def test_lockers_have_no_scale_and_take_works_from_the_shelf_that_is_named() -> None:
    cabinet = opened_cabinet()
    assert cabinet.do(acts.Take("cola", 1, "L"), 0.0) == "1 cola taken from shelf L"
    with pytest.raises(NotPossibleError, match="has no scale"):
        cabinet.do(acts.Dead("L"), 0.0)


def test_a_hand_leans_on_the_plate_before_the_good_is_gone() -> None:
    plan = small_plan().model_copy(update={"hand_s": 0.5})
    cabinet = Cabinet(plan, dice(), now=0.0)
    cabinet.doors[1].force(0.0)
    cabinet.do(acts.Take("cola"), 10.0)
    assert cabinet.scales["A"].load_now(10.1) > 1_050_000
    assert cabinet.scales["A"].load_now(10.6) == 700_000


def test_emptying_and_laying_a_known_weight_is_undone_by_refilling() -> None:
    cabinet = opened_cabinet()
    cabinet.do(acts.Empty("A"), 0.0)
    cabinet.do(acts.Lay(500_000, "A"), 1.0)
    assert shown(cabinet, "A", 50.0) == 500_000
    cabinet.do(acts.Lift("A"), 51.0)
    cabinet.do(acts.Refill("A"), 52.0)
    assert shown(cabinet, "A") == 1_050_000


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (acts.Open(9), "door 9 does not exist; there are 1, 2"),
        (acts.Take("tea"), "tea is no good here; there are cola, crisps"),
        (acts.Take("cola", 4), "no open shelf has 4 of cola; the most is 3"),
        (acts.Take("cola", 2, "L"), "shelf L has only 1 of cola"),
        (acts.Put("cola"), "the hand holds only 0 of cola"),
        (acts.Restock("cola", 1, "Z"), "shelf Z does not exist; there are A, B, L"),
        (acts.Lift("A"), "nothing was laid on shelf A"),
        (acts.Refill("A"), "shelf A was not emptied"),
    ],
)
def test_what_is_not_possible_says_why_and_changes_nothing(act: acts.Take, words: str) -> None:
    cabinet = opened_cabinet()
    before = cabinet.describe(5.0)
    with pytest.raises(NotPossibleError, match=words):
        cabinet.do(act, 5.0)
    assert cabinet.describe(5.0) == before


def test_troubles_come_and_go() -> None:
    cabinet = small_cabinet()
    cabinet.do(acts.Trouble("jam", 1), 0.0)
    assert cabinet.doors[1].pulse(0.0) == "was pulsed but is jammed"
    cabinet.do(acts.Trouble("jam", 1, on=False), 0.0)
    assert cabinet.doors[1].pulse(0.0) == "opens"
    assert cabinet.do(acts.Drift("A", 5_000), 0.0) == "shelf A drifts by 5 g an hour"
    assert cabinet.do(acts.Freeze("A"), 0.0) == "shelf A: the plate is stuck"
    assert cabinet.do(acts.Heal("A"), 0.0) == "shelf A weighs again"
    assert cabinet.do(acts.Temperature(31), 0.0) == "it is 31 degrees now"


SKUS = st.sampled_from(["cola", "crisps"])
COUNTS = st.integers(1, 4)
SHELVES = st.sampled_from(["A", "B", "L"])
MOVES = st.one_of(
    st.builds(acts.Take, SKUS, COUNTS, st.none() | SHELVES),
    st.builds(acts.Put, st.none() | SKUS, COUNTS, st.none() | SHELVES),
    st.builds(acts.Close, st.none() | st.integers(1, 2)),
    st.builds(acts.Force, st.integers(1, 2)),
)


@given(st.lists(MOVES, max_size=30))
def test_no_unit_is_ever_made_or_lost(moves: list[acts.Take]) -> None:
    cabinet = opened_cabinet()
    for now, move in enumerate(moves):
        try:
            cabinet.do(move, float(now))
        except NotPossibleError:
            continue
    everywhere = [*cabinet.hand, *(unit for s in cabinet.shelves.values() for unit in s.units)]
    assert sorted(unit.sku for unit in everywhere) == ["cola"] * 4 + ["crisps"] * 2
    for shelf in cabinet.shelves.values():
        if shelf.scale is not None:
            assert shelf.scale.load_now(1e6) == pytest.approx(sum(u.mg for u in shelf.units))
