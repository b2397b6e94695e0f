"""From a depth picture: a head has a nose, a print has none, however both are held."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.depth import DepthMap, relief_mm
from models.liveness_depth import LEAST_RELIEF_MM, DepthLiveness
from models.results import Face
from tests.models.heads3d import AWAY_MM, FOCAL_PX, HEAD_MM, NOSE_MM, a_head

WIDTH, HEIGHT = 1280, 720
IMAGE = np.zeros((HEIGHT, WIDTH, 3), np.uint8)


def pictured(yaw: float = 0, pitch: float = 0, nose_mm: float = NOSE_MM) -> tuple[DepthMap, Face]:
    """Each of the five points as a patch, as far away as it is; nothing was measured elsewhere."""
    face = a_head(yaw=yaw, pitch=pitch, nose_mm=nose_mm)
    depth = np.zeros((HEIGHT, WIDTH), np.float32)
    turn, nod = math.radians(yaw), math.radians(pitch)
    outs = (0.0, 0.0, nose_mm, 0.0, 0.0)
    for (column, row), (x, y), out in zip(face.points, HEAD_MM, outs, strict=True):
        nodded = out * math.cos(nod) - y * math.sin(nod)
        away = AWAY_MM - (nodded * math.cos(turn) - x * math.sin(turn))
        depth[round(row) - 12 : round(row) + 13, round(column) - 12 : round(column) + 13] = away
    return depth, face


@given(yaw=st.floats(-25, 25), pitch=st.floats(-20, 20))
def test_a_head_has_its_nose_and_a_print_has_none(yaw: float, pitch: float) -> None:
    head, face = pictured(yaw, pitch)
    assert relief_mm(head, face, FOCAL_PX) == pytest.approx(NOSE_MM, abs=1.5)
    sheet, flat = pictured(yaw, pitch, nose_mm=0)
    assert relief_mm(sheet, flat, FOCAL_PX) == pytest.approx(0, abs=1.5)


def test_where_nothing_was_measured_it_says_so() -> None:
    depth, face = pictured()
    depth[: HEIGHT // 2] = 0
    assert relief_mm(depth, face, FOCAL_PX) is None


@given(points=st.tuples(*[st.tuples(st.floats(-2000, 3000), st.floats(-2000, 3000))] * 5))
def test_no_place_of_a_face_breaks_it(points: tuple[tuple[float, float], ...]) -> None:
    depth, face = pictured()
    told = relief_mm(depth, Face(face.box, points, 0.9), FOCAL_PX)  # type: ignore[arg-type]
    assert told is None or math.isfinite(told)


class Camera:
    """A `DepthCamera` as a driver makes one of a depth picture."""

    def __init__(self, depth: DepthMap) -> None:
        self._depth = depth

    def relief_mm(self, face: Face) -> float | None:
        return relief_mm(self._depth, face, FOCAL_PX)

    def close(self) -> None:
        """A picture has nothing to close."""


def test_behind_the_port_it_lets_a_head_pass_and_no_print() -> None:
    head, face = pictured(yaw=10)
    sheet, flat = pictured(yaw=10, nose_mm=0)
    curled, bent = pictured(yaw=10, nose_mm=LEAST_RELIEF_MM - 3)
    assert DepthLiveness(Camera(head)).alive(IMAGE, face) == 1.0
    assert DepthLiveness(Camera(sheet)).alive(IMAGE, flat) == 0.0
    assert DepthLiveness(Camera(curled)).alive(IMAGE, bent) == 0.0
