"""Faces, templates, manifests and small networks for tests."""

import hashlib
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import onnx
from onnx import TensorProto, helper

from models.align import TEMPLATE
from models.arrays import Embedding, EmbeddingMatrix, Image
from models.install import DETECTION, EMBEDDING, THRESHOLDS
from models.manifest import FolderSource, Manifest, PackFile, Role
from models.results import Box, Face, Point, Template

SPACE = "test-space"


def a_face(
    *,
    x: float = 400,
    y: float = 200,
    width: float = 200,
    height: float = 260,
    points: Sequence[Point] = TEMPLATE,
    score: float = 0.9,
) -> Face:
    """A face that looks straight ahead, in the middle of a frame of 1280 x 720."""
    a, b, c, d, e = ((x + px * width / 112, y + py * width / 112) for px, py in points)
    return Face(Box(x, y, width, height), (a, b, c, d, e), score)


def unit(*numbers: float) -> Embedding:
    """These numbers as a vector of length 1."""
    vector = np.array(numbers, np.float32)
    return vector / np.linalg.norm(vector)


def unit_rows(
    count: int, width: int, seed: int, spikiness: float = 1.0, closeness: float = 0.0
) -> EmbeddingMatrix:
    """Rows of length 1. A higher `spikiness` puts more of each into few columns; as `closeness`
    nears 1, all of them near one direction that is the same for every seed."""
    rng = np.random.default_rng(seed)
    spread = rng.standard_normal((count, width))
    spread = np.sign(spread) * np.abs(spread) ** spikiness
    middle = np.random.default_rng(0).standard_normal(width)
    rows = (1 - closeness) * spread + closeness * middle + 1e-9
    unit_length: EmbeddingMatrix = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit_length.astype(np.float32)


def a_template(*numbers: float, pack: str = SPACE) -> Template:
    """A template whose vector points this way."""
    return Template(pack, unit(*numbers).tobytes())


def a_scene(picture: Image, *, face_width_px: float, now_px: float, shift: int = 300) -> Image:
    """A frame of 1280 x 720 with `picture`, resized to that width of its face, on grey."""
    factor = face_width_px / now_px
    small = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    frame = np.full((720, 1280, 3), 100, np.uint8)
    height, width = min(720, small.shape[0]), min(1280 - shift, small.shape[1])
    frame[:height, shift : shift + width] = small[:height, :width]
    return frame


def a_manifest(networks: dict[Role, bytes], *, name: str = "test-pack", **changes: Any) -> Manifest:
    """The manifest of a pack of these networks."""
    files = [
        PackFile(
            role=role,
            name=f"{role}-{hashlib.sha256(data).hexdigest()[:8]}.onnx",
            sha256=hashlib.sha256(data).hexdigest(),
            size_bytes=len(data),
            licence="none",
        )
        for role, data in networks.items()
    ]
    has_embedder = "embedder" in networks
    values: dict[str, Any] = {
        "format": 1,
        "name": name,
        "version": 1,
        "source": FolderSource(kind="folder", name="made by a test"),
        "acceptance": None,
        "files": files,
        "detection": DETECTION,
        "embedding": EMBEDDING if has_embedder else None,
        "thresholds": THRESHOLDS if has_embedder else None,
    }
    return Manifest(**(values | changes))


def a_network(nodes: Sequence[onnx.NodeProto], **options: Any) -> onnx.ModelProto:
    """A network with the input "x" and the output "y" of any shape, unless `options` differ."""
    tensor = helper.make_tensor_value_info
    inputs = options.get("inputs", [tensor("x", TensorProto.FLOAT, [1, 2, None, None])])
    outputs = options.get("outputs", [tensor("y", TensorProto.FLOAT, None)])
    graph = helper.make_graph(nodes, "test", inputs, outputs, options.get("weights", []))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 21)])
    model.ir_version = 8
    return model
