"""Lets the big 1 x 1 convolutions of a network be computed in int8, when a pack is installed.

A 1 x 1 convolution mixes the channels of each pixel: a matrix product, and two thirds of SFace's
time. With int8 weights, and activations rounded to uint8 at each run by the range that they then
have, it takes a third of that, and its weights a quarter of the memory. (Ranges fixed beforehand,
as in the usual static int8, cost far more: a cosine of 0.98 to the float32 network on average, 0.89
at worst, where this has 0.999 and 0.998.) Only for processors that models/processor.py finds fit.
"""

from collections.abc import Mapping
from functools import partial

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper

from models.graph import Weights, options_of, put_weights, replace, weights_of
from models.int8_matrix import RUNTIME_DOMAIN

FEWEST_INPUTS = 128
"""Below it, changing the layout of the pixels there and back costs what int8 gains."""
LARGEST_WEIGHT = 127

Matrix = npt.NDArray[np.float64]
"""(outputs, inputs); of a bias (outputs,)."""


def mix_in_int8(model: onnx.ModelProto) -> None:
    """Every 1 x 1 convolution of FEWEST_INPUTS channels or more, with its normalisation."""
    weights = weights_of(model)
    normalised = {
        node.input[0]: node for node in model.graph.node if node.op_type == "BatchNormalization"
    }
    nodes: list[object] = []
    joined = set()
    for node in model.graph.node:
        if _is_big_mix(node, weights):
            matrix, bias, output = _joined(node, normalised.get(node.output[0]), weights)
            joined.add(output)
            nodes += _multiplied(node.input[0], matrix, bias, output, weights)
        elif node.output[0] not in joined:
            nodes.append(node)
    replace(model.graph.node, nodes)
    put_weights(model, weights)
    if all(opset.domain != RUNTIME_DOMAIN for opset in model.opset_import):
        model.opset_import.append(helper.make_opsetid(RUNTIME_DOMAIN, 1))


def _is_big_mix(node: onnx.NodeProto, weights: Mapping[str, npt.NDArray[np.generic]]) -> bool:
    if node.op_type != "Conv" or node.input[1] not in weights:
        return False
    _, inputs, *kernel = weights[node.input[1]].shape
    options = options_of(node)
    moves = (*options.get("strides", [1, 1]), *(1 + pad for pad in options.get("pads", [])))
    return kernel == [1, 1] and inputs >= FEWEST_INPUTS and set(moves) == {1}


def _joined(
    node: onnx.NodeProto, norm: onnx.NodeProto | None, weights: Weights
) -> tuple[Matrix, Matrix, str]:
    """Matrix, bias and output of the convolution and the normalisation behind it, as one."""
    matrix: Matrix = weights[node.input[1]].astype(np.float64)[:, :, 0, 0]
    bias: Matrix = np.zeros(len(matrix))
    if len(node.input) > 2:
        bias += weights[node.input[2]].astype(np.float64)
    if norm is None:
        return matrix, bias, node.output[0]
    scale, shift, mean, variance = (weights[name].astype(np.float64) for name in norm.input[1:])
    factor = scale / np.sqrt(variance + options_of(norm).get("epsilon", 1e-5))
    return matrix * factor[:, None], (bias - mean) * factor + shift, norm.output[0]


def _multiplied(
    source: str, matrix: Matrix, bias: Matrix, output: str, weights: Weights
) -> list[onnx.NodeProto]:
    """Channels last, the product, channels first. Each output has a scale of its own.

    The operator's own words: onnxruntime/docs/ContribOperators.md, DynamicQuantizeMatMul.
    """
    scale = np.maximum(np.abs(matrix).max(axis=1), 1e-30) / LARGEST_WEIGHT
    name = f"{output}/int8"
    weights[name] = np.ascontiguousarray(np.rint(matrix / scale[:, None]).astype(np.int8).T)
    weights[f"{name}/scale"] = scale.astype(np.float32)
    weights[f"{name}/bias"] = bias.astype(np.float32)
    product = partial(helper.make_node, "DynamicQuantizeMatMul", domain=RUNTIME_DOMAIN)
    return [
        helper.make_node("Transpose", [source], [f"{name}/in"], perm=[0, 2, 3, 1]),
        product([f"{name}/in", name, f"{name}/scale", "", f"{name}/bias"], [f"{name}/out"]),
        helper.make_node("Transpose", [f"{name}/out"], [output], perm=[0, 3, 1, 2]),
    ]
