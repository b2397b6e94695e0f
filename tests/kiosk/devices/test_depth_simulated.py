"""A depth camera tells a person from what is held up, and says so when it cannot."""

from __future__ import annotations

import numpy as np
import pytest

from kiosk.devices.depth_simulated import SimulatedDepthCamera
from kiosk.devices.photo_acting import Medium
from models.arrays import Image
from models.liveness_depth import DepthLiveness
from models.results import Face
from tests.models.builders import a_face

PICTURE = np.zeros((720, 1280, 3), np.uint8)


class Sure:
    """A network that believes everything."""

    threshold = 0.7

    def alive(self, image: Image, face: Face) -> float:
        return 0.9 if image.size and face.score else 0.0


def a_camera(medium: Medium = Medium.LIVE) -> SimulatedDepthCamera:
    return SimulatedDepthCamera(lambda: medium)


@pytest.mark.parametrize("medium", Medium)
def test_only_a_person_stands_out(medium: Medium) -> None:
    depth = DepthLiveness(a_camera(medium), Sure())
    assert depth.alive(PICTURE, a_face()) == (0.9 if medium is Medium.LIVE else 0.0)


def test_who_covers_the_camera_is_believed_by_nobody_with_a_network_or_without() -> None:
    camera = a_camera()
    camera.is_blind = True
    assert DepthLiveness(camera, Sure()).alive(PICTURE, a_face()) is None
    assert DepthLiveness(camera).alive(PICTURE, a_face()) is None


@pytest.mark.parametrize(("off_by_mm", "alive"), [(0.0, 1.0), (-25.0, 0.0), (40.0, 0.0)])
def test_a_measure_that_no_face_has_is_not_believed(off_by_mm: float, alive: float) -> None:
    camera = a_camera()
    camera.off_by_mm = off_by_mm
    assert DepthLiveness(camera).alive(PICTURE, a_face()) == alive
