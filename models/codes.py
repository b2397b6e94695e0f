"""Vectors as codes of 8 bits, and how far a score of codes can lie from that of the vectors.

A row x is stored as x' = scale * (code - ZERO), one scale for each block of columns; the scan
rounds a query q to 8 bits, q'. Then, by Cauchy and Schwarz,

    |q.x - q'.x'|  =  |q.(x - x') + (q - q').x'|  <=  |q| * |x - x'|  +  |q - q'| * |x'|

and the right side is known: |x - x'| is kept for each row. So a scan of codes never loses a row
that a scan of the vectors would have found; it only keeps some too many, which are then scored
exactly.

Of 100,000 rows it keeps ten or so too many. Codes of 4 bits are half as much to read, but would
leave five hundred rows to be fetched and scored, which takes longer than what the reading saves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix

ZERO = 128
"""The code of 0: codes run from 0 to 255."""

WIDE = 256
"""Columns from which vectors get blocks of as many."""

QUERY_TOP = 127

FLOAT_SLACK = 1e-4
"""For the roundings of float32 sums over unit vectors of up to 2048 columns (2048 * 2**-24), in
norms as well as in scores."""

ENCODED_AT_ONCE = 4_096
"""Rows: what lies between a row and its codes is ten times as large as the row."""

Scores = npt.NDArray[np.float32]
"""(rows,) float32."""

Scales = npt.NDArray[np.float32]
"""(rows, blocks), also negative."""

Blocks = npt.NDArray[np.float32]
"""(rows, blocks, columns of a block); columns beyond the vector's width are 0."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Rows of `width` columns as codes.

    `codes` is (rows, blocks, columns of a block) uint8; `errors` (rows,) is |x - x'| of each row;
    `norm` the largest |x'|.
    """

    width: int
    codes: npt.NDArray[np.uint8] = field(repr=False)
    scales: Scales = field(repr=False)
    errors: Scores = field(repr=False)
    norm: float

    @property
    def block(self) -> int:
        """Columns of a block."""
        columns: int = self.codes.shape[2]
        return columns


def encode(rows: EmbeddingMatrix) -> Codes:
    """The nearest codes of each row."""
    count, width = rows.shape
    block = 256 if width >= WIDE else 128
    blocks = -(-width // block)
    codes = np.empty((count, blocks, block), np.uint8)
    scales = np.empty((count, blocks), np.float32)
    errors = np.empty(count, np.float32)
    norm = 0.0
    for start in range(0, count, ENCODED_AT_ONCE):
        part = slice(start, start + ENCODED_AT_ONCE)
        values = _padded(rows[part], blocks * block).reshape(-1, blocks, block)
        scales[part] = _or_one(-_largest(values) / np.float32(ZERO))
        levels = _levels(values, scales[part])
        back = levels * scales[part][..., None]
        errors[part] = np.sqrt(_squares(values - back).sum(1))
        norm = max(norm, float(np.sqrt(_squares(back).sum(1).max())))
        codes[part] = levels + ZERO
    return Codes(width, codes, scales, errors, norm)


def query_error(query: Embedding, norm: float) -> float:
    """The most by which a score of codes misses for the query's rounding, and for float32's.

    A query is rounded to the nearest of the steps that reach its largest value.
    """
    half_step = float(np.maximum.reduce(np.abs(query))) / QUERY_TOP / 2
    return half_step * math.sqrt(len(query)) * norm + FLOAT_SLACK


def _largest(blocks: Blocks) -> Scales:
    """Of each block the value furthest from 0, with its sign."""
    most, least = blocks.max(2), blocks.min(2)
    largest: Scales = np.where(most > -least, most, least)
    return largest


def _levels(blocks: Blocks, scales: Scales) -> Blocks:
    levels = blocks / scales[..., None]
    np.rint(levels, out=levels)
    np.clip(levels, -ZERO, ZERO - 1, out=levels)
    return levels


def _squares(blocks: Blocks) -> Scales:
    """The sum of squares of each block."""
    squares: Scales = np.vecdot(blocks, blocks)
    return squares


def _padded(rows: EmbeddingMatrix, columns: int) -> EmbeddingMatrix:
    missing = columns - rows.shape[1]
    return np.pad(rows, ((0, 0), (0, missing))) if missing else rows


def _or_one(scales: Scales) -> Scales:
    """A block of zeros has a scale too."""
    return np.where(scales == 0, np.float32(1), scales)
