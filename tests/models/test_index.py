"""The search by codes gives what a float32 scan gives: the same rows, the same scores."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import models.index
from models.arrays import Embedding, EmbeddingMatrix
from models.index import Index
from tests.models.builders import unit_rows

WIDTH = 128
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(autouse=True, scope="module")
def _short_segments() -> Iterator[None]:
    """Several segments and a tail out of a few hundred rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(models.index, "SEALED_ROWS", 128)
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
    assert answers(index, query, count) == by_float32(rows, gone, query, count)


def test_equal_rows_come_in_the_order_they_were_added() -> None:
    rows = np.repeat(unit_rows(1, WIDTH, 7), 300, axis=0)
    index = Index.empty(WIDTH).added(rows).removed([0, 5])
    assert [number for number, _ in answers(index, rows[0], 4)] == [1, 2, 3, 4]


def test_a_segment_without_a_scan_is_searched_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models.index, "open_scan", lambda *_: None)
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
    assert new.segments[0] is old.segments[0]


def test_few_rows_are_scored_twice() -> None:
    """The codes are worth their memory only if they leave little to do."""
    rows = unit_rows(1280, WIDTH, 5)
    index = Index.empty(WIDTH).added(rows)
    hopefuls = [len(index._hopefuls(row, 5)) for row in unit_rows(20, WIDTH, 6)]
    assert np.mean(hopefuls) < 100
