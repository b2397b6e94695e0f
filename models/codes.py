"""Vectors as 8-bit codes, and how far a score of codes can lie from the score of the vectors.

A row x is stored as x' = scale * (code - 128), one scale for each block of BLOCK columns; a query
q is rounded to q' in the same way. Then, by Cauchy and Schwarz,

    |q.x - q'.x'|  =  |q.(x - x') + (q - q').x'|  <=  |q| * |x - x'|  +  |q - q'| * |x'|

and every norm on the right is known. So a scan of codes never loses a row that a scan of the
vectors would have found; it only keeps a few too many, which are then scored exactly.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from models.arrays import Embedding, EmbeddingMatrix

BLOCK = 128
ZERO = 128
TOP = 127
"""Codes run from ZERO - TOP to ZERO + TOP."""

FLOAT_SLACK = 1e-4
"""For the roundings of float32 sums over unit vectors of up to 2048 columns (2048 * 2**-24)."""

CodeBlocks = npt.NDArray[np.uint8]
"""(rows, blocks, BLOCK) uint8; columns beyond the vector's width are ZERO."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Rows as codes. `scales` is (rows, blocks) float32.

    `row_error` is the largest |x - x'| of a row, `row_norm` the largest |x'|.
    """

    codes: CodeBlocks = field(repr=False)
    scales: npt.NDArray[np.float32] = field(repr=False)
    row_error: float
    row_norm: float


def encode(rows: EmbeddingMatrix) -> Codes:
    """The nearest codes of each row."""
    blocks = _blocks(rows)
    scales = _scales(blocks)
    codes = np.rint(blocks / scales[..., None])
    back = codes * scales[..., None]
    error = np.sqrt(((blocks - back) ** 2).sum((1, 2))).max(initial=0.0)
    norm = np.sqrt((back**2).sum((1, 2))).max(initial=0.0)
    return Codes((codes + ZERO).astype(np.uint8), scales, float(error), float(norm))


def rounded(query: Embedding) -> Embedding:
    """The query as 8-bit codes can say it, in float32: whoever rounds it again changes nothing."""
    blocks = _blocks(query[None])
    scales = _scales(blocks)[..., None]
    back: Embedding = np.rint(blocks / scales) * scales
    return back.reshape(-1)[: len(query)]


def score_error(
    row_error: float, row_norm: float, query: Embedding, rounded_query: Embedding
) -> float:
    """The most by which a score of codes can differ from the score of the vectors."""
    query_norm = float(np.linalg.norm(query))
    query_error = float(np.linalg.norm(query - rounded_query))
    return query_norm * row_error + query_error * row_norm + FLOAT_SLACK


def _blocks(rows: EmbeddingMatrix) -> EmbeddingMatrix:
    """(rows, blocks, BLOCK), filled up with zeros."""
    missing = -rows.shape[1] % BLOCK
    padded = np.pad(rows, ((0, 0), (0, missing))) if missing else rows
    return padded.reshape(len(rows), -1, BLOCK)


def _scales(blocks: EmbeddingMatrix) -> npt.NDArray[np.float32]:
    scales = np.abs(blocks).max(2) / np.float32(TOP)
    return np.where(scales > 0, scales, np.float32(1)).astype(np.float32)
