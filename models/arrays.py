"""Shapes and dtypes of everything numeric here, in one place. No arithmetic."""

from typing import Any

import numpy as np
import numpy.typing as npt

from models.errors import ImageError

Image = npt.NDArray[np.uint8]
"""Picture, (height, width, 3) uint8, channels blue, green, red."""

AlignedFace = npt.NDArray[np.uint8]
"""Face turned upright and cut to (112, 112, 3) uint8, channels blue, green, red."""

Tensor = npt.NDArray[np.float32]
"""What a network eats or gives, float32; (1, channels, height, width) when it is a picture."""

Planes = npt.NDArray[np.uint8]
"""Picture for a network that takes bytes, (1, channels, height, width) uint8."""

Embedding = npt.NDArray[np.float32]
"""(size,) float32 of length 1: the dot product of two is their cosine similarity."""

EmbeddingMatrix = npt.NDArray[np.float32]
"""(rows, size) float32, C-contiguous, each row an `Embedding`."""

AffineMatrix = npt.NDArray[np.float64]
"""(2, 3) float64: maps (x, y, 1) of one picture to (x, y) of another."""


def require_image(picture: npt.NDArray[Any]) -> Image:
    """Return `picture` unchanged, or raise ImageError if it is not an `Image` of 16 px or more."""
    if picture.ndim != 3 or picture.shape[2] != 3 or picture.dtype != np.uint8:
        raise ImageError(
            f"A picture must be height x width x 3 uint8 (blue, green, red), "
            f"not {picture.shape} {picture.dtype}."
        )
    if min(picture.shape[:2]) < 16:
        raise ImageError(f"A picture of {picture.shape[1]} x {picture.shape[0]} px is too small.")
    return picture
