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
    return np.asarray(next(iter(ReferenceEvaluator(model).run(None, {"x": X}))))


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


@pytest.mark.parametrize(("mean", "scale"), [(127.5, 1 / 127.5), (0.0, 1 / 128)])
def test_a_network_with_another_normalisation_is_refused(mean: float, scale: float) -> None:
    model = normalising(mean, scale)
    with pytest.raises(InstallError, match=r"does not begin with \(x - 127.5\)"):
        convert.drop_normalisation(model)


def test_the_normalisation_is_left_to_the_caller() -> None:
    model = normalising(convert.MEAN, convert.SCALE)
    before = answer(model)
    convert.drop_normalisation(model)
    (after,) = ReferenceEvaluator(model).run(None, {"x": (X - convert.MEAN) * convert.SCALE})
    assert kinds(model) == {"Relu"}
    np.testing.assert_allclose(np.asarray(after), before, atol=1e-6)


def normalising(mean: float, scale: float) -> onnx.ModelProto:
    return a_network(
        [
            helper.make_node("Sub", ["x", "m"], ["a"]),
            helper.make_node("Mul", ["a", "s"], ["b"]),
            helper.make_node("Relu", ["b"], ["y"]),
        ],
        weights=[of("m", [mean]), of("s", [scale])],
    )


def test_a_picture_of_bytes_gives_what_the_same_floats_gave() -> None:
    model = a_network([helper.make_node("Neg", ["x"], ["y"])])
    convert.take_bytes(model)
    (result,) = ReferenceEvaluator(model).run(None, {"x": np.array([[[[0]], [[255]]]], np.uint8)})
    assert np.ravel(result).tolist() == [0, -255]


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
        fed = ((x - convert.MEAN) * convert.SCALE).astype(np.float32)
        one, other = ours.run(fed)["fc1"].ravel(), folded.run(x)["fc1"].ravel()
        assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) > 0.99999


def test_the_published_networks_are_folded(originals: tuple[Path, Path]) -> None:
    detector, embedder = (path.read_bytes() for path in originals)
    rewritten = convert.convert_detector(detector), convert.convert_embedder(embedder)
    for before, after in zip((detector, embedder), rewritten, strict=True):
        assert "DequantizeLinear" in kinds(onnx.load_from_string(before))
        gone = {"DequantizeLinear", "PRelu", "Dropout", "Sub"}
        assert not gone & kinds(onnx.load_from_string(after))
        assert len(onnx.load_from_string(after).graph.input) == 1
    assert "MatMulNBits" in kinds(onnx.load_from_string(rewritten[1]))


@pytest.mark.parametrize(("height", "width"), [(32, 64), (192, 320), (160, 160)])
def test_the_detector_takes_any_size(originals: tuple[Path, Path], height: int, width: int) -> None:
    session = Session(convert.convert_detector(originals[0].read_bytes()), threads=1)
    outputs = session.run(np.zeros((1, 3, height, width), np.uint8))
    count = sum(height // stride * (width // stride) for stride in (8, 16, 32))
    assert {name: value.shape for name, value in outputs.items()} == {
        "cells": (1, 16, count),
        "likely": (1, count),
    }


def test_rewriting_twice_gives_the_same_bytes(originals: tuple[Path, Path]) -> None:
    data = originals[0].read_bytes()
    assert convert.convert_detector(data) == convert.convert_detector(data)
