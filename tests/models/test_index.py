"""The search by codes gives what a float32 scan gives: the same rows, the same scores."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models.index
import models.segment
from models.arrays import Embedding, EmbeddingMatrix
from models.index import Index
from tests.models.builders import unit_rows

WIDTH = 128
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(autouse=True, scope="module")
def _short_segments() -> Iterator[None]:
    """Several segments and a tail out of a few hundred rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.index, "TAIL_ROWS", 128)
        patch.setattr(models.index, "TIDY_TAIL_BYTES", 30 * 4 * WIDTH)
        patch.setattr(models.index, "SEGMENT_BYTES", 200 * 4 * WIDTH)
        patch.setattr(models.index, "GROUP", 8)
        yield


def by_float32(
    rows: EmbeddingMatrix, gone: set[int], query: Embedding, count: int
) -> list[tuple[int, float]]:
    scores = np.vecdot(rows, query)
    live = [number for number in range(len(rows)) if number not in gone]
    best = sorted(live, key=lambda number: (-scores[number], number))[:count]
    return [(number, float(scores[number])) for number in best]


def answers(index: Index, query: Embedding, count: int) -> list[tuple[int, float]]:
    numbers, scores = index.top(query, count)
    return list(zip(numbers.tolist(), scores.tolist(), strict=True))


@settings(max_examples=60)
@given(
    parts=st.lists(st.integers(0, 150), min_size=1, max_size=4),
    seed=seeds,
    spikiness=st.floats(0.1, 8),
    closeness=st.floats(0, 1),
    gone=st.sets(st.integers(0, 300), max_size=60),
    count=st.integers(1, 9),
)
def test_every_answer_is_the_float32_scans(
    parts: list[int], seed: int, spikiness: float, closeness: float, gone: set[int], count: int
) -> None:
    """Rows crowd around one face as `closeness` nears 1: then thousands are nearly the best."""
    rows = unit_rows(sum(parts), WIDTH, seed, spikiness, closeness)
    query = unit_rows(1, WIDTH, seed + 1, spikiness, closeness)[0]
    index = Index.empty(WIDTH)
    for part in np.split(rows, np.cumsum(parts)[:-1]):
        index = index.added(part)
    gone = {number for number in gone if number < len(rows)}
    index = index.removed(sorted(gone))
    expected = by_float32(rows, gone, query, count)
    assert answers(index, query, count) == expected
    assert answers(index.tidied(), query, count) == expected


@settings(max_examples=30)
@given(
    seed=seeds,
    copies=st.integers(1, 400),
    nudge=st.sampled_from([0, 1e-8, 1e-7, 1e-6, 1e-4]),
    turn=st.sampled_from([1, -1]),
    width=st.sampled_from([3, 64, 128, 200, 256, 300]),
    length=st.sampled_from([1, 1e-3, 1e-20, 7]),
)
def test_twins_and_near_ties_are_told_apart_as_float32_does(
    seed: int, copies: int, nudge: float, turn: int, width: int, length: float
) -> None:
    """Hundreds of rows within a float32 rounding of each other, and queries of any length."""
    one = unit_rows(1, width, seed)[0]
    noise = np.random.default_rng(seed).standard_normal((copies, width)) * nudge
    twins = (one + noise).astype(np.float32)
    rows = np.concatenate([unit_rows(100, width, seed + 1), twins, -twins, twins[:50]])
    index = Index.empty(width).added(rows)
    query = (one * turn * length).astype(np.float32)
    assert answers(index, query, 5) == by_float32(rows, set(), query, 5)


@pytest.mark.parametrize("count", [2, 3, 9])
def test_of_hundreds_only_those_who_stayed_are_found(count: int) -> None:
    rows = unit_rows(500, WIDTH, 11)
    gone = set(range(500)) - {40, 130, 480}
    index = Index.empty(WIDTH).added(rows).removed(sorted(gone))
    expected = by_float32(rows, gone, -rows[40], count)
    assert answers(index, -rows[40], count) == expected
    assert answers(index.tidied(), -rows[40], count) == expected


def test_a_query_of_nothing_finds_the_oldest_rows() -> None:
    index = Index.empty(WIDTH).added(unit_rows(300, WIDTH, 1)).removed([1])
    nothing = np.zeros(WIDTH, np.float32)
    assert answers(index, nothing, 3) == [(0, 0.0), (2, 0.0), (3, 0.0)]


def test_equal_rows_come_in_the_order_they_were_added() -> None:
    rows = np.repeat(unit_rows(1, WIDTH, 7), 300, axis=0)
    index = Index.empty(WIDTH).added(rows).removed([0, 5])
    assert [number for number, _ in answers(index, rows[0], 4)] == [1, 2, 3, 4]


def test_a_segment_without_a_scan_is_searched_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.segment, "open_scan", lambda *_: None)
    rows = unit_rows(300, WIDTH, 3)
    index = Index.empty(WIDTH).added(rows)
    assert answers(index, rows[17], 3) == by_float32(rows, set(), rows[17], 3)


def test_adding_leaves_the_old_index_as_it_was() -> None:
    rows = unit_rows(200, WIDTH, 4)
    old = Index.empty(WIDTH).added(rows[:150])
    new = old.added(rows[150:]).removed([3])
    assert (old.size, new.size) == (150, 200)
    assert answers(old, rows[3], 1)[0][0] == 3
    assert answers(new, rows[160], 1)[0][0] == 160
    assert answers(new, rows[3], 1)[0][0] != 3
    assert new.sealed[0].scan is old.sealed[0].scan


def test_few_rows_are_scored_twice() -> None:
    """The codes are worth their memory only if they leave little to do."""
    rows = unit_rows(1280, WIDTH, 5)
    index = Index.empty(WIDTH).added(rows)
    hopefuls = [len(index._hopefuls(row, 5)) for row in unit_rows(20, WIDTH, 6)]
    assert np.mean(hopefuls) < 250


def test_a_tidied_index_holds_nothing_of_rows_that_are_gone() -> None:
    rows = unit_rows(500, WIDTH, 8)
    untidy = Index.empty(WIDTH).added(rows[:480]).added(rows[480:]).removed([7, 230, 490])
    tidied = untidy.tidied()
    assert (untidy.is_tidy, tidied.is_tidy) == (False, True)
    assert (untidy.size, tidied.size) == (500, 500)
    assert untidy.rows(np.array([7, 230, 490])).any(axis=1).all()
    assert not tidied.rows(np.array([7, 230, 490])).any()
    at = np.array([0])
    assert tidied.sealed[0].scan is not untidy.sealed[0].scan
    assert (tidied.rows(at) == rows[at]).all()


def test_only_segments_with_gone_rows_are_made_anew() -> None:
    index = Index.empty(WIDTH).added(unit_rows(400, WIDTH, 9)).removed([250])
    first, second = index.tidied().sealed
    assert first is index.sealed[0]
    assert second is not index.sealed[1]


def test_a_tail_that_has_grown_is_sealed_when_tidied() -> None:
    index = Index.empty(WIDTH).added(unit_rows(150, WIDTH, 1))
    short, long = index.added(unit_rows(30, WIDTH, 2)), index.added(unit_rows(31, WIDTH, 3))
    assert (short.is_tidy, long.is_tidy) == (True, False)
    assert [len(part) for part in long.tidied().sealed] == [181]
    assert len(long.tidied().tail) == 0


def test_a_few_rows_never_pay_for_codes() -> None:
    index = Index.empty(WIDTH).added(unit_rows(100, WIDTH, 1)).removed([3])
    assert index.tidied().sealed == ()
