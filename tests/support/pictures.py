"""Drawn pictures and videos: shapes and colours, no real faces."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

BGR = tuple[int, int, int]

RED: BGR = (30, 30, 220)
GREEN: BGR = (40, 200, 40)
BLUE: BGR = (220, 40, 30)


def plain(colour: BGR, size: tuple[int, int] = (60, 80)) -> NDArray[np.uint8]:
    """A BGR picture of one colour; `size` is (width, height)."""
    return np.full((size[1], size[0], 3), colour, np.uint8)


def save_picture(path: Path, colour: BGR) -> Path:
    """A lossless picture of one colour, in the format of the path's suffix."""
    if not cv2.imwrite(str(path), plain(colour)):
        raise OSError(f"cannot write {path}")
    return path


def save_video(path: Path, colours: list[BGR], fps: float = 25) -> Path:
    """A lossless video (FFV1 in AVI or MKV) with one picture of each colour."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"FFV1"), fps, (64, 48))
    for colour in colours:
        writer.write(plain(colour, (64, 48)))
    writer.release()
    return path


def middle(image: NDArray[np.uint8]) -> BGR:
    """The colour in the middle."""
    blue, green, red = image[image.shape[0] // 2, image.shape[1] // 2]
    return int(blue), int(green), int(red)


def looks(image: NDArray[np.uint8], colour: BGR) -> bool:
    """Is the middle about this colour? Light drifts by a few per cent."""
    return all(abs(a - b) <= 12 for a, b in zip(middle(image), colour, strict=True))
