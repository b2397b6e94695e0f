"""PReLU in three other steps gives the same, whatever its slopes."""

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from models.prelu import split_prelu
from tests.models.builders import a_network

X = np.array([[-2.0, -0.5, 0.0, 3.0]] * 2, np.float32).reshape(1, 2, 2, 2)
DEPTHWISE = np.array([0.5, -3.0], np.float32).reshape(2, 1, 1, 1)
POINTWISE = np.array([[1.0, 2.0], [-1.0, 0.5], [0.0, 4.0]], np.float32).reshape(3, 2, 1, 1)


def answer(model: onnx.ModelProto) -> npt.NDArray[np.float32]:
    return np.asarray(next(iter(ReferenceEvaluator(model).run(None, {"x": X}))))


def kinds(model: onnx.ModelProto) -> set[str]:
    return {node.op_type for node in model.graph.node}


def a_prelu(
    slope: float, *behind: onnx.NodeProto, weight: npt.NDArray[np.float32] = DEPTHWISE
) -> onnx.ModelProto:
    slopes = np.array([0.25, slope], np.float32).reshape(2, 1, 1)
    weights = [numpy_helper.from_array(slopes, "slope"), numpy_helper.from_array(weight, "w")]
    output = "z" if behind else "y"
    prelu = helper.make_node("PRelu", ["x", "slope"], [output])
    return a_network([prelu, *behind], weights=weights)


@pytest.mark.parametrize("slope", [-1.5, 0.0, 1.0])
def test_a_slope_of_one_or_less_is_split(slope: float) -> None:
    model = a_prelu(slope)
    before = answer(model)
    split_prelu(model)
    assert kinds(model) == {"Relu", "Conv", "Add"}
    np.testing.assert_allclose(answer(model), before, atol=1e-6)


@pytest.mark.parametrize("weight", [DEPTHWISE, POINTWISE])
def test_a_steeper_slope_changes_the_sign_of_what_reads_it(weight: npt.NDArray[np.float32]) -> None:
    reader = helper.make_node("Conv", ["z", "w"], ["y"], group=2 if weight is DEPTHWISE else 1)
    model = a_prelu(1.25, reader, weight=weight)
    before = answer(model)
    split_prelu(model)
    assert kinds(model) == {"Relu", "Conv", "Add"}
    np.testing.assert_allclose(answer(model), before, atol=1e-6)


def test_a_steeper_slope_that_others_read_stays() -> None:
    model = a_prelu(1.25, helper.make_node("Neg", ["z"], ["y"]))
    split_prelu(model)
    assert kinds(model) == {"PRelu", "Neg"}
