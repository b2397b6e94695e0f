"""How far a nose stands out of a face, from a depth picture: for drivers of depth cameras.

A driver is a `DepthCamera` (models/liveness_depth.py). Its whole work is to keep the newest depth
picture, laid over the colour picture by the camera's own kit, and to answer:

    class MyCamera:                                   # [camera] depth = "my_camera:MyCamera"
        def relief_mm(self, face: Face) -> float | None:
            depth = self._newest_within(0.1)          # H x W, millimetres, 0: nothing measured
            return None if depth is None else relief_mm(depth, face, self._focal_px)

        def close(self) -> None:
            self._kit.stop()
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.results import Face, Point

DepthMap = NDArray[np.floating[Any]] | NDArray[np.integer[Any]]
"""Height x width, millimetres from the camera's plane, pixel by pixel as the colour picture; 0
where nothing was measured."""

AROUND = 0.06
"""Half of the square that is looked at around each point, in distances of the eyes."""
LEAST_MEASURED = 0.3
NOSE = 2


def relief_mm(depth: DepthMap, face: Face, focal_px: float) -> float | None:
    """Of the tip of the nose before the plane through eyes and corners of the mouth, however that
    is tilted; negative behind it. None where one of the five was not measured."""
    eyes_px = abs(face.points[1][0] - face.points[0][0]) + abs(
        face.points[1][1] - face.points[0][1]
    )
    half = max(1, round(AROUND * eyes_px))
    height, width = depth.shape
    places = []
    for point in face.points:
        away = _measured(depth, point, half)
        if away is None:
            return None
        x, y = point[0] - width / 2, point[1] - height / 2
        places.append((x * away / focal_px, y * away / focal_px, away))
    corners = np.array([place for number, place in enumerate(places) if number != NOSE])
    middle = corners.mean(0)
    across = np.linalg.svd(corners - middle)[2][2]  # of least spread: the plane's normal
    towards = -across if across[2] > 0 else across
    return float((np.array(places[NOSE]) - middle) @ towards)


def _measured(depth: DepthMap, point: Point, half: int) -> float | None:
    """The middle value around a point; None outside of the picture, or where most is missing."""
    column, row = round(point[0]), round(point[1])
    height, width = depth.shape
    if not (half <= column < width - half and half <= row < height - half):
        return None
    near = depth[row - half : row + half + 1, column - half : column + half + 1]
    seen = near[near > 0]
    return float(np.median(seen)) if seen.size >= LEAST_MEASURED * near.size else None
