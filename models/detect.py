"""Where the faces are: YuNet's input, its anchors, and non-maximum suppression."""

import functools
from collections.abc import Sequence
from typing import Protocol

import cv2
import numpy as np
import numpy.typing as npt

from models.arrays import Image, Planes, Tensor
from models.inference import Runner
from models.results import Box, Face

STRIDES = (8, 16, 32)
HEADS = ("cls", "obj", "bbox", "kps")
"""In this order they make 1 + 1 + 4 + 10 channels."""
CELLS = "cells"
"""An output: (1, 16, anchors), those of all strides one behind the other, row by row."""
LIKELY = "likely"
"""An output: (1, anchors), the square of the score."""
PADDED_TO = 32
IOU_LIMIT = 0.3

Rows = npt.NDArray[np.float32]
"""(faces, 15) float32: x, y, w, h, five (x, y) points, score."""

Anchors = npt.NDArray[np.float32]
"""(anchors, 3) float32: column, row, stride."""


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
        planes = to_planes(image)
        outputs = self.session.run(planes)
        height, width = planes.shape[2:]
        rows = decode(outputs[LIKELY][0], outputs[CELLS][0], (height, width), self._score_floor)
        return [_face(row) for row in suppress(rows)]


def to_planes(image: Image) -> Planes:
    """Blue, green, red, each for itself; black added right and below up to multiples of 32 px."""
    height, width = image.shape[:2]
    shape = (1, 3, height + -height % PADDED_TO, width + -width % PADDED_TO)
    planes = np.zeros(shape, np.uint8)
    cv2.split(image, [plane[:height, :width] for plane in planes[0]])  # writes into them
    return planes


@functools.lru_cache(maxsize=8)
def anchors(height: int, width: int) -> Anchors:
    """Column, row and stride of each anchor of a picture of this size, as the network counts."""
    levels = []
    for stride in STRIDES:
        y, x = np.mgrid[: height // stride, : width // stride]
        levels.append(np.stack([x, y, np.full_like(x, stride)], axis=-1).reshape(-1, 3))
    return np.concatenate(levels).astype(np.float32)


def decode(likely: Tensor, cells: Tensor, size: tuple[int, int], score_floor: float) -> Rows:
    """Network output to rows: only the anchors that reach `score_floor`.

    `likely` is (anchors,), `cells` (16, anchors), for a padded picture of `size` (height, width).
    Of the cells, 4 are the box (sizes are exponents) and 10 the points, all in strides. The
    arithmetic is OpenCV's: modules/objdetect/src/face_detect.cpp, postProcess.
    """
    good = (likely >= score_floor * score_floor).nonzero()[0]
    if not len(good):
        return np.empty((0, 15), np.float32)
    shifts, strides = _grid(*size)
    found = cells[2:, good]
    np.exp(found[2:4], out=found[2:4])
    found += shifts[:, good]
    found *= strides[good]
    found[:2] -= found[2:4] / 2
    return np.vstack([found, np.sqrt(likely[good])]).T


@functools.lru_cache(maxsize=8)
def _grid(height: int, width: int) -> tuple[Tensor, Tensor]:
    """What is added to 14 cells of each anchor, (14, anchors), and its stride, (anchors,): for few
    steps, since each costs a small picture as much as the arithmetic."""
    columns, rows, strides = anchors(height, width).T
    nothing = np.zeros_like(columns)
    return np.stack([columns, rows, nothing, nothing, *(columns, rows) * 5]), strides.copy()


def suppress(rows: Rows) -> Rows:
    """Of rows whose boxes overlap by more than 0.3, the best; best score first.

    Boxes are compared in whole pixels, as cv2.FaceDetectorYN does, so that both keep the same.
    """
    if len(rows) < 2:
        return rows
    boxes: Sequence[Sequence[float]] = rows[:, :4].astype(np.intp).tolist()
    kept = cv2.dnn.NMSBoxes(boxes, rows[:, 14].tolist(), 0.0, IOU_LIMIT)
    return np.take(rows, np.asarray(kept, np.intp), axis=0)


def _face(row: npt.NDArray[np.float32]) -> Face:
    x, y, w, h, ax, ay, bx, by, cx, cy, dx, dy, ex, ey, score = row.tolist()
    return Face(Box(x, y, w, h), ((ax, ay), (bx, by), (cx, cy), (dx, dy), (ex, ey)), score)
