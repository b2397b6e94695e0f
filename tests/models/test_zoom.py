"""Two looks: small first, then close."""

from collections.abc import Callable

import numpy as np
import pytest

from models.arrays import Image
from models.packs import Pack
from models.results import Box, Face
from models.zoom import find_reduced, moved, overlap, refine
from tests.models.builders import a_face, a_scene


class Recording:
    """A detector that notes what it is shown and finds one given face."""

    def __init__(self, *faces: Face) -> None:
        self.faces = list(faces)
        self.shown: list[Image] = []

    def detect(self, image: Image) -> list[Face]:
        self.shown.append(image)
        return self.faces


def worst_point_px(one: Face, other: Face) -> float:
    return float(np.abs(np.array(one.points) - np.array(other.points)).max())


@pytest.mark.parametrize(("name", "now_px"), [("obama", 231), ("obama3", 272), ("biden", 277)])
def test_two_cheap_looks_see_the_face_where_the_full_frame_has_it(
    pack: Pack, photo: Callable[[str], Image], name: str, now_px: float
) -> None:
    frame = a_scene(photo(name), face_width_px=195, now_px=now_px)
    full = pack.detector.detect(frame)[0]
    (coarse,) = find_reduced(pack.detector, frame, 0.25)
    fine = refine(pack.detector, frame, coarse)
    assert overlap(fine.box, full.box) > 0.8
    assert worst_point_px(fine, full) < 0.08 * full.box.w


def test_a_reduced_frame_is_averaged_and_faces_are_scaled_back() -> None:
    stripes = np.zeros((720, 1280, 3), np.uint8)
    stripes[:, ::2] = 200
    detector = Recording(a_face(x=10, y=20, width=50, height=60))
    (found,) = find_reduced(detector, stripes, 0.5)
    assert found.box == Box(20, 40, 100, 120)
    assert detector.shown[0].shape == (360, 640, 3)
    assert np.unique(detector.shown[0]).tolist() == [100]


def test_of_a_much_reduced_frame_the_pixels_in_the_middle_are_picked() -> None:
    frame = np.zeros((720, 1280, 3), np.uint8)
    frame[2::5, 2::5] = (1, 2, 3)
    detector = Recording(a_face(x=10, y=20, width=50, height=60))
    (found,) = find_reduced(detector, frame, 0.2)
    assert found.box == Box(50, 100, 250, 300)
    assert detector.shown[0].shape == (144, 256, 3)
    assert (detector.shown[0] == (1, 2, 3)).all()


def test_a_frame_is_never_enlarged() -> None:
    frame = np.zeros((64, 64, 3), np.uint8)
    detector = Recording()
    assert find_reduced(detector, frame, 1.3) == []
    assert detector.shown[0] is frame


@pytest.mark.parametrize(("x", "left"), [(-150.0, 0), (400.0, 300), (1200.0, 880)])
def test_the_crop_is_centred_on_the_face_or_moved_into_the_frame(x: float, left: int) -> None:
    frame = np.zeros((720, 1280, 3), np.uint8)
    frame[:] = np.arange(1280)[:, None] / 5
    detector = Recording()
    face = a_face(x=x, y=500, width=200, height=250)
    assert refine(detector, frame, face) is face
    crop = detector.shown[0]
    assert crop.shape == (160, 160, 3)
    assert crop[:, 0].mean() == pytest.approx(left / 5, abs=1)
    assert crop[:, -1].mean() == pytest.approx((left + 400) / 5, abs=1)


def test_a_crop_larger_than_the_frame_is_black_outside() -> None:
    frame = np.full((300, 400, 3), 255, np.uint8)
    detector = Recording()
    refine(detector, frame, a_face(x=100, y=50, width=200, height=250))
    assert detector.shown[0].mean() / 255 == pytest.approx(300 / 400, abs=0.02)


def test_another_face_in_the_crop_is_not_taken_for_it() -> None:
    frame = np.zeros((720, 1280, 3), np.uint8)
    face = a_face(x=400, y=200)
    assert refine(Recording(a_face(x=0, y=0, width=20, height=20)), frame, face) is face


def test_a_face_found_again_comes_back_in_pixels_of_the_frame() -> None:
    frame = np.zeros((720, 1280, 3), np.uint8)
    face = a_face(x=400, y=200, width=200, height=250)
    again = a_face(x=40, y=30, width=80, height=100)
    assert refine(Recording(again), frame, face) == moved(again, 400 / 160, 300, 125)


@pytest.mark.parametrize(
    ("other", "expected"),
    [(Box(0, 0, 10, 10), 1.0), (Box(5, 0, 10, 10), 1 / 3), (Box(10, 0, 5, 5), 0.0)],
)
def test_overlap_is_intersection_over_union(other: Box, expected: float) -> None:
    assert overlap(Box(0, 0, 10, 10), other) == pytest.approx(expected)
