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

    Umeyama, "Least-squares estimation of transformation parameters between two point patterns",
    1991. Points that all coincide give scale 0, and so an empty picture.
    """
    src, dst = np.asarray(source, np.float64), np.asarray(target, np.float64)
    src_mean, dst_mean = src.mean(axis=0), dst.mean(axis=0)
    src_centred, dst_centred = src - src_mean, dst - dst_mean
    u, stretch, vt = np.linalg.svd(dst_centred.T @ src_centred / len(src))
    signs = np.array([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
    rotation = u @ np.diag(signs) @ vt
    variance = src_centred.var(axis=0).sum()
    scale = float(stretch @ signs) / variance if variance > 0 else 0.0
    matrix = np.empty((2, 3))
    matrix[:, :2] = scale * rotation
    matrix[:, 2] = dst_mean - matrix[:, :2] @ src_mean
    return matrix


def align(image: Image, points: Sequence[Point]) -> AlignedFace:
    """Cut the face with these five points (order of `Face.points`) out of `image`."""
    matrix = similarity(points, TEMPLATE)
    return cv2.warpAffine(image, matrix, (SIDE_PX, SIDE_PX), flags=cv2.INTER_LINEAR)  # type: ignore[return-value]
