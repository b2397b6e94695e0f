"""Sessions as stories: what the scales showed, and what it must cost."""

from __future__ import annotations

import pytest

from kiosk.domain.settlement.decision import Charge, Decision, Line, Nothing, Reason, Review
from kiosk.domain.settlement.explanation import Change, Source
from kiosk.domain.settlement.planogram import Good, Planogram
from kiosk.domain.settlement.readings import Quality, Reading
from kiosk.domain.settlement.settle import LiveCart, explain, live_cart, settle
from tests.kiosk.domain.settlement.a_cabinet import (
    COLA,
    CRISPS,
    GUM,
    LATTE,
    TEA,
    WATER,
    a_planogram,
    a_shelf,
    changed,
    full,
    steps,
)

CABINET = a_planogram()
BEFORE = full(CABINET)


def settled(planogram: Planogram = CABINET, /, **grams: float) -> Decision:
    """By the weights before and after alone."""
    before = full(planogram)
    return settle(planogram, before, changed(before, grams))


def followed(planogram: Planogram, *moves: tuple[str, float]) -> Decision:
    """With the steps; the weights after are their sum."""
    before, after = full(planogram), dict(full(planogram))
    for step in steps(*moves):
        after[step.shelf] = Reading(after[step.shelf].mg + step.change_mg)
    return settle(planogram, before, after, steps(*moves))


def charged(decision: Decision) -> dict[str, int]:
    assert isinstance(decision, Charge), decision
    return {line.sku: line.count for line in decision.lines}


def reason(decision: Decision) -> Reason:
    assert isinstance(decision, Review), decision
    return decision.reason


CHARGES = {
    "one cola": ({"A": -345.6}, {"cola": 1}),
    "three colas": ({"A": -1_036.8}, {"cola": 3}),
    "the whole shelf": ({"A": -2_071.0}, {"cola": 6}),
    "a water and a bag of crisps from one shelf": ({"B": -643.9}, {"crisps": 1, "water": 1}),
    "a gum of 15 g while all scales drift": ({"A": 0.4, "B": -0.5, "C": -15.3}, {"gum": 1}),
    "one from each shelf": (
        {"A": -344.0, "B": -560.1, "C": -15.0},
        {"cola": 1, "gum": 1, "water": 1},
    ),
}


@pytest.mark.parametrize("story", CHARGES)
def test_what_left_is_charged(story: str) -> None:
    grams, wanted = CHARGES[story]
    assert charged(settled(**grams)) == wanted


NOTHING: dict[str, dict[str, float]] = {
    "nobody touched anything": {},
    "scales drifted a little": {"A": 0.5, "B": -0.6, "C": 0.4},
    "a cola went back onto the shelf of the waters": {"A": -346.0, "B": 346.2},
    "a gum was put among the colas": {"C": -15.1, "A": 15.2},
}


@pytest.mark.parametrize("story", NOTHING)
def test_what_stayed_is_not_charged(story: str) -> None:
    assert isinstance(settled(**NOTHING[story]), Nothing)


REVIEWS = {
    "a bag left on a shelf": ({"B": 733.0}, Reason.FOREIGN_OBJECT),
    "a cola taken and a phone left": ({"A": -345.0, "C": 189.0}, Reason.FOREIGN_OBJECT),
    "a cola brought in from elsewhere": ({"B": 345.0}, Reason.FOREIGN_OBJECT),
    "a cola that weighs 8 g too much": ({"A": -353.0}, Reason.UNEXPLAINED),
    "a loss that no good weighs": ({"A": -200.0}, Reason.UNEXPLAINED),
    "more gone than stood there": ({"A": -2_900.0}, Reason.MORE_LEFT_THAN_STOOD),
}


@pytest.mark.parametrize("story", REVIEWS)
def test_what_cannot_be_explained_goes_to_a_person(story: str) -> None:
    grams, wanted = REVIEWS[story]
    assert reason(settled(**grams)) is wanted


def test_two_goods_of_one_weight_go_to_a_person_with_both_named() -> None:
    planogram = a_planogram(a_shelf("A", COLA, LATTE))
    decision = settled(planogram, A=-345.2)
    assert isinstance(decision, Review)
    assert decision.reason is Reason.AMBIGUOUS
    assert decision.shelves == ("A",)
    best, second = (candidate.taken for candidate in decision.candidates[:2])
    assert [best, second] in ([{"cola": 1}, {"latte": 1}], [{"latte": 1}, {"cola": 1}])


def test_goods_that_cost_the_same_in_every_way_are_charged_whichever_it_was() -> None:
    red = Good("cola-red", 345_000, 1_500, alike="cola")
    black = Good("cola-black", 345_300, 1_500, alike="cola")
    decision = settled(a_planogram(a_shelf("A", red, black)), A=-345.1)
    assert isinstance(decision, Charge)
    assert decision.lines == (Line("cola-red", 1, or_else=("cola-black",)),)


def test_one_bottle_and_two_cans_of_one_weight_go_to_a_person_who_sees_what_the_steps_say() -> None:
    bottle, can = Good("bottle", 660_000, 2_000), Good("can", 330_000, 1_000)
    planogram = a_planogram(a_shelf("A", bottle, can))
    assert reason(settled(planogram, A=-660.4)) is Reason.AMBIGUOUS
    decision = followed(planogram, ("A", -330.1), ("A", -330.4))
    assert isinstance(decision, Review)  # one can back for a bottle, in one movement, is possible
    assert decision.candidates[0].taken == {"can": 2}
    assert decision.candidates[0].likelihood > 0.99


