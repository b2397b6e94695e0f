"""The scan of 8-bit codes, by ONNX Runtime's MatMulNBits: four times as fast as of float32.

Its own arithmetic is not ours to prove. So each scan is tried on a few queries when it is made,
against the vectors themselves; where the processor's kernel strays further than `score_error`
allows, there is no scan and the float32 rows are searched as they are.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from models.arrays import Embedding, EmbeddingMatrix
from models.codes import BLOCK, Codes, rounded, score_error
from models.errors import PackError
from models.inference import open_session

log = logging.getLogger(__name__)

INT8_ACTIVATIONS = 4
"""MatMulNBits' accuracy_level: the query is rounded to 8 bits for each block, products are whole
numbers. `rounded` does it before, so nothing more is lost there."""

TRIES = 4


class Scan:
    """Scores of all rows of some codes at once. One thread uses it.

    Query and scores lie in memory of its own, bound once: a run then takes a third less time.
    """

    def __init__(self, codes: Codes, width: int) -> None:
        """Raises PackError if ONNX Runtime does not accept the graph."""
        self._session = _open(codes, width)
        self._query = np.zeros((1, width), np.float32)
        self._scores = np.zeros((1, len(codes.codes)), np.float32)
        self._bound = self._session.io_binding()
        self._bound.bind_input(
            "query", "cpu", 0, np.float32, self._query.shape, self._query.ctypes.data
        )
        self._bound.bind_output(
            "scores", "cpu", 0, np.float32, self._scores.shape, self._scores.ctypes.data
        )

    def scores(self, rounded_query: Embedding) -> npt.NDArray[np.float32]:
        """(rows,) float32: the score of each row's codes. The next call writes over it."""
        self._query[0] = rounded_query
        self._session.run_with_iobinding(self._bound)
        scores: npt.NDArray[np.float32] = self._scores[0]
        return scores


def open_scan(codes: Codes, rows: EmbeddingMatrix) -> Scan | None:
    """A scan that keeps its promise for these rows, or None where this machine has none."""
    try:
        scan = Scan(codes, rows.shape[1])
    except PackError as error:
        log.warning("faces are searched in float32, four times as slowly: %s", error)
        return None
    if all(_keeps_promise(scan, codes, rows, at) for at in _samples(len(rows))):
        return scan
    log.warning("faces are searched in float32: this processor's 8-bit products are not exact")
    return None


def _samples(count: int) -> list[int]:
    return sorted({count * one // TRIES for one in range(TRIES)})


def _keeps_promise(scan: Scan, codes: Codes, rows: EmbeddingMatrix, at: int) -> bool:
    """A row and its neighbour together make a query that is nobody's."""
    query = rows[at] - rows[at - 1] / 2
    query_8bit = rounded(query)
    errors = np.abs(scan.scores(query_8bit) - np.vecdot(rows, query))
    return bool(errors.max() <= score_error(codes.row_error, codes.row_norm, query, query_8bit))


def _open(codes: Codes, width: int) -> onnxruntime.InferenceSession:
    weights: dict[str, npt.NDArray[Any]] = {"codes": codes.codes, "scales": codes.scales}
    return open_session(_graph(codes, width), threads=1, given=weights)


def _graph(codes: Codes, width: int) -> bytes:
    """One node; its weights are named, and given to the session."""
    # Imported here: only large galleries scan codes, and a kiosk saves 20 MB without it.
    from onnx import TensorProto, helper  # noqa: PLC0415

    def external(name: str, kind: int, shape: tuple[int, ...]) -> TensorProto:
        tensor = TensorProto(name=name, data_type=kind, dims=shape)
        tensor.data_location = TensorProto.EXTERNAL
        tensor.external_data.add(key="location", value="given")
        return tensor

    count = len(codes.codes)
    node = helper.make_node(
        "MatMulNBits",
        ["query", "codes", "scales"],
        ["scores"],
        domain="com.microsoft",
        K=width,
        N=count,
        bits=8,
        block_size=BLOCK,
        accuracy_level=INT8_ACTIVATIONS,
    )
    graph = helper.make_graph(
        [node],
        "scan",
        [helper.make_tensor_value_info("query", TensorProto.FLOAT, [1, width])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, count])],
        [
            external("codes", TensorProto.UINT8, codes.codes.shape),
            external("scales", TensorProto.FLOAT, codes.scales.shape),
        ],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()
    return model
