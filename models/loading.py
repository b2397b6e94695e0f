"""Everybody's templates on their way into a gallery, some thousand at a time.

What is read is turned into rows at once and forgotten: a hundred thousand templates kept as Python
objects would let its garbage collector stop all threads for a tenth of a second, the screen's too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import numpy as np

from models.arrays import EmbeddingMatrix
from models.gallery import Entry, Gallery, as_rows, fitting

AT_ONCE = 2_048


def batches(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """All entries in order, up to AT_ONCE together."""
    left = iter(entries)
    while batch := list(islice(left, AT_ONCE)):
        yield batch


class Loading:
    """Takes the templates of one pack; `gallery` is then made of them."""

    def __init__(self, pack: str, width: int) -> None:
        self._pack = pack
        self._width = width
        self._owners: list[str] = []
        self._rows: list[EmbeddingMatrix] = []

    def take(self, entries: Sequence[Entry]) -> int:
        """How many of these belong into the gallery: the others are damaged or of another pack."""
        fits = fitting(entries, self._pack, self._width)
        self._owners += [member_id for member_id, _ in fits]
        self._rows.append(as_rows(fits, self._width))
        return len(fits)

    def gallery(self) -> Gallery:
        """Of all that was taken, once: what they were kept in is given up."""
        rows = np.concatenate([np.zeros((0, self._width), np.float32), *self._rows])
        self._rows.clear()
        return Gallery.of_rows(self._pack, self._width, self._owners, rows)