@pytest.mark.parametrize("quality", [Quality.UNKNOWN, Quality.OVERLOAD])
def test_a_shelf_that_cannot_be_read_leaves_the_session_to_a_person(quality: Quality) -> None:
    after = {**changed(BEFORE, {"A": -345.0}), "B": Reading(0, quality)}
    decision = settle(CABINET, BEFORE, after)
    assert isinstance(decision, Review)
    assert (decision.reason, decision.shelves) == (Reason.SCALE_UNREADABLE, ("B",))
    assert decision.candidates[0].taken == {"cola": 1}


def test_a_shelf_that_was_never_read_is_not_taken_for_empty() -> None:
    after = {shelf: reading for shelf, reading in BEFORE.items() if shelf != "C"}
    assert reason(settle(CABINET, BEFORE, after)) is Reason.SCALE_UNREADABLE


# --- with the steps -----------------------------------------------------------------------------


def test_taken_and_put_back_costs_nothing() -> None:
    assert isinstance(followed(CABINET, ("A", -345.3), ("A", 345.2)), Nothing)


def test_of_two_look_alikes_the_one_put_back_is_known_by_its_own_weight() -> None:
    planogram = a_planogram(a_shelf("A", COLA), a_shelf("B", LATTE))
    moves = (("A", -342.1), ("B", -348.9), ("A", 342.0))
    assert charged(followed(planogram, *moves)) == {"latte": 1}


def test_a_swap_of_look_alikes_is_seen_though_the_shelf_weighs_the_same() -> None:
    planogram = a_planogram(a_shelf("A", COLA), a_shelf("B", LATTE, CRISPS))
    moves = (("A", -342.0), ("B", -345.7), ("B", 342.0))
    decision = followed(planogram, *moves)
    assert charged(decision) == {"latte": 1}
    assert isinstance(decision, Charge)
    assert decision.explanation.misplaced == (Change("B", "cola", -1),)


def test_a_cola_left_among_waters_is_not_charged_and_the_waters_are() -> None:
    moves = (("A", -690.2), ("B", -1_124.0), ("B", 345.0))
    assert charged(followed(CABINET, *moves)) == {"cola": 1, "water": 2}


def test_a_bag_rested_on_a_shelf_and_taken_along_changes_nothing() -> None:
    moves = (("B", 2_340.0), ("A", -345.0), ("B", -2_340.2))
    assert charged(followed(CABINET, *moves)) == {"cola": 1}


def test_an_empty_bottle_left_for_a_full_one_goes_to_a_person() -> None:
    planogram = a_planogram(a_shelf("A", COLA, WATER))
    decision = followed(planogram, ("A", -562.0), ("A", 38.0))
    assert reason(decision) is Reason.FOREIGN_OBJECT


def test_a_step_that_nobody_saw_is_inferred() -> None:
    after = changed(BEFORE, {"A": -345.0, "B": -562.0})
    findings = explain(CABINET, BEFORE, after, steps(("A", -345.0)))
    assert findings.source is Source.STEPS
    assert charged(settle(CABINET, BEFORE, after, steps(("A", -345.0)))) == {"cola": 1, "water": 1}


def test_a_time_line_with_much_missing_is_not_believed() -> None:
    after = changed(BEFORE, {"A": -345.0, "B": -562.0})
    findings = explain(CABINET, BEFORE, after, [])
    assert findings.source is Source.WEIGHTS
    assert charged(settle(CABINET, BEFORE, after, [])) == {"cola": 1, "water": 1}


def test_steps_are_put_in_order_first() -> None:
    moves = steps(("A", -342.1), ("A", 342.0), ("A", -349.3))
    after = changed(BEFORE, {"A": -349.4})
    assert settle(CABINET, BEFORE, after, moves) == settle(CABINET, BEFORE, after, moves[::-1])


def test_a_step_of_a_shelf_nobody_planned_is_refused() -> None:
    with pytest.raises(KeyError, match="no shelf Z in the planogram"):
        settle(CABINET, BEFORE, BEFORE, steps(("Z", -1.0)))


def test_a_unit_put_where_its_sku_also_stands_is_not_charged() -> None:
    planogram = a_planogram(a_shelf("A", COLA), a_shelf("B", COLA, TEA))
    assert isinstance(followed(planogram, ("A", -346.0), ("B", 346.1)), Nothing)
    assert isinstance(settled(planogram, A=-346.0, B=346.1), Nothing)


# --- the screen ---------------------------------------------------------------------------------


def test_the_live_cart_shows_the_likeliest_and_says_when_it_guesses() -> None:
    planogram = a_planogram(a_shelf("A", COLA, LATTE), a_shelf("C", GUM))
    before = full(planogram)
    assert live_cart(planogram, before, before) == LiveCart({}, is_sure=True)
    gum = changed(before, {"C": -30.1})
    assert live_cart(planogram, before, gum) == LiveCart({"gum": 2}, is_sure=True)
    drink = changed(before, {"A": -344.0})
    assert live_cart(planogram, before, drink) == LiveCart({"cola": 1}, is_sure=False)


def test_the_live_cart_goes_on_while_a_shelf_is_still_swinging() -> None:
    now = {**changed(BEFORE, {"C": -15.0}), "A": Reading(900_000, Quality.UNKNOWN)}
    assert live_cart(CABINET, BEFORE, now) == LiveCart({"gum": 1}, is_sure=False)


def test_water_and_tea_are_told_apart_on_one_shelf() -> None:
    planogram = a_planogram(a_shelf("A", WATER, TEA))
    assert charged(settled(planogram, A=-531.0)) == {"tea": 1}
    assert charged(settled(planogram, A=-1_092.0)) == {"tea": 1, "water": 1}
