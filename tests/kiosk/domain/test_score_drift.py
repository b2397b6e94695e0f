"""When scores of lately differ from those before by more than chance."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.doctor_faces import judged
from kiosk.domain.score_drift import Counts, bin_of, drift, mean
from kiosk.flows.records import Grade


def counted(middle: float, count: int, seed: int) -> Counts:
    bins: dict[int, int] = {}
    for score in np.random.default_rng(seed).normal(middle, 0.08, count):
        bins[bin_of(score)] = bins.get(bin_of(score), 0) + 1
    return bins


def test_few_scores_say_nothing() -> None:
    assert drift(counted(0.7, 1000, 1), counted(0.5, 49, 2)) is None
    assert judged(None).grade is Grade.GOOD


def test_the_same_light_is_not_called_a_drift() -> None:
    found = [drift(counted(0.7, 600, 2 * n), counted(0.7, 100, 2 * n + 1)) for n in range(50)]
    assert not [one for one in found if one is None or one.has_moved]


@pytest.mark.parametrize("lately", [0.62, 0.78])
def test_scores_that_moved_are_seen_either_way(lately: float) -> None:
    found = drift(counted(0.7, 600, 1), counted(lately, 100, 2))
    assert found is not None
    assert found.has_moved
    assert judged(found).grade is Grade.WARNING


def test_a_small_shift_matters_to_nobody_however_many_scores_show_it() -> None:
    found = drift(counted(0.70, 20_000, 1), counted(0.685, 20_000, 2))
    assert found is not None
    assert not found.has_moved


def test_the_mean_is_that_of_the_scores() -> None:
    assert mean(counted(0.7, 5000, 3)) == pytest.approx(0.70, abs=0.01)
