"""Rows of unit vectors, and which of them are most like a query. Exact: as a float32 scan says.

    sealed segment | sealed segment | … | tail

A sealed segment of SEALED_ROWS rows is scanned by its 8-bit codes first (models/codes.py), and
only rows that may be among the best are scored in float32. New rows join the tail, which is short
enough to be scored as it is; a full tail is sealed. Removed rows stay where they are, unseen.

An index is immutable: `added` and `removed` give another one, which shares the segments.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix
from models.codes import encode, rounded, score_error
from models.scan import Scan, open_scan

SEALED_ROWS = 8_192
"""Of 128 columns 4 MB of float32: the tail is at most so long, and a scan not much shorter than
what it takes to call one."""

GROUP = 64
"""Of so many rows one is looked at, to find a bound: for speed alone."""

RowNumbers = npt.NDArray[np.intp]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class _Segment:
    """SEALED_ROWS rows, and a scan of their codes where this machine has one."""

    rows: EmbeddingMatrix = field(repr=False)
    scan: Scan | None

    def scores(self, query: Embedding, query_8bit: Embedding) -> Scores:
        if self.scan is not None:
            return self.scan.scores(query_8bit)
        scores: Scores = np.vecdot(self.rows, query)
        return scores


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Make one with `empty`. Row numbers follow the order of adding, and never change.

    `row_error` and `row_norm` are those of `models.codes.Codes`, the largest of all segments.
    """

    width: int
    segments: tuple[_Segment, ...] = field(repr=False)
    tail: EmbeddingMatrix = field(repr=False)
    gone: RowNumbers = field(repr=False)
    row_error: float = 0.0
    row_norm: float = 0.0

    @classmethod
    def empty(cls, width: int) -> Self:
        return cls(width, (), np.zeros((0, width), np.float32), np.zeros(0, np.intp))

    @property
    def size(self) -> int:
        """Rows ever added: also those that are gone."""
        return len(self.segments) * SEALED_ROWS + len(self.tail)

    def added(self, rows: EmbeddingMatrix) -> Self:
        """With these rows at the end: (n, width), each of length 1, as the caller has checked."""
        waiting = np.concatenate([self.tail, rows])
        index = self
        while len(waiting) >= SEALED_ROWS:
            index = index._with_sealed(waiting[:SEALED_ROWS].copy())
            waiting = waiting[SEALED_ROWS:]
        return replace(index, tail=_frozen(waiting.copy()))

    def _with_sealed(self, rows: EmbeddingMatrix) -> Self:
        codes = encode(_frozen(rows))
        segment = _Segment(rows, open_scan(codes, rows))
        return replace(
            self,
            segments=(*self.segments, segment),
            row_error=max(self.row_error, codes.row_error),
            row_norm=max(self.row_norm, codes.row_norm),
        )

    def removed(self, numbers: Sequence[int] | RowNumbers) -> Self:
        """Without these rows."""
        gone = np.union1d(self.gone, np.asarray(numbers, np.intp))
        return replace(self, gone=gone)

    def top(self, query: Embedding, count: int) -> tuple[RowNumbers, Scores]:
        """The best `count` rows and their cosine similarities, best first; of equals the older.

        `query` is (width,) float32 of length 1. Fewer come back where there are fewer.
        """
        query = query.astype(np.float32, copy=False)  # float64 would convert every row
        numbers = self._hopefuls(query, count)
        if len(self.gone):
            numbers = numbers[~np.isin(numbers, self.gone, assume_unique=True)]
        scores = np.vecdot(self.rows(numbers), query)
        best = np.lexsort((numbers, -scores))[:count]
        return numbers[best], scores[best]

    def _hopefuls(self, query: Embedding, count: int) -> RowNumbers:
        """Every row that may be among the best `count`, and few others, in order."""
        query_8bit = rounded(query)
        rough = np.concatenate(
            [
                *(segment.scores(query, query_8bit) for segment in self.segments),
                np.vecdot(self.tail, query),
            ]
        )
        rough[self.gone] = -np.inf
        # The best of each group: `count` of them are `count` different rows, so the least of
        # these is not above the true number `count`. Far cheaper than sorting all scores.
        whole = len(rough) // GROUP * GROUP
        bests = np.maximum.reduce(rough[:whole].reshape(GROUP, -1), axis=0, initial=-np.inf)
        if count > len(bests):
            return np.arange(len(rough))
        bound = np.partition(bests, -count)[-count]
        slack = score_error(self.row_error, self.row_norm, query, query_8bit)
        return np.flatnonzero(rough >= np.float32(bound - 2 * slack))

    def rows(self, numbers: RowNumbers) -> EmbeddingMatrix:
        """These rows, (len(numbers), width); the numbers are in order."""
        sealed = len(self.segments) * SEALED_ROWS
        if len(numbers) == 0 or numbers[0] >= sealed:
            return self.tail[numbers - sealed]
        rows = np.empty((len(numbers), self.width), np.float32)
        for place, number in enumerate(numbers):
            segment, at = divmod(int(number), SEALED_ROWS)
            is_sealed = segment < len(self.segments)
            rows[place] = (self.segments[segment].rows if is_sealed else self.tail)[at]
        return rows


def _frozen(rows: EmbeddingMatrix) -> EmbeddingMatrix:
    rows.flags.writeable = False
    return rows
