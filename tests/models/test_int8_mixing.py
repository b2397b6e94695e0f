"""Convolutions that are computed in int8 give what their float32 selves give, nearly."""

from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import helper, numpy_helper

from models.arrays import Tensor
from models.inference import Session
from models.int8_mixing import FEWEST_INPUTS, mix_in_int8
from tests.models.builders import a_network


def test_a_big_mix_and_its_normalisation_become_one_product_that_gives_the_same() -> None:
    """Within two hundredths of the length: weights and what is mixed are rounded to int8."""
    plain = a_mix(FEWEST_INPUTS)
    ours = onnx.load_from_string(plain.SerializeToString())
    mix_in_int8(ours)
    assert kinds(ours) == ["Transpose", "DynamicQuantizeMatMul", "Transpose"]
    x = np.random.default_rng(2).standard_normal((1, FEWEST_INPUTS, 5, 7)).astype(np.float32)
    expected, found = answer(plain, x), answer(ours, x)
    assert found.shape == expected.shape == (1, 32, 5, 7)
    assert 0 < np.linalg.norm(found - expected) < 0.02 * np.linalg.norm(expected)


def test_a_convolution_alone_is_mixed_in_int8_too() -> None:
    plain = a_mix(FEWEST_INPUTS, is_normalised=False)
    ours = onnx.load_from_string(plain.SerializeToString())
    mix_in_int8(ours)
    x = np.random.default_rng(3).standard_normal((1, FEWEST_INPUTS, 2, 2)).astype(np.float32)
    expected, found = answer(plain, x), answer(ours, x)
    assert np.linalg.norm(found - expected) < 0.02 * np.linalg.norm(expected)


def test_small_mixes_and_other_convolutions_stay_as_they_are() -> None:
    for model in (
        a_mix(FEWEST_INPUTS - 1),
        a_mix(FEWEST_INPUTS, kernel=3),
        a_mix(FEWEST_INPUTS, strides=[2, 2]),
        a_mix(FEWEST_INPUTS, pads=[1, 1, 1, 1]),
    ):
        before = kinds(model)
        mix_in_int8(model)
        assert kinds(model) == before


def a_mix(
    inputs: int,
    *,
    kernel: int = 1,
    is_normalised: bool = True,
    strides: list[int] | None = None,
    pads: list[int] | None = None,
) -> onnx.ModelProto:
    """`inputs` channels to 32, with a bias, and a normalisation behind it."""
    rng = np.random.default_rng(1)
    shape: dict[str, Any] = {"strides": strides or [1, 1], "pads": pads or [0, 0, 0, 0]}
    output = "m" if is_normalised else "y"
    nodes = [helper.make_node("Conv", ["x", "w", "b"], [output], **shape)]
    if is_normalised:
        parts = ["m", "scale", "shift", "mean", "variance"]
        nodes.append(helper.make_node("BatchNormalization", parts, ["y"], epsilon=0.01))
    weights = {
        "w": rng.standard_normal((32, inputs, kernel, kernel)),
        "b": rng.standard_normal(32),
        "scale": rng.uniform(0.5, 2, 32),
        "shift": rng.standard_normal(32),
        "mean": rng.standard_normal(32),
        "variance": rng.uniform(0.5, 2, 32),
    }
    picture = helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, [1, inputs, None, None])
    tensors = [
        numpy_helper.from_array(value.astype(np.float32), name)
        for name, value in weights.items()
        if is_normalised or name in {"w", "b"}
    ]
    return a_network(nodes, inputs=[picture], weights=tensors)


def answer(model: onnx.ModelProto, x: Tensor) -> npt.NDArray[np.float32]:
    return Session(model.SerializeToString(), threads=1).run(x)["y"]


def kinds(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]
