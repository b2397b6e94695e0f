"""Where the faces are: YuNet's input, its anchors, and non-maximum suppression."""

from collections.abc import Sequence
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from models.arrays import Image, Tensor
from models.inference import Runner
from models.results import Box, Face

STRIDES = (8, 16, 32)
HEADS = ("cls", "obj", "bbox", "kps")
"""In this order they make 1 + 1 + 4 + 10 channels of each output."""
PADDED_TO = 32
IOU_LIMIT = 0.3

Rows = npt.NDArray[np.float32]
"""(faces, 15) float32: x, y, w, h, five (x, y) points, score."""


class FaceDetector(Protocol):
    """Finds faces in a picture of any size."""

    def detect(self, image: Image) -> list[Face]:
        """Faces in pixels of `image`, best score first."""
        ...


class YuNet:
    """The YuNet detector (Wu, Peng, Yu: "YuNet: A Tiny Millisecond-level Face Detector", 2023).

    Gives what cv2.FaceDetectorYN gives, at a fraction of its time.
    """

    def __init__(self, session: Runner, *, score_floor: float = 0.6) -> None:
        self.session = session
        self._score_floor = score_floor

    def detect(self, image: Image) -> list[Face]:
        """Faces in pixels of `image`, best score first."""
        tensor = to_tensor(image)
        rows = decode(self.session.run(tensor), self._score_floor)
        return [_face(row) for row in suppress(rows)]


def to_tensor(image: Image) -> Tensor:
    """Blue, green, red 0 to 255, black added right and below up to multiples of 32 px."""
    height, width = image.shape[:2]
    down, right = -height % PADDED_TO, -width % PADDED_TO
    if down or right:
        image = cv2.copyMakeBorder(  # type: ignore[assignment]
            image, 0, down, 0, right, cv2.BORDER_CONSTANT, value=(0, 0, 0)
        )
    return cv2.dnn.blobFromImage(image)  # type: ignore[return-value]


def level_name(stride: int) -> str:
    """What the output with the anchors of this stride is called."""
    return f"stride_{stride}"


def decode(outputs: dict[str, Tensor], score_floor: float) -> Rows:
    """Network outputs to rows: of each stride's anchors, only those that reach `score_floor`."""
    return np.concatenate(
        [_decode_stride(outputs[level_name(stride)][0], stride, score_floor) for stride in STRIDES]
    )


def _decode_stride(level: Tensor, stride: int, score_floor: float) -> Rows:
    """`level` is (16, rows, columns), an anchor in each cell; sizes are exponents, all in strides.

    The arithmetic is OpenCV's: modules/objdetect/src/face_detect.cpp, postProcess. There, and in
    the published network, the sigmoids come first; here they are written as a tanh, which cannot
    overflow.
    """
    likely = (1 + np.tanh(level[:2] / 2)) / 2
    product = likely[0] * likely[1]
    y, x = np.nonzero(product >= score_floor * score_floor)
    if not len(x):
        return np.empty((0, 15), np.float32)
    anchors = np.stack([x, y], axis=1).astype(np.float32)
    found = level[2:, y, x].T
    boxes, points = found[:, :4], found[:, 4:].reshape(-1, 5, 2)
    rows = np.empty((len(x), 15), np.float32)
    sizes = np.exp(boxes[:, 2:]) * stride
    rows[:, 0:2] = (anchors + boxes[:, :2]) * stride - sizes / 2
    rows[:, 2:4] = sizes
    rows[:, 4:14] = ((points + anchors[:, None]) * stride).reshape(-1, 10)
    rows[:, 14] = np.sqrt(product[y, x])
    return rows


def suppress(rows: Rows) -> Rows:
    """Of rows whose boxes overlap by more than 0.3, the best; best score first.

    Boxes are compared in whole pixels, as cv2.FaceDetectorYN does, so that both keep the same.
    """
    if not len(rows):
        return rows
    boxes: Sequence[Sequence[float]] = np.trunc(rows[:, :4]).astype(np.float64).tolist()
    kept = cv2.dnn.NMSBoxes(boxes, rows[:, 14].tolist(), 0.0, IOU_LIMIT)
    return np.take(rows, np.asarray(kept, np.intp), axis=0)


def _face(row: npt.NDArray[np.float32]) -> Face:
    x, y, w, h, ax, ay, bx, by, cx, cy, dx, dy, ex, ey, score = row.tolist()
    return Face(Box(x, y, w, h), ((ax, ay), (bx, by), (cx, cy), (dx, dy), (ex, ey)), score)
