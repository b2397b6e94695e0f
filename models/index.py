"""Rows of unit vectors, and which of them are most like a query. Exact: as a float32 scan says.

    sealed segment | sealed segment | … | tail

Sealed segments are scanned by their codes first (models/codes.py), and only rows that may be
among the best are scored in float32. New rows join the tail, which is short enough to be scored
as it is. `tidied` seals a tail that has grown, and wipes what was removed: that takes a while, so
it is for a thread that nobody waits for.

An index is immutable: `added`, `removed` and `tidied` give another one, which shares segments.
One thread searches it and those that share with it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix
from models.codes import Scores, query_error
from models.segment import Places, Segment

SEGMENT_BYTES = 128 << 20
"""Of float32 in a sealed segment, at most: wiping one takes as much memory again for a while, and
a scan of two halves takes a fifth longer than one of the whole."""

TAIL_ROWS = 8_192
"""From so many rows on they are sealed at once. Fewer are searched as fast without codes, and
without the 20 MB that the first session costs."""

TIDY_TAIL_BYTES = 1 << 20
"""A tail longer than this is sealed by `tidied`: to score it takes a tenth of a millisecond."""

GROUP = 128
"""Of so many rows the best is looked at, to find a bound: for speed alone."""

UNIT_SLACK = 1e-5
"""By which a query's length may differ from 1: a tenth of what bounds leave for roundings."""

DOUBT = 1.15
"""Times the usual errors by which a first guess at what is needed lies below what is hoped for."""

LEAST = float(np.finfo(np.float32).min)
"""Only rows that are gone score less."""

