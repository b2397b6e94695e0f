"""A warp turns the head of a photograph as the detector sees it; a tilted print stays flat."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.devices.camera_photos import PhotoScene
from kiosk.devices.face_finder import FaceFinder
from kiosk.devices.photo_acting import Acting, Medium, Pose
from kiosk.devices.photo_stage import Appearance
from models.liveness_active import look_at
from models.packs import DEFAULT_PACK
from models.results import Face

REPOSITORY = Path(__file__).parents[3]
MODELS, PICTURE = REPOSITORY / "var" / "models", REPOSITORY / "var" / "samples" / "obama.jpg"
SIZE = (1280, 720)


@pytest.fixture(scope="module")
def finder() -> FaceFinder:
    return FaceFinder(MODELS, DEFAULT_PACK)


@pytest.fixture(scope="module")
def scene(finder: FaceFinder) -> PhotoScene:
    return PhotoScene(SIZE, 1.6, finder)


def seen(scene: PhotoScene, finder: FaceFinder, acting: Acting) -> Face:
    image = scene.seen(Appearance(PICTURE, 5.0), 5.0, acting)
    assert image.shape == (720, 1280, 3)
    assert image.dtype == np.uint8
    face = finder(image)
    assert face is not None
    return face


def test_a_turned_head_moves_its_nose(scene: PhotoScene, finder: FaceFinder) -> None:
    rest = look_at(seen(scene, finder, Acting()))
    left = look_at(seen(scene, finder, Acting(head=Pose(yaw_deg=35))))
    right = look_at(seen(scene, finder, Acting(head=Pose(yaw_deg=-35))))
    assert left.across - rest.across > 0.09
    assert right.across - rest.across < -0.09


def test_a_nodding_head_moves_down_and_up(scene: PhotoScene, finder: FaceFinder) -> None:
    down = look_at(seen(scene, finder, Acting(head=Pose(pitch_deg=34))))
    up = look_at(seen(scene, finder, Acting(head=Pose(pitch_deg=-34))))
    assert down.down - up.down > 0.08


@pytest.mark.parametrize("medium", [Medium.PRINT, Medium.SCREEN, Medium.CUT_OUT])
@pytest.mark.parametrize("pose", [Pose(35, 0), Pose(-35, 0)])
def test_what_is_held_up_and_turned_does_not(
    scene: PhotoScene, finder: FaceFinder, medium: Medium, pose: Pose
) -> None:
    rest = look_at(seen(scene, finder, Acting(medium=medium)))
    tilted = look_at(seen(scene, finder, Acting(sheet=pose, medium=medium)))
    assert abs(tilted.across - rest.across) < 0.06


def test_without_a_face_finder_nobody_moves() -> None:
    scene = PhotoScene(SIZE, 1.6)
    still = scene.seen(Appearance(PICTURE, 5.0), 5.0)
    asked = scene.seen(Appearance(PICTURE, 5.0), 5.0, Acting(head=Pose(35)))
    assert np.array_equal(still, asked)
