"""Makes one of the four heads that YuNet has at each stride, when the pack is installed.

Each head is a 1 x 1 convolution of the same map and a depthwise one behind it, to 1, 1, 4 and 10
channels. ONNX Runtime works on 16 channels at a time, so that all four side by side, which are 16
together, take no longer than each alone. What stood behind them is left to models/detect.py, once
for all strides.
"""

from functools import partial

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.detect import CELLS, HEADS, LIKELY, STRIDES


def merge_heads(model: onnx.ModelProto) -> None:
    """Of twelve outputs, two: all channels, before any sigmoid, and how likely each anchor is."""
    made_by = {node.output[0]: node for node in model.graph.node}
    model.graph.initializer.append(numpy_helper.from_array(np.array([1, 16, -1]), f"{CELLS}/shape"))
    levels = [_merge(model, made_by, stride) for stride in STRIDES]
    model.graph.node.append(helper.make_node("Concat", levels, [CELLS], axis=2))
    _multiply_likelihoods(model)
    value = partial(helper.make_tensor_value_info, elem_type=TensorProto.FLOAT)
    del model.graph.output[:]
    model.graph.output.extend([
        value(CELLS, shape=[1, 16, "anchors"]), value(LIKELY, shape=[1, "anchors"])
    ])  # fmt: skip
    _drop_unread(model)


def _multiply_likelihoods(model: onnx.ModelProto) -> None:
    """The sigmoids of the first two channels, that there is a face and that it is just there."""
    for name, value in (("first", 0), ("end", 2), ("axis", 1)):
        number = numpy_helper.from_array(np.array([value]), f"{LIKELY}/{name}")
        model.graph.initializer.append(number)
    ends = [f"{LIKELY}/{name}" for name in ("first", "end", "axis")]
    model.graph.node.extend([
        helper.make_node("Slice", [CELLS, *ends], [f"{LIKELY}/logits"]),
        helper.make_node("Sigmoid", [f"{LIKELY}/logits"], [f"{LIKELY}/both"]),
        helper.make_node("ReduceProd", [f"{LIKELY}/both"], [LIKELY], axes=[1], keepdims=0),
    ])  # fmt: skip


def _merge(model: onnx.ModelProto, made_by: dict[str, onnx.NodeProto], stride: int) -> str:
    """The name of this stride's anchors, (1, 16, rows * columns)."""
    name = f"stride_{stride}"
    depthwise = [_convolution_of(made_by, f"{head}_{stride}") for head in HEADS]
    pointwise = [made_by[node.input[0]] for node in depthwise]
    (source,) = {node.input[0] for node in pointwise}
    mixed, channels = _side_by_side(model, pointwise, f"{name}/mixed")
    result, channels = _side_by_side(model, depthwise, name)
    wide = partial(helper.make_node, kernel_shape=[3, 3], pads=[1, 1, 1, 1], group=channels)
    model.graph.node.extend([
        helper.make_node("Conv", [source, *mixed], [f"{name}/mixed"], kernel_shape=[1, 1]),
        wide("Conv", [f"{name}/mixed", *result], [f"{name}/map"]),
        helper.make_node("Reshape", [f"{name}/map", f"{CELLS}/shape"], [name]),
    ])  # fmt: skip
    return name


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
