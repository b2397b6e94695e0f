"""Some rows of an index: what their scores are at most, by their codes, and what they are.

Rows that are gone stay in their places, unseen, until the segment is wiped: then their numbers
and codes are nowhere in memory any more.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix
from models.codes import Scores, encode
from models.scan import Scan, open_scan

GATHERED_BYTES = 256 << 10
"""Of rows that are gathered and then scored: together they stay in the processor's cache."""

Places = npt.NDArray[np.intp]
"""Row numbers within a segment, in order."""


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Make one with `plain` or `sealed`.

    `errors` (rows,) is by how much a row's score may exceed what the scan says, and -inf for rows
    that are gone; `norm` as in `models.codes.Codes`. `is_stained` while rows that are gone can
    still be read.
    """

    rows: EmbeddingMatrix = field(repr=False)
    scan: Scan | None
    errors: Scores = field(repr=False)
    norm: float = 0.0
    usual_error: float = 0.0
    is_stained: bool = False

    @classmethod
    def plain(cls, rows: EmbeddingMatrix, errors: Scores | None = None) -> Self:
        """Without codes: each row is scored as it is. `errors` are 0, or -inf for gone rows."""
        rows.flags.writeable = False
        return cls(rows, None, np.zeros(len(rows), np.float32) if errors is None else errors)

    @classmethod
    def sealed(cls, rows: EmbeddingMatrix, is_gone: npt.NDArray[np.bool_]) -> Self:
        """With codes, where this machine can scan them. Takes about 3 us for a row."""
        wiped = np.where(is_gone[:, None], np.float32(0), rows) if is_gone.any() else rows
        codes = encode(wiped)
        scan = open_scan(codes, wiped)
        errors = codes.errors.copy() if scan is not None else np.zeros(len(rows), np.float32)
        errors[is_gone] = -np.inf
        wiped.flags.writeable = False
        usual = float(codes.errors.mean()) if scan is not None else 0.0
        return cls(wiped, scan, errors, codes.norm, usual)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_gone(self) -> npt.NDArray[np.bool_]:
        gone: npt.NDArray[np.bool_] = np.isneginf(self.errors)
        return gone

    def without(self, places: Places) -> Self:
        errors = self.errors.copy()
        errors[places] = -np.inf
        return replace(self, errors=errors, is_stained=True)

    def write_most(self, query: Embedding, into: Scores) -> None:
        """What each row's score is at most, but for `models.codes.query_error`; -inf if gone.

        `query` is of length 1. Always the same `into` is faster.
        """
        if self.scan is not None:
            self.scan.write_scores(query, into)
        else:
            np.vecdot(self.rows, query, out=into)
        into += self.errors  # MatMulNBits would add them too, but takes a quarter longer then

    def write_scores(self, places: Places, query: Embedding, into: Scores) -> None:
        """What the scores of these rows are."""
        if 2 * len(places) > len(self.rows):
            into[:] = np.vecdot(self.rows, query)[places]
            return
        width = self.rows.shape[1]
        at_once = max(1, GATHERED_BYTES // (4 * width))
        gathered = np.empty((min(len(places), at_once), width), np.float32)
        for start in range(0, len(places), at_once):
            some = places[start : start + at_once]
            # "clip" spares numpy a copy; all places are within the rows
            rows = np.take(self.rows, some, 0, out=gathered[: len(some)], mode="clip")
            np.vecdot(rows, query, out=into[start : start + len(some)])
