"""The adapter to insightface. The package itself is not needed, except where a test says so."""

import importlib.util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from onnx import TensorProto, helper

from models import insightface_pack
from models.errors import InstallError, PackError
from models.inference import open_session
from models.insightface_pack import ArcFace, Scrfd, describe, read_folder, role_of
from models.manifest import parse, to_bytes
from models.results import Box, Face
from tests.models.builders import a_network

HAS_PACKAGE = importlib.util.find_spec("insightface") is not None


class OneFace:
    """insightface's SCRFD, as far as it is called: one face, given by its corners."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}

    def detect(self, image: np.ndarray, **options: Any) -> tuple[np.ndarray, np.ndarray]:
        self.asked = options
        return np.array([[10, 20, 50, 80, 0.9]]), np.arange(10.0).reshape(1, 5, 2)


class OneVector:
    """insightface's ArcFaceONNX, as far as it is called."""

    def get_feat(self, image: np.ndarray) -> np.ndarray:
        return np.array([[3.0, 4.0]], np.float32)


def a_detector() -> bytes:
    """Nine outputs, as SCRFD with points has."""
    names = [f"y{n}" for n in range(9)]
    tensor = helper.make_tensor_value_info
    data: bytes = a_network(
        [helper.make_node("Relu", ["x"], [name]) for name in names],
        outputs=[tensor(name, TensorProto.FLOAT, None) for name in names],
    ).SerializeToString()
    return data


def a_vector_network(side: int) -> bytes:
    tensor = helper.make_tensor_value_info
    data: bytes = a_network(
        [helper.make_node("Flatten", ["x"], ["y"])],
        inputs=[tensor("x", TensorProto.FLOAT, [1, 3, side, side])],
        outputs=[tensor("y", TensorProto.FLOAT, [1, 3 * side * side])],
    ).SerializeToString()
    return data


def test_corners_become_a_box() -> None:
    scrfd = OneFace()
    faces = Scrfd(scrfd, 0.5).detect(np.zeros((180, 320, 3), np.uint8))
    points = ((0.0, 1.0), (2.0, 3.0), (4.0, 5.0), (6.0, 7.0), (8.0, 9.0))
    assert faces == [Face(Box(10, 20, 40, 60), points, 0.9)]
    assert scrfd.asked == {"input_size": (320, 192), "det_thresh": 0.5}


def test_a_large_picture_is_not_looked_at_in_full() -> None:
    scrfd = OneFace()
    Scrfd(scrfd, 0.5).detect(np.zeros((720, 1280, 3), np.uint8))
    assert scrfd.asked["input_size"] == (640, 640)


def test_an_embedding_is_scaled_to_length_one_and_of_the_promised_size() -> None:
    face = np.zeros((112, 112, 3), np.uint8)
    assert ArcFace(OneVector(), 2).embed(face).tolist() == pytest.approx([0.6, 0.8])
    with pytest.raises(PackError, match="2 numbers, not 512"):
        ArcFace(OneVector(), 512).embed(face)


def test_networks_are_told_apart_by_their_shapes(models_root: Path) -> None:
    (sface,) = (models_root / "yunet-sface").glob("embedder-*.onnx")
    assert role_of(open_session(a_detector())) == "detector"
    assert role_of(open_session(sface.read_bytes())) == "embedder"
    assert role_of(open_session(a_vector_network(96))) is None


def test_a_folder_is_read_and_what_is_not_needed_left_out(tmp_path: Path) -> None:
    (tmp_path / "det_500m.onnx").write_bytes(a_detector())
    (tmp_path / "genderage.onnx").write_bytes(a_vector_network(96))
    (tmp_path / "w600k_mbf.onnx").write_bytes(a_vector_network(112))
    said = list[str]()
    data = read_folder(tmp_path, said.append)
    assert data == {"detector": a_detector(), "embedder": a_vector_network(112)}
    assert said[1] == "genderage.onnx: not needed, left out"


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({}, "holds no SCRFD detector"),
        ({"w600k.onnx": a_vector_network(112)}, "holds no SCRFD detector"),
        ({"a.onnx": a_detector(), "b.onnx": a_detector()}, "two networks for the detector: a.onnx"),
    ],
)
def test_a_folder_that_is_not_insightfaces_is_refused(
    tmp_path: Path, files: dict[str, bytes], complaint: str
) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InstallError, match=complaint):
        read_folder(tmp_path, print)


def test_garbage_in_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "det.onnx").write_bytes(b"garbage")
    with pytest.raises(PackError, match="ONNX Runtime does not accept"):
        read_folder(tmp_path, print)


def test_who_agreed_to_what_is_written_into_the_manifest(tmp_path: Path) -> None:
    manifest = describe(tmp_path / "Buffalo L!", {"detector": b"d"}, "2026-01-02T03:04:05+00:00")
    assert manifest.name == "insightface-buffalo-l"
    assert manifest.acceptance is not None
    assert manifest.acceptance.accepted_at == "2026-01-02T03:04:05+00:00"
    assert "non-commercial" in manifest.acceptance.terms
    assert parse(to_bytes(manifest)) == manifest


@pytest.mark.skipif(HAS_PACKAGE, reason="tells what happens without the package")
def test_without_the_package_the_command_to_get_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r'-m pip install "insightface>=2.1,<3"'):
        insightface_pack.install(tmp_path, tmp_path, accepted_at="now", report=print)
