"""The joint heads give what the published ones give, number by number."""

from pathlib import Path

import numpy as np
import onnx
import pytest

from models.arrays import Tensor
from models.convert import convert_detector, drop_stale_inputs, fold_weights
from models.detect import anchors
from models.inference import Session


@pytest.mark.parametrize("stride", [8, 16, 32])
def test_joint_heads_give_what_four_heads_gave(originals: tuple[Path, Path], stride: int) -> None:
    published = originals[0].read_bytes()
    x = np.random.default_rng(1).integers(0, 256, (1, 3, 640, 640), np.uint8)
    joint = Session(convert_detector(published), threads=1).run(x)
    four = four_heads(published, x.astype(np.float32))
    of_stride = anchors(640, 640)[:, 2] == stride
    cells, likely = joint["cells"][0].T[of_stride], joint["likely"][0][of_stride]
    np.testing.assert_allclose(
        likely, np.ravel(four[f"cls_{stride}"] * four[f"obj_{stride}"]), atol=1e-5
    )
    score = 1 / (1 + np.exp(-cells[:, :2]))
    for name, ours in (
        ("cls", score[:, :1]),
        ("obj", score[:, 1:]),
        ("bbox", cells[:, 2:6]),
        ("kps", cells[:, 6:]),
    ):
        np.testing.assert_allclose(ours, four[f"{name}_{stride}"][0], atol=1e-5)


def test_what_only_the_four_heads_read_is_gone(originals: tuple[Path, Path]) -> None:
    graph = onnx.load_from_string(convert_detector(originals[0].read_bytes())).graph
    read = {name for node in graph.node for name in node.input}
    assert {tensor.name for tensor in graph.initializer} <= read
    assert [output.name for output in graph.output] == ["cells", "likely"]


def four_heads(published: bytes, x: Tensor) -> dict[str, Tensor]:
    """What the published detector gives; it only takes 640 x 640."""
    model = onnx.load_from_string(published)
    fold_weights(model)
    drop_stale_inputs(model)
    return Session(model.SerializeToString(), threads=1).run(x)
