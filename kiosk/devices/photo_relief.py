"""Turns the head in a photograph: each pixel moves as far as it stands out of the face.

The relief is that of a plain head: a curved face and a nose of 0.45 eye distances, whatever the
photograph shows. Enough to move the five points as a turning head does, up to about 30 degrees;
what was hidden stays unknown. Images are BGR uint8, points are `models.results.Face.points`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kiosk.devices.opencv import cv2
from kiosk.devices.photo_acting import Pose
from models.results import Face, Point

Image = NDArray[np.uint8]
Grid = NDArray[np.float32]
Depth = Callable[[Grid, Grid], Grid]
"""How far each place stands out of the plane of eyes and mouth; all in distances of the eyes,
from the middle of the face, to the right and down in the picture."""

REACH = (2.2, 2.7)
"""What may move, in distances of the eyes from the middle of the face: across and down."""
HEAD = (1.25, 1.75)
NECK = 0.35
"""The head turns about a line so far behind the eyes."""
NOSE, NOSE_WIDTH, NOSE_HEIGHT = 0.33, 0.19, 0.24
GRID_STEP = 4


def turned(picture: Image, face: Face, pose: Pose, nose: float = 1.0) -> Image:
    """A new image in which the head is turned by `pose`; its nose is `nose` times a plain one's."""
    return _warped(picture, face, pose, head_depth(face.points, nose), NECK)


def bent(picture: Image, face: Face, pose: Pose, radius: float) -> Image:
    """As a print bent around an upright cylinder of that radius (in distances of the eyes) looks
    when it is turned: eyes, mouth and nose are on the cylinder, and nothing stands out of it."""

    def depth(x: Grid, _y: Grid) -> Grid:
        inside = np.clip(x / radius, -0.95, 0.95)
        bulge = radius * np.sqrt(1 - inside**2) - math.sqrt(max(radius**2 - 0.25, 0.0))
        return np.asarray(bulge, np.float32)

    return _warped(picture, face, pose, depth, 0.0)


def head_depth(points: tuple[Point, Point, Point, Point, Point], height: float) -> Depth:
    """A plain head with the nose where this one has it."""
    middle, along, apart = _frame(points)
    nose_x = (points[2][0] - middle[0]) / apart
    nose_y = (points[2][1] - middle[1]) / apart
    tip_x = nose_x * along[0] + nose_y * along[1]
    tip_y = nose_y * along[0] - nose_x * along[1]

    def depth(x: Grid, y: Grid) -> Grid:
        face = np.float32(0.12) - np.float32(0.35) * x**2 - np.float32(0.12) * y**2
        nose = np.float32(height * NOSE) * np.exp(
            -((x - tip_x) ** 2) / (2 * NOSE_WIDTH**2) - ((y - tip_y) ** 2) / (2 * NOSE_HEIGHT**2)
        )
        return np.asarray(np.maximum(face + nose, -1.2), np.float32)

    return depth


def _warped(picture: Image, face: Face, pose: Pose, depth: Depth, pivot: float) -> Image:
    middle, along, apart = _frame(face.points)
    if apart < 4:
        return picture
    left, top, right, bottom = _region(picture, middle, apart)
    x, y = _grid(left, top, right, bottom)
    across: Grid = np.asarray(
        ((x - middle[0]) * along[0] + (y - middle[1]) * along[1]) / apart, np.float32
    )
    down: Grid = np.asarray(
        ((y - middle[1]) * along[0] - (x - middle[0]) * along[1]) / apart, np.float32
    )
    source_x, source_y = _before(across, down, pose, depth, pivot)
    share = _share(across, down)
    move_x, move_y = share * (source_x - across) * apart, share * (source_y - down) * apart
    size = (right - left, bottom - top)
    maps = [
        cv2.resize(each, size, interpolation=cv2.INTER_LINEAR)
        for each in (
            x + move_x * along[0] - move_y * along[1],
            y + move_x * along[1] + move_y * along[0],
        )
    ]
    result = picture.copy()
    result[top:bottom, left:right] = cv2.remap(
        picture, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return result


def _before(across: Grid, down: Grid, pose: Pose, depth: Depth, pivot: float) -> tuple[Grid, Grid]:
    """Where the pixel that is now here was: solved by going back and forth, which settles fast."""
    yaw, pitch = math.radians(pose.yaw_deg), math.radians(pose.pitch_deg)
    x, y = across, down
    for _ in range(6):
        out = depth(x, y) + np.float32(pivot)
        x = ((across - out * math.sin(yaw)) / math.cos(yaw)).astype(np.float32)
        y = ((down - out * math.sin(pitch)) / math.cos(pitch)).astype(np.float32)
    return x, y


def _share(across: Grid, down: Grid) -> Grid:
    """1 on the head, falling smoothly to 0 at the end of what may move."""
    way = np.maximum(
        (np.abs(across) - HEAD[0]) / (REACH[0] - HEAD[0]),
        (np.abs(down) - HEAD[1]) / (REACH[1] - HEAD[1]),
    )
    outside = np.clip(way, 0, 1)
    return np.asarray(1 - outside**2 * (3 - 2 * outside), np.float32)


def _frame(
    points: tuple[Point, Point, Point, Point, Point],
) -> tuple[Point, Point, float]:
    """Middle of the face, unit vector along the eyes, and how far these are apart, in pixels."""
    right_eye, left_eye, _, right_mouth, left_mouth = points
    middle = (
        (right_eye[0] + left_eye[0] + right_mouth[0] + left_mouth[0]) / 4,
        (right_eye[1] + left_eye[1] + right_mouth[1] + left_mouth[1]) / 4,
    )
    apart = math.dist(right_eye, left_eye)
    along = (
        (left_eye[0] - right_eye[0]) / max(apart, 1e-6),
        (left_eye[1] - right_eye[1]) / max(apart, 1e-6),
    )
    return middle, along, apart


def _region(picture: Image, middle: Point, apart: float) -> tuple[int, int, int, int]:
    height, width = picture.shape[:2]
    reach = max(REACH) * apart
    return (
        max(0, math.floor(middle[0] - reach)),
        max(0, math.floor(middle[1] - reach)),
        min(width, math.ceil(middle[0] + reach)),
        min(height, math.ceil(middle[1] + reach)),
    )


def _grid(left: int, top: int, right: int, bottom: int) -> tuple[Grid, Grid]:
    """Places of every fourth pixel or so; where cv2.resize puts those between fits this."""
    columns, rows = max(2, (right - left) // GRID_STEP), max(2, (bottom - top) // GRID_STEP)
    x = left + (np.arange(columns, dtype=np.float32) + 0.5) * (right - left) / columns - 0.5
    y = top + (np.arange(rows, dtype=np.float32) + 0.5) * (bottom - top) / rows - 0.5
    grid_x, grid_y = np.meshgrid(x.astype(np.float32), y.astype(np.float32))
    return grid_x, grid_y