RowNumbers = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Index:
    """Make one with `empty`. Row numbers follow the order of adding, and never change."""

    width: int
    sealed: tuple[Segment, ...] = field(repr=False)
    tail: Segment = field(repr=False)
    gone: int = 0

    @classmethod
    def empty(cls, width: int) -> Self:
        return cls(width, (), _no_rows(width))

    @property
    def size(self) -> int:
        """Rows ever added: also those that are gone."""
        return sum(map(len, self.sealed)) + len(self.tail)

    def added(self, rows: EmbeddingMatrix) -> Self:
        """With these rows at the end: (n, width), each of length 1, as the caller has checked."""
        waiting = np.concatenate([self.tail.rows, rows])
        errors = np.concatenate([self.tail.errors, np.zeros(len(rows), np.float32)])
        tail = replace(Segment.plain(waiting, errors), is_stained=self.tail.is_stained)
        index = replace(self, tail=tail)
        return index.with_tail_sealed() if len(tail) >= TAIL_ROWS else index

    def removed(self, numbers: Sequence[int] | RowNumbers) -> Self:
        """Without these rows, each of which is in the index and not gone."""
        ordered = np.sort(np.asarray(numbers, np.intp))
        parts = [part.segment for part in self._parts]
        for at, places, _ in self._by_part(ordered):
            parts[at] = parts[at].without(places)
        tail = parts.pop() if len(self.tail) else self.tail
        return replace(self, sealed=tuple(parts), tail=tail, gone=self.gone + len(ordered))

    @property
    def is_tidy(self) -> bool:
        """Whether `tidied` would change nothing."""
        is_stained = any(part.is_stained for part in (*self.sealed, self.tail))
        return not is_stained and not self.has_long_tail

    def tidied(self) -> Self:
        """With the same rows, those that are gone wiped out of memory, and no long tail."""
        index = replace(
            self,
            sealed=tuple(
                Segment.sealed(part.rows, part.is_gone) if part.is_stained else part
                for part in self.sealed
            ),
            tail=_wiped(self.tail) if self.tail.is_stained else self.tail,
        )
        return index.with_tail_sealed() if index.has_long_tail else index

    @property
    def has_long_tail(self) -> bool:
        return bool(self.sealed) and self.tail.rows.nbytes > TIDY_TAIL_BYTES

    @property
    def _segment_rows(self) -> int:
        return max(1, SEGMENT_BYTES // (4 * self.width))

    def with_tail_sealed(self) -> Self:
        """The tail fills up the last segment; what is left becomes other ones."""
        parts = [self.tail]
        kept = self.sealed
        if kept and len(kept[-1]) < self._segment_rows:
            parts.insert(0, kept[-1])
            kept = kept[:-1]
        rows = np.concatenate([part.rows for part in parts]) if parts[1:] else self.tail.rows
        is_gone = np.concatenate([part.is_gone for part in parts])
        new = (
            Segment.sealed(rows[start:stop].copy(), is_gone[start:stop])
            for start, stop in _spans(len(rows), self._segment_rows)
        )
        return replace(self, sealed=(*kept, *new), tail=_no_rows(self.width))

    def top(self, query: Embedding, count: int) -> tuple[RowNumbers, Scores]:
        """The best `count` rows and their cosine similarities, best first; of equals the older.

        `query` is (width,) float32 of length 1. Fewer come back where there are fewer.
        """
        query = query.astype(np.float32, copy=False)  # float64 would convert every row
        unit = _unit(query)
        numbers, scores = self._hopefuls(unit, count)
        if unit is not query:
            scores = self._scores(numbers, query)
        best = _best(scores, count)
        return numbers[best], scores[best]

    def _hopefuls(self, unit: Embedding, count: int) -> tuple[RowNumbers, Scores]:
        """Every row that may be among the best `count`, and few others, in order."""
        for part in self._parts:
            part.segment.write_most(unit, part.most)
        norm = max((part.norm for part in self.sealed), default=0.0)
        error = query_error(unit, norm)
        guess = self._guess(count, error)
        numbers, scores = self._at_least(guess, unit)
        needed = _least_of_best(scores, count) - error
        return (numbers, scores) if needed >= guess else self._at_least(needed, unit)

    def _at_least(self, most: float, unit: Embedding) -> tuple[RowNumbers, Scores]:
        """The rows whose scores may be as great as `most`, and their scores."""
        numbers = (self._most >= np.float32(max(most, LEAST))).nonzero()[0]
        return numbers, self._scores(numbers, unit)

    def _guess(self, count: int, error: float) -> float:
        """A little less than what the best `count` rows are likely to need: for speed alone.

        They are looked for in the most hopeful groups; a score is what it is at most, less the
        usual error. Far cheaper than sorting all rows.
        """
        groups = len(self._most) // GROUP
        if groups <= 2 * count:
            return LEAST
        # A group is every row that is `groups` further than another: to find their best rows so
        # is twice as fast as with neighbours.
        best = np.maximum.reduce(self._most[: groups * GROUP].reshape(GROUP, groups))
        usual = max((part.usual_error for part in self.sealed), default=0.0)
        return float(np.partition(best, -count)[-count]) - DOUBT * (usual + error)

    def _scores(self, numbers: RowNumbers, query: Embedding) -> Scores:
        """Those of these rows; the numbers are in order."""
        scores = np.empty(len(numbers), np.float32)
        for at, places, span in self._by_part(numbers):
            self._parts[at].segment.write_scores(places, query, scores[span])
        return scores

    def rows(self, numbers: RowNumbers) -> EmbeddingMatrix:
        """These rows, (len(numbers), width); the numbers are in order."""
        rows = np.empty((len(numbers), self.width), np.float32)
        for at, places, span in self._by_part(numbers):
            rows[span] = self._parts[at].segment.rows[places]
        return rows

    def _by_part(self, numbers: RowNumbers) -> Iterator[tuple[int, Places, slice]]:
        """For each part that has any of `numbers`: which it is, its rows, and where they stand."""
        begin = 0
        for at, part in enumerate(self._parts):
            end = int(numbers.searchsorted(part.start + len(part.segment)))
            if begin < end:
                yield at, numbers[begin:end] - part.start, slice(begin, end)
            begin = end

    @cached_property
    def _most(self) -> Scores:
        """Each search writes into it: fresh memory costs more than half a scan."""
        return np.empty(self.size, np.float32)

    @cached_property
    def _parts(self) -> list[_Part]:
        """The segments and the tail, if they have rows."""
        parts, start = [], 0
        for segment in filter(len, (*self.sealed, self.tail)):
            stop = start + len(segment)
            parts.append(_Part(segment, start, self._most[start:stop]))
            start = stop
        return parts


class _Part(NamedTuple):
    """A segment in an index: the number of its first row, and its part of `_most`."""

    segment: Segment
    start: int
    most: Scores


def _unit(query: Embedding) -> Embedding:
    """Bounds hold for queries of length 1, which is what embeddings are but for roundings."""
    length = math.sqrt(np.vecdot(query, query))
    if abs(length - 1) < UNIT_SLACK or not length:
        return query
    unit: Embedding = query / np.float32(length)
    return unit


def _best(scores: Scores, count: int) -> RowNumbers:
    """Where the best `count` of these are, best first; of equals the first."""
    # Few are left, and still in order: far quicker than to sort all.
    good = (scores >= np.float32(_least_of_best(scores, count))).nonzero()[0]
    best: RowNumbers = good[(-scores[good]).argsort(kind="stable")[:count]]
    return best


def _least_of_best(scores: Scores, count: int) -> float:
    """The least of the best `count`; -inf if there are fewer."""
    return float(np.partition(scores, -count)[-count]) if len(scores) >= count else -np.inf


def _no_rows(width: int) -> Segment:
    return Segment.plain(np.zeros((0, width), np.float32))


def _wiped(tail: Segment) -> Segment:
    rows = np.where(tail.is_gone[:, None], np.float32(0), tail.rows)
    return Segment.plain(rows, tail.errors)


def _spans(count: int, length: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, length):
        yield start, min(start + length, count)
