"""A matrix that stays int8 gives what its folded self gives, as nearly as int8 can."""

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from models import int8_matrix
from models.convert import fold_weights
from models.inference import Session
from tests.models.builders import a_network


def test_a_big_int8_matrix_stays_int8_and_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a hundredth of its length: what it is multiplied with is rounded to int8 as well."""
    monkeypatch.setattr(int8_matrix, "SMALLEST_MATRIX", 1)
    data = a_matrix_of_int8().SerializeToString()
    folded, kept = onnx.load_from_string(data), onnx.load_from_string(data)
    fold_weights(folded)
    int8_matrix.keep_int8_matrix(kept)
    fold_weights(kept)
    assert (kinds(folded), kinds(kept)) == ({"Gemm"}, {"MatMulNBits"})
    assert kept.ByteSize() < 0.4 * folded.ByteSize()
    x = np.random.default_rng(2).standard_normal((1, 256)).astype(np.float32)
    plain, ours = (answer_of_runtime(model, x) for model in (folded, kept))
    assert np.linalg.norm(ours - plain) < 0.01 * np.linalg.norm(plain)


def test_a_small_int8_matrix_is_folded() -> None:
    model = a_matrix_of_int8()
    int8_matrix.keep_int8_matrix(model)
    fold_weights(model)
    assert kinds(model) == {"Gemm"}


def answer_of_runtime(
    model: onnx.ModelProto, x: npt.NDArray[np.float32]
) -> npt.NDArray[np.float32]:
    return Session(model.SerializeToString(), threads=1).run(x)["y"]


def a_matrix_of_int8() -> onnx.ModelProto:
    """32 sums over 256 numbers; int8 in blocks of 64, each with a scale and a zero of its own."""
    rng = np.random.default_rng(1)
    nodes = [
        helper.make_node("DequantizeLinear", ["q", "s", "z"], ["w"], axis=1, block_size=64),
        helper.make_node("Gemm", ["x", "w", "bias"], ["y"], transB=1),
    ]
    weights = [
        of("q", rng.integers(-128, 128, (32, 256)), np.int8),
        of("s", rng.uniform(0.001, 0.01, (32, 4))),
        of("z", rng.integers(-30, 30, (32, 4)), np.int8),
        of("bias", rng.standard_normal(32)),
    ]
    inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 256])]
    return a_network(nodes, inputs=inputs, weights=weights)


def kinds(model: onnx.ModelProto) -> set[str]:
    return {node.op_type for node in model.graph.node}


def of(name: str, value: npt.ArrayLike, dtype: npt.DTypeLike = np.float32) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(value, dtype), name)
