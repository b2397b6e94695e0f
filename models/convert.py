"""Rewrites published ONNX graphs so that plain ONNX Runtime runs them, and runs them fast.

OpenCV's `int8bq` files keep weights as int8 in blocks, which ONNX Runtime refuses (YuNet) or
expands again at every run (SFace). Convolutions are expanded once and for all; of SFace's one big
matrix ONNX Runtime can use the int8 as they are. Only installing needs this file, and the onnx
package.
"""

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from models.errors import InstallError
from models.graph import Weights, options_of, put_weights, replace, weights_of
from models.heads import merge_heads
from models.int8_matrix import keep_int8_matrix
from models.int8_mixing import mix_in_int8
from models.prelu import split_prelu
from models.processor import Arithmetic

OPSET = 17
IR_VERSION = 8
SMALLEST_WEIGHT = 1e-30

MEAN, SCALE = 127.5, 1 / 128
"""What SFace begins with, (pixel - MEAN) * SCALE, and what is left to the caller instead."""


def convert_detector(original: bytes) -> bytes:
    """YuNet for bytes, of any height and width that are multiples of 32, with joint heads."""
    model = _parse(original)
    fold_weights(model)
    drop_stale_inputs(model)
    merge_heads(model)
    free_height_and_width(model)
    take_bytes(model)
    return _serialise(model)


def convert_embedder(original: bytes, arithmetic: Arithmetic = "float32") -> bytes:
    """SFace for ONNX Runtime: plain weights but for the big matrix, and activations that keep the
    fast memory layout. It is given (pixel - MEAN) * SCALE; then its embeddings are those of
    `fold_embedder` to a cosine of 0.99999; in int8, of 1,331 faces, to 0.9992 on average and
    0.9979 at least.
    """
    model = _parse(original)
    keep_int8_matrix(model)
    fold_weights(model)
    drop_stale_inputs(model)
    drop_dropout(model)
    drop_normalisation(model)
    split_prelu(model)
    if arithmetic == "int8":
        mix_in_int8(model)
    return _serialise(model)


def convert_liveness(original: bytes) -> bytes:
    """A liveness network with its PReLUs split; nothing else of it is changed, nor its opset."""
    model = _parse(original)
    drop_stale_inputs(model)
    split_prelu(model)
    zero_denormals(model)
    model.ir_version = max(model.ir_version, IR_VERSION)
    data: bytes = model.SerializeToString(deterministic=True)
    return data


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
    replace(model.opset_import, [helper.make_opsetid("", OPSET), *others])
    model.ir_version = IR_VERSION
    try:
        onnx.checker.check_model(model)
    except onnx.checker.ValidationError as error:
        raise InstallError(f"The rewritten network is not valid: {error}") from error
    data: bytes = model.SerializeToString(deterministic=True)
    return data


def fold_weights(model: onnx.ModelProto) -> None:
    """Compute every constant DequantizeLinear, and the Reshape behind it, once and for all.

    What nothing reads afterwards is dropped.
    """
    weights = weights_of(model)
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
    replace(model.graph.node, rest)
    put_weights(model, weights | folded)


def _dequantised(node: onnx.NodeProto, weights: Weights) -> npt.NDArray[np.float32]:
    """(q - zero point) * scale, each repeated `block_size` times along `axis`.

    The operator's own words: onnx/docs/Operators.md, DequantizeLinear-21, "blocked".
    """
    options = options_of(node)
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


def drop_stale_inputs(model: onnx.ModelProto) -> None:
    """Graph inputs that are weights, or that nothing reads: ONNX Runtime would ask for them."""
    weights = {tensor.name for tensor in model.graph.initializer}
    used = {name for node in model.graph.node for name in node.input}
    replace(
        model.graph.input,
        [value for value in model.graph.input if value.name in used - weights],
    )


def free_height_and_width(model: onnx.ModelProto) -> None:
    """Let the picture have any size; outputs grow with it."""
    dimensions = model.graph.input[0].type.tensor_type.shape.dim
    dimensions[2].dim_param, dimensions[3].dim_param = "height", "width"


def take_bytes(model: onnx.ModelProto) -> None:
    """Let the input be bytes: a quarter of the memory to fill before each run."""
    picture = model.graph.input[0]
    picture.type.tensor_type.elem_type = TensorProto.UINT8
    floats = f"{picture.name}/floats"
    for node in model.graph.node:
        replace(node.input, [floats if name == picture.name else name for name in node.input])
    cast = helper.make_node("Cast", [picture.name], [floats], to=TensorProto.FLOAT)
    model.graph.node.insert(0, cast)


def drop_dropout(model: onnx.ModelProto) -> None:
    """Dropout does nothing outside training; its readers read what it read."""
    source = {
        node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "Dropout"
    }
    rest = [node for node in model.graph.node if node.op_type != "Dropout"]
    for node in rest:
        replace(node.input, [source.get(name, name) for name in node.input])
    used = {name for node in rest for name in node.input}
    replace(
        model.graph.node,
        [node for node in rest if node.op_type != "Constant" or node.output[0] in used],
    )


def drop_normalisation(model: onnx.ModelProto) -> None:
    """Leave the subtraction and the multiplication at the beginning to whoever makes the input.

    There they cost nothing. Raises InstallError unless they are those of MEAN and SCALE.
    """
    weights, picture = weights_of(model), model.graph.input[0].name
    minus, times = model.graph.node[0], model.graph.node[1]
    found = [(node.op_type, *weights.get(node.input[1], np.empty(0)).ravel().tolist())
             for node in (minus, times)]  # fmt: skip
    if found != [("Sub", MEAN), ("Mul", SCALE)] or minus.input[0] != picture:
        raise InstallError(f"This network does not begin with (x - {MEAN}) * {SCALE}.")
    del model.graph.node[:2]
    for node in model.graph.node:
        replace(node.input, [picture if name == times.output[0] else name for name in node.input])
    put_weights(model, weights)


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
