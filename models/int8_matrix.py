"""Lets ONNX Runtime compute with a big matrix of int8 blocks as it is, when a pack is installed."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from models.graph import options_of

RUNTIME_DOMAIN = "com.microsoft"
SMALLEST_MATRIX = 1 << 20
INT8_ACTIVATIONS = 4
"""An accuracy_level of MatMulNBits: what is multiplied becomes int8 too, block by block."""


def keep_int8_matrix(model: onnx.ModelProto) -> None:
    """Gemm with a big matrix of int8 blocks, as MatMulNBits with the very same int8.

    The matrix is read from memory once for each face, so a quarter of the bytes is what counts.
    The operator's own words: onnxruntime/docs/ContribOperators.md, com.microsoft.MatMulNBits.
    """
    weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    blocked = {
        node.output[0]: node
        for node in model.graph.node
        if node.op_type == "DequantizeLinear"
        and options_of(node).get("block_size")
        and weights[node.input[0]].size >= SMALLEST_MATRIX
    }
    for node in model.graph.node:
        if node.op_type == "Gemm" and node.input[1] in blocked and options_of(node).get("transB"):
            _use_int8(model, node, blocked[node.input[1]], weights)
            model.opset_import.append(helper.make_opsetid(RUNTIME_DOMAIN, 1))


def _use_int8(
    model: onnx.ModelProto,
    gemm: onnx.NodeProto,
    blocked: onnx.NodeProto,
    weights: Mapping[str, npt.NDArray[np.generic]],
) -> None:
    """Rewrite `gemm` in place. Blocks lie along the inputs; unsigned numbers are 128 higher."""
    quantised, scale, zero = (weights[name] for name in blocked.input)
    outputs, inputs = quantised.shape
    block = options_of(blocked)["block_size"]
    name = gemm.input[1]
    for end, value in (
        ("q", (quantised.view(np.uint8) ^ 0x80).reshape(outputs, -1, block)),
        ("scale", scale.reshape(-1)),
        ("zero", (zero.view(np.uint8) ^ 0x80).reshape(-1)),
    ):
        model.graph.initializer.append(numpy_helper.from_array(value, f"{name}/{end}"))
    gemm.CopyFrom(
        helper.make_node(
            "MatMulNBits",
            [gemm.input[0], f"{name}/q", f"{name}/scale", f"{name}/zero", "", gemm.input[2]],
            list(gemm.output),
            domain=RUNTIME_DOMAIN,
            K=inputs,
            N=outputs,
            bits=8,
            block_size=block,
            accuracy_level=INT8_ACTIVATIONS,
        )
    )
