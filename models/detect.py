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
        rows = decode(self.session.run(tensor), tensor.shape[3], self._score_floor)
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


def decode(outputs: dict[str, Tensor], padded_width: int, score_floor: float) -> Rows:
    """Network outputs to rows: of each stride's anchors, only those that reach `score_floor`."""
    return np.concatenate(
        [_decode_stride(outputs, stride, padded_width // stride, score_floor) for stride in STRIDES]
    )


def _decode_stride(
    outputs: dict[str, Tensor], stride: int, columns: int, score_floor: float
) -> Rows:
    """Anchor i sits at column i % columns, row i // columns; sizes are exponents, all in strides.

    The layout is OpenCV's: modules/objdetect/src/face_detect.cpp, postProcess.
    """
    # Both end in a sigmoid, so they need no clipping to 0..1 here.
    product = outputs[f"cls_{stride}"][0, :, 0] * outputs[f"obj_{stride}"][0, :, 0]
    kept = np.flatnonzero(product >= score_floor * score_floor)
    if not len(kept):
        return np.empty((0, 15), np.float32)
    anchors = np.stack([kept % columns, kept // columns], axis=1).astype(np.float32)
    boxes = outputs[f"bbox_{stride}"][0, kept]
    points = outputs[f"kps_{stride}"][0, kept].reshape(-1, 5, 2)
    rows = np.empty((len(kept), 15), np.float32)
    sizes = np.exp(boxes[:, 2:]) * stride
    rows[:, 0:2] = (anchors + boxes[:, :2]) * stride - sizes / 2
    rows[:, 2:4] = sizes
    rows[:, 4:14] = ((points + anchors[:, None]) * stride).reshape(-1, 10)
    rows[:, 14] = np.sqrt(product[kept])
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
