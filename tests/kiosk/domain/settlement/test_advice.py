"""Planogram advice: goods that a scale cannot tell apart are named, with a move that helps."""

from __future__ import annotations

import random  # noqa: TID251  # seeded dice

from kiosk.domain.settlement.advice import WORTH_TELLING, Clash, clashes
from kiosk.domain.settlement.decision import Charge
from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Sensor, Shelf
from kiosk.domain.settlement.readings import Reading, Step
from kiosk.domain.settlement.settle import settle

COLA = Good("cola", 350_000, 1_500)
ZERO = Good("zero", 351_000, 1_500)
WATER = Good("water", 520_000, 2_000)
CRISPS = Good("crisps", 85_000, 1_000)
BAR = Good("bar", 170_000, 1_000)
SENSOR = Sensor()


def shelf(name: str, *goods: Good) -> Shelf:
    return Shelf(name, tuple(Facing(good, 6) for good in goods), SENSOR)


def test_goods_far_apart_need_no_advice() -> None:
    assert clashes(Planogram((shelf("A", COLA, WATER), shelf("B", CRISPS)))) == ()


def test_two_that_weigh_the_same_are_named_with_the_shelf_where_one_can_go() -> None:
    (clash,) = clashes(Planogram((shelf("A", COLA, ZERO), shelf("B", WATER))))
    assert (clash.shelf, clash.skus) == ("A", ("cola", "zero"))
    assert clash.share > 0.9
    assert clash.move is not None
    assert clash.move.to_shelf == "B"
    assert clash.move.share <= WORTH_TELLING


def test_one_that_weighs_as_two_others_is_named() -> None:
    (clash,) = clashes(Planogram((shelf("A", CRISPS, BAR),)))
    assert {clash.taken, clash.rival} == {("bar",), ("crisps", "crisps")}
    assert clash.move is None
    sandwich = Good("sandwich", 85_000 + 350_000, 1_500)
    (clash,) = clashes(Planogram((shelf("A", CRISPS, COLA, sandwich),)))
    assert clash.skus == ("cola", "crisps", "sandwich")


def test_two_taken_at_once_look_like_one_sooner_than_one_like_two() -> None:
    """Fewer units are likelier beforehand, as in a settlement."""
    (clash,) = clashes(Planogram((shelf("A", CRISPS, Good("bar", 178_000, 1_000)),)))
    assert clash.taken == ("crisps", "crisps")
    assert clash.rival == ("bar",)


def test_goods_that_cost_the_same_may_weigh_the_same() -> None:
    lemon = Good("lemon", 350_000, 1_500, alike="soda")
    peach = Good("peach", 350_500, 1_500, alike="soda")
    assert clashes(Planogram((shelf("A", lemon, peach),))) == ()


def test_no_move_is_offered_to_a_shelf_where_it_would_clash_again() -> None:
    other = Good("other", 350_500, 1_500)
    found = clashes(Planogram((shelf("A", COLA, ZERO), shelf("B", other))))
    assert [clash.move for clash in found] == [None]


def test_the_share_foretells_how_often_a_settlement_asks_a_person() -> None:
    near = Good("near", COLA.weight_mg + 8_000, 1_500)
    planogram = Planogram((shelf("A", COLA, near),))
    dice = random.Random(7)  # noqa: S311
    (clash,) = clashes(planogram)
    asked = sum(not _is_charged(planogram, clash, dice) for _ in range(400))
    assert abs(asked / 400 - clash.share) < 0.1, (asked, clash.share)


def _is_charged(planogram: Planogram, clash: Clash, dice: random.Random) -> bool:
    """One unit leaves, as scales and goods really are."""
    (sku,) = clash.taken
    good = planogram.goods[sku]
    before = 6 * (2 * COLA.weight_mg + 8_000)
    lost = round(dice.gauss(good.weight_mg, good.spread_mg) + dice.gauss(0, 1.41 * 500))
    before_mg, after_mg = {"A": Reading(before)}, {"A": Reading(before - lost)}
    decision = settle(planogram, before_mg, after_mg, (Step(2_000, "A", -lost),))
    return isinstance(decision, Charge)
