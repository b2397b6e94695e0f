"""A face turned upright and cut to 112 x 112, as the embedding networks were trained on it."""

from collections.abc import Sequence

import cv2
import numpy as np

from models.arrays import AffineMatrix, AlignedFace, Image
from models.results import Point

SIDE_PX = 112

# Where ArcFace's training crops have the five points (Deng et al. 2019, its public template).
TEMPLATE: tuple[Point, ...] = (
    (38.2946, 51.6963),
    (73.5318, 51.5014),
    (56.0252, 71.7366),
    (41.5493, 92.3655),
    (70.7299, 92.2041),
)


def similarity(source: Sequence[Point], target: Sequence[Point]) -> AffineMatrix:
    """The rotation, scale and shift, no mirroring, that best maps `source` onto `target`.

    Least squares, so the same as Umeyama 1991 ("Least-squares estimation of transformation
    parameters between two point patterns"); in the plane, where a point is a complex number, it is
    one regression: target = turn * source + shift. Points that all coincide give scale 0.
    """
    src, dst = [complex(*point) for point in source], [complex(*point) for point in target]
    src_mean, dst_mean = sum(src) / len(src), sum(dst) / len(dst)
    products = ((s - src_mean).conjugate() * (d - dst_mean) for s, d in zip(src, dst, strict=True))
    spread = sum(abs(s - src_mean) ** 2 for s in src)
    turn = sum(products) / spread if spread > 0 else 0j
    shift = dst_mean - turn * src_mean
    return np.array([[turn.real, -turn.imag, shift.real], [turn.imag, turn.real, shift.imag]])


def align(image: Image, points: Sequence[Point]) -> AlignedFace:
    """Cut the face with these five points (order of `Face.points`) out of `image`."""
    matrix = similarity(points, TEMPLATE)
    return cv2.warpAffine(image, matrix, (SIDE_PX, SIDE_PX), flags=cv2.INTER_LINEAR)  # type: ignore[return-value]
