"""A nose stands out in every direction; a sheet of paper, however bent, does not."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.arrays import Image
from models.parallax import (
    EYES_APART_PX,
    MIDDLE,
    REACH,
    SIDE_PX,
    Map,
    Motion,
    ParallaxMeter,
    parallax,
)
from models.results import STILL, Box, Face, Parallax

Grid = NDArray[np.float32]
Height = Callable[[Grid, Grid], Grid]
"""How far a place stands out; all in distances of the eyes, from the tip of the nose."""

WIDTH, EYES_PX = 400, 90.0
FACE = Face(
    Box(120, 100, 160, 220),
    ((155, 150), (155 + EYES_PX, 150), (200, 200), (165, 250), (235, 250)),
    0.9,
)


def grid(side: int, unit_px: float, middle: float) -> tuple[Grid, Grid]:
    place = (np.arange(side, dtype=np.float32) - np.float32(middle)) / np.float32(unit_px)
    x, y = np.meshgrid(place, place)
    return x, y


def head(x: Grid, y: Grid) -> Grid:
    return np.asarray(-0.3 * x**2 - 0.1 * y**2 + 0.3 * np.exp(-(x**2 + y**2) / 0.08), np.float32)


def bent(axis: float) -> Height:
    """A sheet bent round a cylinder whose axis has that angle to the eyes."""

    def height(x: Grid, y: Grid) -> Grid:
        off = x * math.sin(axis) - y * math.cos(axis)
        return np.asarray(np.sqrt(np.maximum(1.21 - off**2, 0.05)), np.float32)

    return height


def moving(height: Height, turn: float) -> Motion:
    x, y = grid(SIDE_PX, EYES_APART_PX, MIDDLE)
    across = turn * height(x, y)
    return np.dstack([across, np.zeros_like(across)])


def test_the_tip_of_a_nose_moves_further_than_both_sides_in_every_direction() -> None:
    assert min(parallax(moving(head, 0.4)).across) > 0.08
    assert max(parallax(moving(head, -0.4)).across) < -0.08


@given(axis=st.floats(0, math.pi), turn=st.floats(-0.5, 0.5))
def test_paper_is_straight_in_one_direction_however_it_is_bent(axis: float, turn: float) -> None:
    moved = parallax(moving(bent(axis), turn)).across
    assert min(abs(each) for each in moved) < 0.005
    assert max(abs(each) for each in moved) == pytest.approx(
        abs(turn) * float(1.1 - math.sqrt(1.21 - REACH**2)), abs=0.01
    )


@given(
    a=st.floats(-0.3, 0.3), b=st.floats(-0.3, 0.3), c=st.floats(-0.2, 0.2), d=st.floats(-0.2, 0.2)
)
def test_what_is_flat_never_stands_out_on_both_sides_of_every_line(
    a: float, b: float, c: float, d: float
) -> None:
    """Any view of a plane, to the second order (Longuet-Higgins 1984), from any other."""
    x, y = grid(SIDE_PX, EYES_APART_PX, MIDDLE)
    flow = np.dstack([a * x + b * y + c * x * x + d * x * y, b * x - a * y + c * x * y + d * y * y])
    moved = parallax(flow.astype(np.float32))
    for each in (moved.across, moved.down):
        assert min(each) < 0.006
        assert max(each) > -0.006


def textured() -> Image:
    """As skin, hair and eyes: something to hold on to at every size."""
    rng = np.random.default_rng(4)
    image = np.full((WIDTH, WIDTH), 128, np.float32)
    for cells in (8, 20, 50, 110):
        noise = rng.normal(0, 26, (cells, cells)).astype(np.float32)
        image += cv2.resize(noise, (WIDTH, WIDTH), interpolation=cv2.INTER_CUBIC)
    return cv2.cvtColor(np.clip(image, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2BGR)  # type: ignore[return-value]


def turned(image: Image, height: Height, turn: float) -> Image:
    """Each place moved to the right by how far it stands out."""
    x, y = grid(WIDTH, EYES_PX, WIDTH / 2)
    back = turn * EYES_PX * height(x, y)
    columns, rows = np.meshgrid(
        np.arange(WIDTH, dtype=np.float32), np.arange(WIDTH, dtype=np.float32)
    )
    return cv2.remap(image, columns - back, rows, cv2.INTER_CUBIC)  # type: ignore[return-value]


def seen(height: Height) -> Parallax:
    """Turned in six steps, as the kiosk sees it frame by frame."""
    image, meter = textured(), ParallaxMeter()
    total = STILL
    for step in range(7):
        told = meter.after(turned(image, height, 0.06 * step), FACE)
        total += told or STILL
    return total


def test_pixels_of_a_head_and_of_a_bent_print_tell_which_is_which() -> None:
    of_head, of_print = seen(head).across, seen(bent(math.pi / 2)).across
    assert min(of_head) > 0.06
    assert max(of_print) > 0.04
    assert min(of_print) < 0.01


def shifted_and_squeezed(by: Map) -> tuple[Image, Face]:
    """All of the picture, and the points of the face in it, as an affine map moves them."""
    image = cv2.warpAffine(textured(), by, (WIDTH, WIDTH), flags=cv2.INTER_CUBIC)
    points = tuple((float(x), float(y)) for x, y in np.array(FACE.points) @ by[:, :2].T + by[:, 2])
    return image, Face(FACE.box, points, 0.9)  # type: ignore[arg-type, return-value]


def test_a_face_far_from_where_it_was_is_found_by_its_eyes_and_mouth() -> None:
    """As a head that turned by 40 degrees in one look: too far for the flow alone."""
    meter = ParallaxMeter()
    meter.after(textured(), FACE)
    by = np.array([[0.72, 0.05, 90.0], [-0.05, 0.95, -40.0]])
    told = meter.after(*shifted_and_squeezed(by))
    assert told is not None
    assert max(map(abs, (*told.across, *told.down))) < 0.01


def test_what_stands_out_is_measured_in_the_earlier_frame() -> None:
    """Where the later one is smaller, it moved by as much of its face."""

    def told(by: Map) -> float:
        meter = ParallaxMeter()
        meter.after(textured(), FACE)
        _, face = shifted_and_squeezed(by)
        image = cv2.warpAffine(turned(textured(), head, 0.2), by, (WIDTH, WIDTH))
        seen = meter.after(image, face)  # type: ignore[arg-type]
        assert seen is not None
        return min(seen.across)

    as_it_was, smaller = np.eye(2, 3), np.array([[0.7, 0.0, 60.0], [0.0, 0.7, 60.0]])
    assert told(smaller) == pytest.approx(0.7 * told(as_it_was), rel=0.15)


def test_the_first_frame_of_a_face_tells_nothing() -> None:
    meter = ParallaxMeter()
    assert meter.after(textured(), FACE) is None
    assert meter.after(textured(), FACE) == STILL
    meter.forget()
    assert meter.after(textured(), FACE) is None


@given(
    points=st.tuples(*[st.tuples(st.floats(-500, 900), st.floats(-500, 900))] * 5),
)
def test_no_place_of_a_face_breaks_it(points: tuple[tuple[float, float], ...]) -> None:
    meter, image = ParallaxMeter(), textured()
    face = Face(Box(0, 0, 1, 1), points, 0.9)  # type: ignore[arg-type]
    meter.after(image, face)
    told = meter.after(image, face)
    assert told is not None
    assert all(math.isfinite(each) for each in (*told.across, *told.down))
