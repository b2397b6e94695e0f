"""Vectors as codes of 4 or 8 bits, and how far a score of codes can lie from that of the vectors.

A row x is stored as x' = scale * (code - zero), one scale for each block of columns; the scan
rounds a query q to 8 bits, q'. Then, by Cauchy and Schwarz,

    |q.x - q'.x'|  =  |q.(x - x') + (q - q').x'|  <=  |q| * |x - x'|  +  |q - q'| * |x'|

and the right side is known: |x - x'| is kept for each row. So a scan of codes never loses a row
that a scan of the vectors would have found; it only keeps some too many, which are then scored
exactly.

Memory is what a scan waits for, so narrow vectors get 4 bits. Scores of wide ones lie so close
together that the bound of 4 bits would leave one row in twenty to score: they get 8.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix

WIDE = 256
"""Columns from which vectors get 8 bits, and blocks of as many columns."""

QUERY_TOP = 127

NORMAL_STEP = 0.3352
"""Of 16 equal steps over a normal distribution of variance 1, the width that loses least
(J. Max, Quantizing for minimum distortion, 1960, table II)."""

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
class Form:
    """How vectors of some width are coded. The arguments of ONNX Runtime's MatMulNBits."""

    width: int
    bits: int
    block: int

    @property
    def zero(self) -> int:
        """The code of 0: codes run from 0 to 2 * zero - 1."""
        return 1 << (self.bits - 1)

    @property
    def blocks(self) -> int:
        return -(-self.width // self.block)


@dataclass(frozen=True, slots=True)
class Codes:
    """Rows as codes.

    `codes` is (rows, blocks, bytes of a block) uint8, of 4 bits the even columns in the low
    halves; `errors` (rows,) is |x - x'| of each row; `norm` the largest |x'|.
    """

    form: Form
    codes: npt.NDArray[np.uint8] = field(repr=False)
    scales: Scales = field(repr=False)
    errors: Scores = field(repr=False)
    norm: float


def form_of(width: int) -> Form:
    return Form(width, 8, WIDE) if width >= WIDE else Form(width, 4, 128)


def encode(rows: EmbeddingMatrix) -> Codes:
    """The nearest codes of each row."""
    form = form_of(rows.shape[1])
    codes = np.empty((len(rows), form.blocks, form.block * form.bits // 8), np.uint8)
    scales = np.empty((len(rows), form.blocks), np.float32)
    errors = np.empty(len(rows), np.float32)
    norm = 0.0
    for start in range(0, len(rows), ENCODED_AT_ONCE):
        part = slice(start, start + ENCODED_AT_ONCE)
        blocks = _blocks(rows[part], form)
        scales[part], levels = _nearest(blocks, form)
        back = levels * scales[part][..., None]
        errors[part] = np.sqrt(_squares(blocks - back).sum(1))
        norm = max(norm, float(np.sqrt(_squares(back).sum(1).max())))
        codes[part] = _packed(levels, form)
    return Codes(form, codes, scales, errors, norm)


def query_error(query: Embedding, norm: float) -> float:
    """The most by which a score of codes misses for the query's rounding, and for float32's.

    A query is rounded to the nearest of the steps that reach its largest value.
    """
    half_step = float(np.maximum.reduce(np.abs(query))) / QUERY_TOP / 2
    return half_step * math.sqrt(len(query)) * norm + FLOAT_SLACK


def _nearest(blocks: Blocks, form: Form) -> tuple[Scales, Blocks]:
    """Scales and levels: with 4 bits, of two scales for each block that which loses less.

    One reaches the largest value of the block, the other suits what is spread as noise is.
    """
    largest = _largest(blocks)
    scales = _or_one(-largest / np.float32(form.zero))
    levels = _levels(blocks, scales, form)
    if form.bits == 8:
        return scales, levels
    usual = np.sqrt(_squares(blocks) / form.block) * np.float32(NORMAL_STEP)
    other = _or_one(np.copysign(usual, -largest))
    other_levels = _levels(blocks, other, form)
    is_other = _lost(blocks, other, other_levels) < _lost(blocks, scales, levels)
    return (
        np.where(is_other, other, scales),
        np.where(is_other[..., None], other_levels, levels),
    )


def _largest(blocks: Blocks) -> Scales:
    """Of each block the value furthest from 0, with its sign."""
    most, least = blocks.max(2), blocks.min(2)
    largest: Scales = np.where(most > -least, most, least)
    return largest


def _levels(blocks: Blocks, scales: Scales, form: Form) -> Blocks:
    levels = blocks / scales[..., None]
    np.rint(levels, out=levels)
    np.clip(levels, -form.zero, form.zero - 1, out=levels)
    return levels


def _lost(blocks: Blocks, scales: Scales, levels: Blocks) -> Scales:
    return _squares(blocks - levels * scales[..., None])


def _squares(blocks: Blocks) -> Scales:
    """The sum of squares of each block."""
    squares: Scales = np.vecdot(blocks, blocks)
    return squares


def _packed(levels: Blocks, form: Form) -> npt.NDArray[np.uint8]:
    codes: npt.NDArray[np.uint8] = (levels + form.zero).astype(np.uint8)
    if form.bits == 8:
        return codes
    return codes[..., 0::2] | np.left_shift(codes[..., 1::2], np.uint8(4))


def _blocks(rows: EmbeddingMatrix, form: Form) -> Blocks:
    missing = form.blocks * form.block - form.width
    padded = np.pad(rows, ((0, 0), (0, missing))) if missing else rows
    return padded.reshape(len(rows), form.blocks, form.block)


def _or_one(scales: Scales) -> Scales:
    """A block of zeros has a scale too."""
    return np.where(scales == 0, np.float32(1), scales)
