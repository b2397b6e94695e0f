"""Percentiles and turns, with numbers that can be checked by hand."""

from __future__ import annotations

import pytest

from scripts.benchmarks.times import gaps, median, percentile, share_above, take_turns


class Ticking:
    """A clock that only goes on while somebody works."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    assert median([40, 10, 30, 20]) == 25


def test_a_percentile_between_two_values_is_taken_in_proportion() -> None:
    values = [float(number) for number in range(1, 101)]

    assert [percentile(values, share) for share in (0, 50, 95, 99, 100)] == pytest.approx(
        [1, 50.5, 95.05, 99.01, 100]
    )


def test_one_value_is_every_percentile_of_itself() -> None:
    assert {percentile([7.0], share) for share in (0, 5, 95, 100)} == {7.0}


def test_there_is_no_percentile_of_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"):
        percentile([], 50)


def test_gaps_lie_between_moments() -> None:
    assert gaps([1.0, 1.5, 3.0]) == [0.5, 1.5]


def test_the_limit_itself_is_not_above_it() -> None:
    assert share_above([400.0, 401.0, 10.0, 500.0], 400) == 0.5


def test_contestants_take_turns_and_the_warm_up_is_not_counted() -> None:
    clock, order = Ticking(), list[str]()

    def slow() -> None:
        order.append("slow")
        clock.now_s += 0.25

    def fast() -> None:
        order.append("fast")
        clock.now_s += 0.125

    times = take_turns({"slow": slow, "fast": fast}, rounds=2, now=clock, warm_up=1)

    assert order == ["slow", "fast"] * 3
    assert times == {"slow": [250.0, 250.0], "fast": [125.0, 125.0]}
