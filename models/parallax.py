"""How much a nose stands out of a face, seen as the head turns: paper bends one way only.

A print, a screen and a bent print are developable surfaces: through every place goes a line along
which they are straight (do Carmo 1976, "Differential geometry of curves and surfaces", 3-5). On
that line a turn moves the middle of any piece as far as the mean of its ends. The tip of a nose
moves further than the places on either side of it in *every* direction. So between two frames this
measures, for eight directions, by how much; whoever adds up a whole turn may ask for the least.

What moves is measured in the pixels, by dense inverse search (Kroeger et al. 2016), not by the five
points: a detector has learned how turned faces look, and places the nose of a bent print as if it
stood out. Eyes and corners of the mouth only say where to look: the later frame is cut out as an
affine map of them foretells, and the flow finds what is left. That makes nothing stand out, as the
middle of two places stays their middle in an affine map; and it is what lets the flow follow a head
that turned by 30 degrees from one frame to the next, where a busy machine lost those between.

It does not stop videos of a head that turns, nor masks. Images are BGR uint8.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.arrays import Image
from models.results import DIRECTIONS, Face, Parallax, Point

SIDE_PX = 160
EYES_APART_PX = 54.0
"""Of the cut-out in which motion is measured: the tip of the nose is in its middle."""
REACH = 0.6
"""How far on either side of the nose is looked, in distances of the eyes: eyes, cheeks, lips."""
SMOOTHED_PX = 3.0
MOST_GROWN = 3.0
"""In area from one frame to the next."""
MIDDLE = (SIDE_PX - 1) / 2

Motion = NDArray[np.float32]
"""SIDE_PX x SIDE_PX x 2: right and down, in distances of the eyes."""
Map = NDArray[np.float64]
"""2 x 3, affine: from a frame's pixels to those of a cut-out."""
Plane = NDArray[np.float64]
"""4 x 2: eyes and corners of the mouth in a frame, which lie nearly in one plane."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A frame's cut-out, for as long as it takes until the next; never written anywhere."""

    grey: NDArray[np.uint8]
    where: Map
    plane: Plane
    """In the cut-out."""


class ParallaxMeter:
    """Follows one face from frame to frame. Used by one thread."""

    def __init__(self) -> None:
        self._flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._flow.setFinestScale(1)
        self._flow.setPatchSize(8)
        self._flow.setPatchStride(4)
        self._flow.setVariationalRefinementIterations(0)
        self._kept: Kept | None = None

    def forget(self) -> None:
        self._kept = None

    def after(self, image: Image, face: Face) -> Parallax | None:
        """Since the frame given before; None for the first one. `face` is the same person's."""
        plane, where = _plane(face), _where(face)
        before, self._kept = self._kept, Kept(_cut(image, where), where, _mapped(where, plane))
        if before is None:
            return None
        foretold = _foretold(plane, before)
        now = _cut(image, foretold)
        left = np.asarray(self._flow.calc(before.grey, now, None), np.float32)  # type: ignore[call-overload]
        return parallax(left @ _as_before(before, foretold).astype(np.float32) / EYES_APART_PX)


def parallax(motion: Motion) -> Parallax:
    """Of the middle against both sides of it, in each direction."""
    smooth: Motion = np.asarray(cv2.GaussianBlur(motion, (0, 0), SMOOTHED_PX), np.float32)
    tip = _at(smooth, 0.0, 0.0)
    angles = [math.pi * turn / DIRECTIONS for turn in range(DIRECTIONS)]
    more = [_more_than_sides(smooth, tip, angle) for angle in angles]
    return Parallax(tuple(x for x, _ in more), tuple(y for _, y in more))


def _more_than_sides(motion: Motion, tip: Point, angle: float) -> Point:
    x, y = REACH * math.cos(angle), REACH * math.sin(angle)
    one, other = _at(motion, x, y), _at(motion, -x, -y)
    return tip[0] - (one[0] + other[0]) / 2, tip[1] - (one[1] + other[1]) / 2


def _at(motion: Motion, x: float, y: float) -> Point:
    """`x` and `y` from the tip of the nose, in distances of the eyes."""
    row, column = round(MIDDLE + y * EYES_APART_PX), round(MIDDLE + x * EYES_APART_PX)
    across, down = motion[row, column].tolist()
    return across, down


def _plane(face: Face) -> Plane:
    right_eye, left_eye, _, right_mouth, left_mouth = face.points
    return np.array([right_eye, left_eye, right_mouth, left_mouth])


def _mapped(by: Map, points: Plane) -> Plane:
    return points @ by[:, :2].T + by[:, 2]


def _foretold(plane: Plane, before: Kept) -> Map:
    """That brings eyes and mouth to where they were, in the sense of least squares; the one of
    before, if they are in a line or much larger or smaller than then."""
    rows = np.column_stack([plane, np.ones(len(plane))])
    found = np.linalg.lstsq(rows, before.plane, rcond=None)[0].T
    area, area_before = (np.linalg.det(each[:, :2]) for each in (found, before.where))
    is_likely = area_before < MOST_GROWN * area < MOST_GROWN**2 * area_before
    return np.asarray(found, np.float64) if is_likely else before.where


def _as_before(before: Kept, foretold: Map) -> NDArray[np.float64]:
    """2 x 2, to the right of a motion that is left: as motion in the cut-out of before. Whatever
    the affine map itself moved is left out, for the parallax of that is nothing."""
    if foretold is before.where:
        return np.eye(2)
    return np.asarray((before.where[:, :2] @ np.linalg.inv(foretold[:, :2])).T, np.float64)


def _where(face: Face) -> Map:
    """Eyes level, the nose in the middle."""
    right_eye, left_eye, nose, _, _ = face.points
    x, y = left_eye[0] - right_eye[0], left_eye[1] - right_eye[1]
    turn = np.array([[x, y], [-y, x]]) * (EYES_APART_PX / max(x * x + y * y, 1.0))
    return np.column_stack([turn, MIDDLE - turn @ np.array(nose)])


def _cut(image: Image, where: Map) -> NDArray[np.uint8]:
    cut = cv2.warpAffine(
        image, where, (SIDE_PX, SIDE_PX), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY)  # type: ignore[return-value]
