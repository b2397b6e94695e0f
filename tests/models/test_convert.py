"""Each step of the rewriting on a small network, and all of them on the published ones."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from models import convert
from models.errors import InstallError
from models.inference import Session
from tests.models.builders import a_network

X = np.array([[-2.0, -0.5, 0.0, 3.0]] * 2, np.float32).reshape(1, 2, 2, 2)


def answer(model: onnx.ModelProto) -> npt.NDArray[np.float32]:
    """What ONNX's own reference, not ONNX Runtime, makes of X."""
    (result,) = ReferenceEvaluator(model).run(None, {"x": X})
    return np.asarray(result)


def kinds(model: onnx.ModelProto) -> set[str]:
    return {node.op_type for node in model.graph.node}


def of(name: str, value: npt.ArrayLike, dtype: npt.DTypeLike = np.float32) -> onnx.TensorProto:
    return numpy_helper.from_array(np.asarray(value, dtype), name)


def test_weights_in_blocks_are_computed_once() -> None:
    """Two rows of five, in blocks of three: the last block of each row is cut short."""
    q = np.arange(-5, 5, dtype=np.int8).reshape(2, 5)
    scale, zero = np.array([[0.5, 2.0], [1.0, 4.0]]), np.array([[1, -1], [0, 2]])
    nodes = [
        helper.make_node("DequantizeLinear", ["q", "s", "z"], ["w"], axis=1, block_size=3),
        helper.make_node("Reshape", ["w", "shape"], ["v"]),
        helper.make_node("Mul", ["x", "v"], ["y"]),
    ]
    weights = [
        of("q", q, np.int8),
        of("s", scale),
        of("z", zero, np.int8),
        of("shape", [10, 1, 1, 1], np.int64),
    ]
    model = a_network(nodes, weights=weights)
    convert.fold_weights(model)
    (folded,) = model.graph.initializer
    by_hand = [-3, -2.5, -2, -2, 0, 0, 1, 2, 4, 8]
    assert kinds(model) == {"Mul"}
    assert numpy_helper.to_array(folded).ravel().tolist() == by_hand
    assert folded.dims == [10, 1, 1, 1]


def test_inputs_that_are_weights_or_unread_are_dropped() -> None:
    tensor = helper.make_tensor_value_info
    inputs = [tensor(name, TensorProto.FLOAT, [1]) for name in ("stale", "w", "x")]
    model = a_network(
        [helper.make_node("Mul", ["x", "w"], ["y"])], inputs=inputs, weights=[of("w", [2.0])]
    )
    convert.drop_stale_inputs(model)
    assert [value.name for value in model.graph.input] == ["x"]


@pytest.mark.parametrize("slope", [-1.5, 1.0, 1.25])
def test_a_prelu_split_into_convolutions_gives_the_same(slope: float) -> None:
    model = a_network(
        [helper.make_node("PRelu", ["x", "slope"], ["y"])],
        weights=[of("slope", [[[0.25]], [[slope]]])],
    )
    before = answer(model)
    convert.split_prelu(model)
    assert kinds(model) == {"Relu", "Conv", "Add"}
    np.testing.assert_allclose(answer(model), before, atol=1e-6)


def test_a_dropout_is_bridged() -> None:
    model = a_network(
        [
            helper.make_node("Relu", ["x"], ["a"]),
            helper.make_node("Dropout", ["a"], ["b"]),
            helper.make_node("Neg", ["b"], ["y"]),
        ]
    )
    before = answer(model)
    convert.drop_dropout(model)
    assert kinds(model) == {"Relu", "Neg"}
    np.testing.assert_array_equal(answer(model), before)


def test_denormal_weights_become_zero_and_others_stay() -> None:
    weights = of("w", [1e-40, -1e-35, 1e-20, 0.0, 2.0])
    model = a_network([helper.make_node("Mul", ["x", "w"], ["y"])], weights=[weights])
    convert.zero_denormals(model)
    kept = numpy_helper.to_array(model.graph.initializer[0]).tolist()
    assert kept == pytest.approx([0, 0, 1e-20, 0, 2.0])


@pytest.mark.parametrize("rewrite", [convert.convert_detector, convert.convert_embedder])
@pytest.mark.parametrize("data", [b"", b"not a network", b"\x08\x08\x12\xff\xff"])
def test_what_is_no_network_is_refused(rewrite: Callable[[bytes], bytes], data: bytes) -> None:
    with pytest.raises(InstallError):
        rewrite(data)


def test_the_published_sface_gives_what_its_folded_self_gives(originals: tuple[Path, Path]) -> None:
    data = originals[1].read_bytes()
    ours = Session(convert.convert_embedder(data), threads=1)
    folded = Session(convert.fold_embedder(data), threads=1)
    rng = np.random.default_rng(3)
    for _ in range(5):
        x = rng.uniform(0, 255, (1, 3, 112, 112)).astype(np.float32)
        one, other = (next(iter(each.run(x).values())).ravel() for each in (ours, folded))
        assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) > 0.99999


def test_the_published_networks_are_folded(originals: tuple[Path, Path]) -> None:
    detector, embedder = (path.read_bytes() for path in originals)
    rewritten = convert.convert_detector(detector), convert.convert_embedder(embedder)
    for before, after in zip((detector, embedder), rewritten, strict=True):
        assert "DequantizeLinear" in kinds(onnx.load_from_string(before))
        assert not {"DequantizeLinear", "PRelu", "Dropout"} & kinds(onnx.load_from_string(after))
        assert len(onnx.load_from_string(after).graph.input) == 1
    assert "MatMulNBits" in kinds(onnx.load_from_string(rewritten[1]))


@pytest.mark.parametrize(("height", "width"), [(32, 64), (192, 320), (160, 160)])
def test_the_detector_takes_any_size(originals: tuple[Path, Path], height: int, width: int) -> None:
    session = Session(convert.convert_detector(originals[0].read_bytes()), threads=1)
    outputs = session.run(np.zeros((1, 3, height, width), np.float32))
    assert {name: value.shape for name, value in outputs.items()} == {
        f"stride_{stride}": (1, 16, height // stride, width // stride) for stride in (8, 16, 32)
    }


def test_rewriting_twice_gives_the_same_bytes(originals: tuple[Path, Path]) -> None:
    data = originals[0].read_bytes()
    assert convert.convert_detector(data) == convert.convert_detector(data)
