"""Writes PReLU in steps that ONNX Runtime can fuse, when the pack is installed.

It has no PReLU for its blocked memory layout, so it leaves that layout and comes back at each of
them; a depthwise 1 x 1 convolution, ReLU and sum stay inside. It halves SFace's time.
"""

from functools import partial

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper

from models.graph import Weights, put_weights, readers_of, replace, weights_of

Slopes = npt.NDArray[np.float32]
"""(channels, 1, 1, 1) float32."""


def split_prelu(model: onnx.ModelProto) -> None:
    """PReLU of slope a as a x + ReLU((1 - a) x), which gives the same where no a is over 1.

    Where one is, the channel is computed with the other sign, -a x + ReLU((a - 1) x), and the
    convolutions that read it are told by the signs of their weights. Each line is two steps for
    ONNX Runtime: it joins a convolution and the ReLU behind it, and a convolution and a sum.
    A PReLU that goes anywhere but into convolutions stays as it is if a slope is over 1.
    """
    weights = weights_of(model)
    nodes: list[object] = []
    for node in model.graph.node:
        if node.op_type != "PRelu" or node.input[1] not in weights:
            nodes.append(node)
            continue
        slope = weights[node.input[1]].astype(np.float32).reshape(-1, 1, 1, 1)
        sign = np.where(slope > 1, np.float32(-1), np.float32(1))
        if sign.min() > 0 or _flip_readers(model, node.output[0], sign, weights):
            nodes.extend(_split(node, slope, sign, weights))
        else:
            nodes.append(node)
    replace(model.graph.node, nodes)
    put_weights(model, weights)


def _flip_readers(model: onnx.ModelProto, name: str, sign: Slopes, weights: Weights) -> bool:
    """Multiply the weights of all that read `name` by the signs of its channels, if they can be."""
    readers = readers_of(model, name)
    convolutions = [node for node in readers if node.op_type == "Conv" and node.input[1] in weights]
    if not readers or len(convolutions) != len(readers):
        return False
    for node in convolutions:
        weight = weights[node.input[1]]
        is_depthwise = weight.shape[1] == 1 and len(weight) == len(sign)
        flipped = weight.astype(np.float32) * (sign if is_depthwise else sign.reshape(1, -1, 1, 1))
        node.input[1] = f"{node.output[0]}/flipped"
        weights[node.input[1]] = flipped
    return True


def _split(
    node: onnx.NodeProto, slope: Slopes, sign: Slopes, weights: Weights
) -> list[onnx.NodeProto]:
    x, y = node.input[0], node.output[0]
    weights[f"{y}/a"] = sign * slope
    weights[f"{y}/1-a"] = np.abs(1 - slope)
    scale = partial(helper.make_node, "Conv", group=len(slope), kernel_shape=[1, 1])
    return [
        scale([x, f"{y}/1-a"], [f"{y}/scaled"]),
        helper.make_node("Relu", [f"{y}/scaled"], [f"{y}/positive"]),
        scale([x, f"{y}/a"], [f"{y}/linear"]),
        helper.make_node("Add", [f"{y}/linear", f"{y}/positive"], [y]),
    ]
