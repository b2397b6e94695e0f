"""The scan of codes, by ONNX Runtime's MatMulNBits: it reads a quarter of the bytes.

Its own arithmetic is not ours to prove. So each scan is tried on a few queries when it is made,
against the vectors themselves; where the processor's kernel strays further than the bound of
models/codes.py allows, there is no scan and the float32 rows are searched as they are.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from models.arrays import Embedding, EmbeddingMatrix
from models.codes import Codes, Scores, query_error
from models.errors import PackError
from models.inference import open_session

log = logging.getLogger(__name__)

INT8_ACTIVATIONS = 4
"""MatMulNBits' accuracy_level: the query is rounded to 8 bits, products are whole numbers."""

SHARED_FROM_BYTES = 4 << 20
"""Codes from which a second thread is woken for its half. That takes some 0.05 ms, as long as to
scan 1 MB."""

SPIN_US = 50
"""Who is done with one half waits so long for the other without going to sleep, which would cost as
much. 200 us more of it bring nothing."""

TRIES = 4


class Scan:
    """Scores of all rows of some codes at once. One thread uses it."""

    def __init__(self, codes: Codes) -> None:
        """Raises PackError if ONNX Runtime does not accept the graph."""
        self._session = _open(codes)
        self._bound = self._session.io_binding()
        self._query = np.zeros((1, codes.width), np.float32)
        address = self._query.ctypes.data
        self._bound.bind_input("query", "cpu", 0, np.float32, self._query.shape, address)
        self._into = np.zeros(0, np.float32)

    def write_scores(self, query: Embedding, into: Scores) -> None:
        """Writes the score of each row's codes. Both arrays are contiguous float32.

        Faster for the same `into` as the last time: to bind another takes as long as to scan ten
        thousand rows.
        """
        if into is not self._into:
            shape = (1, len(into))
            self._bound.bind_output("scores", "cpu", 0, np.float32, shape, into.ctypes.data)
            self._into = into
        self._query[0] = query
        self._session.run_with_iobinding(self._bound)


def open_scan(codes: Codes, rows: EmbeddingMatrix) -> Scan | None:
    """A scan that keeps its promise for these rows, or None where this machine has none."""
    try:
        scan = Scan(codes)
    except PackError as error:
        log.warning("faces are searched in float32, four times as slowly: %s", error)
        return None
    if all(_keeps_promise(scan, codes, rows, at) for at in _samples(len(rows))):
        return scan
    log.warning("faces are searched in float32: this processor's products of codes are not exact")
    return None


def _samples(count: int) -> list[int]:
    return sorted({count * one // TRIES for one in range(TRIES)})


def _keeps_promise(scan: Scan, codes: Codes, rows: EmbeddingMatrix, at: int) -> bool:
    """A row and its neighbour together make a query that is nobody's."""
    query = rows[at] - rows[at - 1] / 2
    scores = np.empty(len(rows), np.float32)
    scan.write_scores(query, scores)
    bound = np.linalg.norm(query) * codes.errors + query_error(query, codes.norm)
    return bool((np.abs(scores - np.vecdot(rows, query)) <= bound).all())


def _open(codes: Codes) -> onnxruntime.InferenceSession:
    weights: dict[str, npt.NDArray[Any]] = {"codes": codes.codes, "scales": codes.scales}
    if codes.codes.nbytes < SHARED_FROM_BYTES:
        return open_session(_graph(codes), 1, given=weights)
    return open_session(_graph(codes), given=weights, spin_us=SPIN_US)


def _graph(codes: Codes) -> bytes:
    """One node; its weights are named, and given to the session, which rearranges them."""
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
        K=codes.width,
        N=count,
        bits=8,
        block_size=codes.block,
        accuracy_level=INT8_ACTIVATIONS,
    )
    graph = helper.make_graph(
        [node],
        "scan",
        [helper.make_tensor_value_info("query", TensorProto.FLOAT, [1, codes.width])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [1, count])],
        [
            external("codes", TensorProto.UINT8, codes.codes.shape),
            external("scales", TensorProto.FLOAT, codes.scales.shape),
        ],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=9).SerializeToString()
    return model
