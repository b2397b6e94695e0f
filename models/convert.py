"""Rewrites published ONNX graphs so that plain ONNX Runtime runs them, and runs them fast.

OpenCV's `int8bq` files keep weights as int8 in blocks, which ONNX Runtime refuses (YuNet) or
expands again at every run (SFace). Convolutions are expanded once and for all; of SFace's one big
matrix ONNX Runtime can use the int8 as they are. Only installing needs this file, and the onnx
package.
"""

from functools import partial

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from models.errors import InstallError
from models.heads import merge_heads
from models.int8_matrix import keep_int8_matrix

OPSET = 17
IR_VERSION = 8
SMALLEST_WEIGHT = 1e-30

Weights = dict[str, npt.NDArray[np.generic]]


def convert_detector(original: bytes) -> bytes:
    """YuNet for pictures of any height and width that are multiples of 32, with joint heads."""
    model = _parse(original)
    fold_weights(model)
    drop_stale_inputs(model)
    merge_heads(model)
    free_height_and_width(model)
    return _serialise(model)


def convert_embedder(original: bytes) -> bytes:
    """SFace for ONNX Runtime: plain weights but for the big matrix, and activations that keep the
    fast memory layout. Its embeddings are those of `fold_embedder` to a cosine of 0.99999."""
    model = _parse(original)
    keep_int8_matrix(model)
    fold_weights(model)
    drop_stale_inputs(model)
    drop_dropout(model)
    split_prelu(model)
    return _serialise(model)


def fold_embedder(original: bytes) -> bytes:
    """SFace with plain weights and nothing else changed, for everything that reads ONNX.

    It is what OpenCV 5 can be compared with: it refuses the published file for its stale inputs.
    """
    model = _parse(original)
    fold_weights(model)
    drop_stale_inputs(model)
    return _serialise(model)


def _parse(original: bytes) -> onnx.ModelProto:
    try:
        model = onnx.load_model_from_string(original)
    except Exception as error:  # protobuf's DecodeError, whose package has no types
        raise InstallError("This is not an ONNX network.") from error
    if not model.graph.input or not model.graph.output:
        raise InstallError("This ONNX network has no input or no output.")
    return model


def _serialise(model: onnx.ModelProto) -> bytes:
    """Checked and stamped. Opset 17 is the newest that every optimisation of ours was tried on."""
    zero_denormals(model)
    del model.graph.value_info[:]
    others = [opset for opset in model.opset_import if opset.domain]
    _replace(model.opset_import, [helper.make_opsetid("", OPSET), *others])
    model.ir_version = IR_VERSION
    try:
        onnx.checker.check_model(model)
    except onnx.checker.ValidationError as error:
        raise InstallError(f"The rewritten network is not valid: {error}") from error
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def _weights(model: onnx.ModelProto) -> Weights:
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}


def _replace(repeated: object, values: list[object]) -> None:
    del repeated[:]  # type: ignore[attr-defined]
    repeated.extend(values)  # type: ignore[attr-defined]


def fold_weights(model: onnx.ModelProto) -> None:
    """Compute every constant DequantizeLinear, and the Reshape behind it, once and for all.

    What nothing reads afterwards is dropped.
    """
    weights = _weights(model)
    folded: Weights = {}
    rest = []
    for node in model.graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in weights:
            folded[node.output[0]] = _dequantised(node, weights)
        elif node.op_type == "Reshape" and node.input[0] in folded:
            shape = weights[node.input[1]].astype(np.int64)
            folded[node.output[0]] = folded.pop(node.input[0]).reshape(shape)
        else:
            rest.append(node)
    _replace(model.graph.node, rest)
    model.graph.initializer.extend(
        numpy_helper.from_array(np.ascontiguousarray(value), name) for name, value in folded.items()
    )
    _drop_unused_initializers(model)


def _dequantised(node: onnx.NodeProto, weights: Weights) -> npt.NDArray[np.float32]:
    """(q - zero point) * scale, each repeated `block_size` times along `axis`.

    The operator's own words: onnx/docs/Operators.md, DequantizeLinear-21, "blocked".
    """
    options = {
        attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute
    }
    axis, block = options.get("axis", 1), options.get("block_size", 0)
    quantised, scale, zero = (weights[name].astype(np.float32) for name in node.input)
    if block:
        length = quantised.shape[axis]
        scale, zero = (
            np.repeat(part, block, axis=axis).take(range(length), axis=axis)
            for part in (scale, zero)
        )
    result: npt.NDArray[np.float32] = (quantised - zero) * scale
    return result


