"""Makes one of the four heads that YuNet has at each stride, when the pack is installed.

Each head is a 1 x 1 convolution of the same map and a depthwise one behind it, to 1, 1, 4 and 10
channels. ONNX Runtime works on 16 channels at a time, so that all four side by side, which are 16
together, take no longer than each alone. What stood behind them is left to models/detect.py.
"""

from functools import partial

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.detect import HEADS, STRIDES, level_name


def merge_heads(model: onnx.ModelProto) -> None:
    """Of twelve outputs, one for each stride: (1, 16, height, width), before any sigmoid."""
    made_by = {node.output[0]: node for node in model.graph.node}
    outputs = [_merge(model, made_by, stride) for stride in STRIDES]
    del model.graph.output[:]
    model.graph.output.extend(outputs)
    _drop_unread(model)


def _merge(
    model: onnx.ModelProto, made_by: dict[str, onnx.NodeProto], stride: int
) -> onnx.ValueInfoProto:
    name = level_name(stride)
    depthwise = [_convolution_of(made_by, f"{head}_{stride}") for head in HEADS]
    pointwise = [made_by[node.input[0]] for node in depthwise]
    (source,) = {node.input[0] for node in pointwise}
    mixed, channels = _side_by_side(model, pointwise, f"{name}/mixed")
    result, channels = _side_by_side(model, depthwise, name)
    wide = partial(helper.make_node, kernel_shape=[3, 3], pads=[1, 1, 1, 1], group=channels)
    model.graph.node.extend([
        helper.make_node("Conv", [source, *mixed], [f"{name}/mixed"], kernel_shape=[1, 1]),
        wide("Conv", [f"{name}/mixed", *result], [name]),
    ])  # fmt: skip
    shape: list[str | int | None] = [1, channels, f"height_of_{name}", f"width_of_{name}"]
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)


def _convolution_of(made_by: dict[str, onnx.NodeProto], output: str) -> onnx.NodeProto:
    """The last convolution before this output; only a change of layout and a sigmoid follow it."""
    node = made_by[output]
    while node.op_type in {"Sigmoid", "Reshape", "Transpose"}:
        node = made_by[node.input[0]]
    return node


def _side_by_side(
    model: onnx.ModelProto, convolutions: list[onnx.NodeProto], name: str
) -> tuple[list[str], int]:
    """Names of the joint weights and biases, and how many channels come out."""
    weights = {tensor.name: tensor for tensor in model.graph.initializer}
    parts = [
        np.concatenate([numpy_helper.to_array(weights[node.input[place]]) for node in convolutions])
        for place in (1, 2)
    ]
    names = [f"{name}/weight", f"{name}/bias"]
    model.graph.initializer.extend(map(numpy_helper.from_array, parts, names))
    return names, len(parts[1])


def _drop_unread(model: onnx.ModelProto) -> None:
    """Nodes and weights that no output needs any longer. Nodes stand after those they read."""
    needed = {output.name for output in model.graph.output}
    for place, node in reversed(list(enumerate(model.graph.node))):
        if needed.isdisjoint(node.output):
            del model.graph.node[place]
        else:
            needed.update(node.input)
    unread = [tensor for tensor in model.graph.initializer if tensor.name not in needed]
    for tensor in unread:
        model.graph.initializer.remove(tensor)
