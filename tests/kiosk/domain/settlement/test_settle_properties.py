"""What holds for every session, tried on cabinets and shoppers that hypothesis makes up."""

from __future__ import annotations

import random  # noqa: TID251  # seeded: the shoppers of a test are the same on every run
from collections.abc import Mapping

from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain.settlement.decision import Charge, Decision, Nothing, Review
from kiosk.domain.settlement.planogram import Facing, Good, Planogram, Shelf
from kiosk.domain.settlement.policy import USUAL
from kiosk.domain.settlement.readings import Reading, Step
from kiosk.domain.settlement.settle import settle
from kiosk.domain.settlement.simulated import Difficulty, Habits, cabinet_of, shop
from kiosk.domain.settlement.stock import after_changes
from kiosk.domain.settlement.tolerance import tolerance_mg
from tests.kiosk.domain.settlement.a_cabinet import QUIET, a_planogram, changed, full

FAR_APART = (Good("gum", 15_000, 120), Good("crisps", 81_000, 500), Good("cola", 345_000, 1_500))
CABINET = a_planogram(
    Shelf("A", (Facing(FAR_APART[2], 6),), QUIET),
    Shelf("B", (Facing(Good("water", 562_000, 2_500), 6),), QUIET),
    Shelf("C", (Facing(FAR_APART[0], 6),), QUIET),
    Shelf("D", (Facing(FAR_APART[1], 6),), QUIET),
)
counts = st.fixed_dictionaries({shelf.id: st.integers(0, 6) for shelf in CABINET.shelves})
noise = st.fixed_dictionaries({shelf.id: st.integers(-600, 600) for shelf in CABINET.shelves})
seeds = st.integers(0, 2**32)
difficulties = st.sampled_from(Difficulty)


def units(decision: Decision) -> dict[str, int] | None:
    """What is charged; None when a person decides."""
    return None if isinstance(decision, Review) else decision.explanation.taken


def taken_away(taken: Mapping[str, int], off: Mapping[str, int]) -> dict[str, Reading]:
    grams = {
        shelf.id: -(taken[shelf.id] * shelf.facings[0].good.weight_mg + off[shelf.id]) / 1_000
        for shelf in CABINET.shelves
    }
    return changed(full(CABINET), grams)


@given(counts, noise)
def test_what_left_is_what_is_charged_whatever_noise_within_tolerance(
    taken: dict[str, int], off: dict[str, int]
) -> None:
    wanted = {
        shelf.facings[0].good.sku: taken[shelf.id] for shelf in CABINET.shelves if taken[shelf.id]
    }
    before = full(CABINET)
    exact = settle(CABINET, before, taken_away(taken, dict.fromkeys(taken, 0)))
    noisy = settle(CABINET, before, taken_away(taken, off))
    # Two shelves may look like one another's goods: then a person decides, but nobody is wronged.
    assert units(exact) in (wanted, None)
    assert units(noisy) in (wanted, None)


@given(seeds, difficulties)
def test_nothing_touched_is_nothing(seed: int, difficulty: Difficulty) -> None:
    planogram = cabinet_of(difficulty, random.Random(seed))  # noqa: S311
    before = full(planogram)
    drifted = {
        shelf.id: Reading(before[shelf.id].mg + (-1) ** number * shelf.sensor.drift_mg)
        for number, shelf in enumerate(planogram.shelves)
    }
    for steps in (None, ()):
        decision = settle(planogram, before, drifted, steps)
        assert isinstance(decision, Nothing)
        assert decision.explanation.changes == ()


@given(seed=seeds, difficulty=difficulties, is_followed=st.booleans())
def test_no_story_charges_for_what_cannot_have_left(
    seed: int, difficulty: Difficulty, *, is_followed: bool
) -> None:
    rng = random.Random(seed)  # noqa: S311
    shopping = shop(cabinet_of(difficulty, rng), rng, Habits(foreign=0.2, misplaced=0.2))
    steps = shopping.steps if is_followed else None
    decision = settle(shopping.planogram, shopping.before, shopping.after, steps)
    stories = decision.candidates if isinstance(decision, Review) else (decision.explanation,)
    for story in stories:
        assert all(count > 0 for count in story.taken.values())
        after_changes(shopping.planogram, story.changes)  # raises when more left than stood there
    if isinstance(decision, Charge):
        _accounts_for_every_shelf(shopping.planogram, decision, shopping.before, shopping.after)


def _accounts_for_every_shelf(
    planogram: Planogram,
    decision: Charge,
    before: Mapping[str, Reading],
    after: Mapping[str, Reading],
) -> None:
    """Conservation: what the changes weigh is what each shelf lost, within its tolerance."""
    for shelf in planogram.shelves:
        left = {c.sku: c.left for c in decision.explanation.changes if c.shelf == shelf.id}
        weight = sum(n * planogram.goods[sku].weight_mg for sku, n in left.items())
        guests = sum(
            abs(left.get(sku, 0)) * good.spread_mg for sku, good in planogram.goods.items()
        )
        lost = before[shelf.id].mg - after[shelf.id].mg
        assert abs(lost - weight) <= 2 * tolerance_mg(shelf, left, USUAL) + 4 * guests


@given(seed=seeds, difficulty=difficulties, is_followed=st.booleans())
def test_the_order_of_shelves_does_not_matter(
    seed: int, difficulty: Difficulty, *, is_followed: bool
) -> None:
    rng = random.Random(seed)  # noqa: S311
    shopping = shop(cabinet_of(difficulty, rng), rng)
    steps = shopping.steps if is_followed else None
    turned = Planogram(tuple(reversed(shopping.planogram.shelves)))
    one = settle(shopping.planogram, shopping.before, shopping.after, steps)
    other = settle(turned, shopping.before, shopping.after, steps)
    assert units(one) == units(other)


@given(
    weight=st.integers(20_000, 900_000),
    differs=st.integers(-300, 300),
    taken=st.integers(1, 3),
    is_followed=st.booleans(),
)
def test_goods_that_weigh_the_same_always_go_to_a_person(
    weight: int, differs: int, taken: int, *, is_followed: bool
) -> None:
    one, other = Good("one", weight, 300), Good("other", weight + differs, 300)
    planogram = a_planogram(Shelf("A", (Facing(one, 6), Facing(other, 6)), QUIET))
    before, lost = full(planogram), taken * weight
    steps = [Step(1_000, "A", -lost)] if is_followed else None
    decision = settle(planogram, before, {"A": Reading(before["A"].mg - lost)}, steps)
    assert isinstance(decision, Review)


@given(
    source=st.sampled_from(CABINET.shelves),
    target=st.sampled_from(CABINET.shelves),
    own=st.integers(-400, 400),
    is_followed=st.booleans(),
)
def test_a_unit_that_moved_is_not_charged(
    source: Shelf, target: Shelf, own: int, *, is_followed: bool
) -> None:
    assume(source.id != target.id)
    weight = source.facings[0].good.weight_mg + own // (1 if source.id in "AB" else 4)
    before = full(CABINET)
    after = changed(before, {source.id: -weight / 1_000, target.id: weight / 1_000})
    steps = [Step(1_000, source.id, -weight), Step(2_000, target.id, weight)]
    decision = settle(CABINET, before, after, steps if is_followed else None)
    assert isinstance(decision, Nothing)
    assert {(change.shelf, change.left) for change in decision.explanation.changes} == {
        (source.id, 1),
        (target.id, -1),
    }