def _drop_unused_initializers(model: onnx.ModelProto) -> None:
    used = {name for node in model.graph.node for name in node.input}
    _replace(
        model.graph.initializer,
        [tensor for tensor in model.graph.initializer if tensor.name in used],
    )


def drop_stale_inputs(model: onnx.ModelProto) -> None:
    """Graph inputs that are weights, or that nothing reads: ONNX Runtime would ask for them."""
    weights = {tensor.name for tensor in model.graph.initializer}
    used = {name for node in model.graph.node for name in node.input}
    _replace(
        model.graph.input,
        [value for value in model.graph.input if value.name in used - weights],
    )


def free_height_and_width(model: onnx.ModelProto) -> None:
    """Let the picture have any size; outputs grow with it."""
    dimensions = model.graph.input[0].type.tensor_type.shape.dim
    dimensions[2].dim_param, dimensions[3].dim_param = "height", "width"


def drop_dropout(model: onnx.ModelProto) -> None:
    """Dropout does nothing outside training; its readers read what it read."""
    source = {
        node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Dropout"
    }
    rest = [node for node in model.graph.node if node.op_type != "Dropout"]
    for node in rest:
        _replace(node.input, [source.get(name, name) for name in node.input])
    used = {name for node in rest for name in node.input}
    _replace(
        model.graph.node,
        [node for node in rest if node.op_type != "Constant" or node.output[0] in used],
    )


def split_prelu(model: onnx.ModelProto) -> None:
    """PReLU in terms of depthwise 1 x 1 convolution, ReLU and sum, which gives the same.

    ONNX Runtime has no PReLU for its blocked memory layout, so it leaves that layout and comes
    back at each of them; the three others stay inside. It halves SFace's time.
    """
    weights = _weights(model)
    nodes: list[object] = []
    for node in model.graph.node:
        if node.op_type == "PRelu" and node.input[1] in weights:
            slope = weights[node.input[1]].astype(np.float32).reshape(-1, 1, 1, 1)
            nodes.extend(_split(model, node, slope))
        else:
            nodes.append(node)
    _replace(model.graph.node, nodes)
    _drop_unused_initializers(model)


def _split(
    model: onnx.ModelProto, node: onnx.NodeProto, slope: npt.NDArray[np.float32]
) -> list[onnx.NodeProto]:
    """a x + ReLU((1 - a) x) while no slope a is over 1, else a x + (1 - a) ReLU(x).

    The first is faster: ONNX Runtime makes one step of a convolution and the ReLU behind it, and
    one of the other convolution and the sum.
    """
    x, y = node.input[0], node.output[0]
    model.graph.initializer.append(numpy_helper.from_array(slope, f"{y}/a"))
    model.graph.initializer.append(numpy_helper.from_array(1 - slope, f"{y}/1-a"))
    scale = partial(helper.make_node, "Conv", group=len(slope), kernel_shape=[1, 1])
    if slope.max() <= 1:
        positive = [
            scale([x, f"{y}/1-a"], [f"{y}/scaled"]),
            helper.make_node("Relu", [f"{y}/scaled"], [f"{y}/positive"]),
        ]
    else:
        positive = [
            helper.make_node("Relu", [x], [f"{y}/relu"]),
            scale([f"{y}/relu", f"{y}/1-a"], [f"{y}/positive"]),
        ]
    linear = scale([x, f"{y}/a"], [f"{y}/linear"])
    total = helper.make_node("Add", [f"{y}/linear", f"{y}/positive"], [y])
    return [*positive, linear, total]


def zero_denormals(model: onnx.ModelProto) -> None:
    """Weights too small to matter cost a hundred times as much as zeros on most processors."""
    for tensor in model.graph.initializer:
        value = numpy_helper.to_array(tensor)
        if value.dtype == np.float32 and value.size:
            small = (value != 0) & (np.abs(value) < SMALLEST_WEIGHT)
            if small.any():
                tensor.CopyFrom(
                    numpy_helper.from_array(np.where(small, np.float32(0), value), tensor.name)
                )
