"""Simulated shopping: weights and truth belong together, and the same seed shops the same."""

from __future__ import annotations

import random  # noqa: TID251  # seeded: the shoppers of a test are the same on every run

import pytest

from kiosk.domain.settlement.simulated import (
    HEAVIEST_MG,
    LIGHTEST_MG,
    Difficulty,
    Habits,
    Shopping,
    cabinet,
    cabinet_of,
    shop,
)

CALM = Habits(foreign=0, step_missed=0, span_ppm=0)


def shopped(seed: int, difficulty: Difficulty, habits: Habits = CALM) -> Shopping:
    rng = random.Random(seed)  # noqa: S311
    moves = difficulty is Difficulty.MOVED
    return shop(cabinet_of(difficulty, rng), rng, habits, moves=moves)


@pytest.mark.parametrize("difficulty", Difficulty)
def test_what_is_gone_weighs_what_the_scales_lost(difficulty: Difficulty) -> None:
    for seed in range(50):
        shopping = shopped(seed, difficulty)
        lost = sum(shopping.before[s].mg - shopping.after[s].mg for s in shopping.before)
        goods = shopping.planogram.goods
        weight = sum(count * goods[sku].weight_mg for sku, count in shopping.taken.items())
        assert lost == pytest.approx(weight, rel=0.05, abs=25_000)
        assert sum(step.change_mg for step in shopping.steps) == pytest.approx(-lost, abs=25_000)


def test_the_same_seed_shops_the_same() -> None:
    assert shopped(3, Difficulty.MOVED) == shopped(3, Difficulty.MOVED)
    assert shopped(3, Difficulty.MOVED) != shopped(4, Difficulty.MOVED)


def test_a_cabinet_holds_what_its_difficulty_says() -> None:
    rng = random.Random(1)  # noqa: S311
    for difficulty, per_shelf in zip(Difficulty, (1, 3, 3, 3), strict=True):
        planogram = cabinet_of(difficulty, rng)
        assert {len(shelf.facings) for shelf in planogram.shelves} == {per_shelf}
        weights = [good.weight_mg for good in planogram.goods.values()]
        assert LIGHTEST_MG <= min(weights) <= max(weights) <= HEAVIEST_MG
    assert len(cabinet(rng, 5).goods) == 60


def test_a_foreign_object_and_a_missed_step_come_on_request() -> None:
    habits = Habits(foreign=1, step_missed=1)
    shopping = shopped(5, Difficulty.ONE_GOOD, habits)
    assert shopping.has_foreign
    assert shopping.steps == ()
