"""The parts of an ONNX graph, as the rewriting at install reads and replaces them."""

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

Weights = dict[str, npt.NDArray[np.generic]]


def weights_of(model: onnx.ModelProto) -> Weights:
    """All constants by name."""
    return {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}


def options_of(node: onnx.NodeProto) -> dict[str, Any]:
    """The attributes that are written down; others have their operator's defaults."""
    return {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}


def replace(repeated: object, values: list[object]) -> None:
    """Let a repeated field of protobuf hold exactly `values`."""
    del repeated[:]  # type: ignore[attr-defined]
    repeated.extend(values)  # type: ignore[attr-defined]


def put_weights(model: onnx.ModelProto, weights: Weights) -> None:
    """Let the graph hold these constants, without those that nothing reads."""
    used = {name for node in model.graph.node for name in node.input}
    tensors: list[object] = [
        numpy_helper.from_array(np.ascontiguousarray(value), name)
        for name, value in weights.items()
        if name in used
    ]
    replace(model.graph.initializer, tensors)


def readers_of(model: onnx.ModelProto, name: str) -> list[onnx.NodeProto]:
    """The nodes that `name` goes into."""
    return [node for node in model.graph.node if name in node.input]
