"""Each check by itself, and the order in which a person is told."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.align import TEMPLATE, align
from models.arrays import AlignedFace, Image
from models.golden import texture
from models.packs import Pack
from models.quality import QualityPolicy, is_turned, judge, pose, quality_of, sharpness
from models.results import Point, QualityIssue
from tests.models.builders import a_face

POLICY = QualityPolicy()
FRAME = (720, 1280)


@pytest.fixture(scope="module")
def aligned(pack: Pack, photo: Callable[[str], Image]) -> AlignedFace:
    picture = photo("obama")
    return align(picture, pack.detector.detect(picture)[0].points)


def grey(picture: AlignedFace) -> AlignedFace:
    return cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)  # type: ignore[return-value]


def scaled(picture: AlignedFace, factor: float, plus: float = 0) -> AlignedFace:
    result: AlignedFace = np.clip(picture * factor + plus, 0, 255).astype(np.uint8)
    return result


def moved_sideways(picture: AlignedFace) -> AlignedFace:
    return cv2.blur(picture, (21, 1))  # type: ignore[return-value]


def moved_up_and_down(picture: AlignedFace) -> AlignedFace:
    return cv2.blur(picture, (1, 21))  # type: ignore[return-value]


def out_of_focus(picture: AlignedFace) -> AlignedFace:
    return cv2.GaussianBlur(picture, (0, 0), 4)  # type: ignore[return-value]


def test_a_photograph_is_good_enough(aligned: AlignedFace) -> None:
    assert judge(a_face(), aligned, FRAME, POLICY).issue is None


@pytest.mark.parametrize(
    ("x", "y", "width", "height", "issue"),
    [
        (400, 200, 112, 150, None),
        (400, 200, 111, 150, QualityIssue.TOO_FAR),
        (400, 0, 500, 649, QualityIssue.TOO_CLOSE),
        (400, 0, 500, 640, None),
        (-25, 200, 200, 260, QualityIssue.TOO_CLOSE),
        (-15, 200, 200, 260, None),
        (1100, 200, 200, 260, None),
        (1105, 200, 200, 260, QualityIssue.TOO_CLOSE),
        (400, 500, 200, 260, QualityIssue.TOO_CLOSE),
    ],
)
def test_distance_is_told_by_the_box(
    aligned: AlignedFace,
    x: float,
    y: float,
    width: float,
    height: float,
    issue: QualityIssue | None,
) -> None:
    face = a_face(x=x, y=y, width=width, height=height)
    assert judge(face, aligned, FRAME, POLICY).issue == issue


@pytest.mark.parametrize(
    ("spoil", "issue"),
    [
        (lambda face: scaled(face, 0.2), QualityIssue.TOO_DARK),
        (lambda face: scaled(face, 0.4, plus=150), QualityIssue.TOO_BRIGHT),
        (lambda face: scaled(face, 0.2, plus=40), QualityIssue.TOO_DARK),
        (lambda face: scaled(face, 0.2, plus=150), QualityIssue.TOO_BRIGHT),
        (out_of_focus, QualityIssue.BLURRED),
        (moved_sideways, QualityIssue.BLURRED),
        (moved_up_and_down, QualityIssue.BLURRED),
    ],
)
def test_light_and_blur_are_told_apart(
    aligned: AlignedFace, spoil: Callable[[AlignedFace], AlignedFace], issue: QualityIssue
) -> None:
    assert judge(a_face(), spoil(aligned), FRAME, POLICY).issue == issue


def test_what_the_person_can_mend_first_is_told_first(aligned: AlignedFace) -> None:
    face = a_face(width=60, height=80)
    assert judge(face, scaled(aligned, 0.1), FRAME, POLICY).issue == QualityIssue.TOO_FAR


def test_dim_light_does_not_make_a_face_blurred(aligned: AlignedFace) -> None:
    bright, dim = sharpness(grey(aligned)), sharpness(grey(scaled(aligned, 0.5)))
    assert dim == pytest.approx(bright, rel=0.1)


def test_a_flat_picture_has_no_sharpness_and_no_error() -> None:
    assert sharpness(np.full((112, 112), 80, np.uint8)) == 0.0
    assert sharpness(grey(texture())) > 0.3


def turned(by: float) -> tuple[Point, ...]:
    """The template with the nose tip `by` distances between the eyes to the side."""
    eyes, nose, mouth = TEMPLATE[:2], TEMPLATE[2], TEMPLATE[3:]
    return (*eyes, (nose[0] + by * 35.24, nose[1]), *mouth)


@pytest.mark.parametrize(
    ("by", "expected"), [(0.0, False), (0.3, False), (0.4, True), (-0.4, True)]
)
def test_a_nose_to_the_side_is_a_turned_head(by: float, expected: bool) -> None:  # noqa: FBT001
    assert is_turned(a_face(points=turned(by)), POLICY) is expected


@pytest.mark.parametrize("nose_y", [62.0, 84.0])
def test_a_nose_near_eyes_or_mouth_is_a_head_up_or_down(nose_y: float) -> None:
    points = (*TEMPLATE[:2], (56.0, nose_y), *TEMPLATE[3:])
    assert is_turned(a_face(points=points), POLICY)


@given(st.floats(-80, 80), st.floats(0.2, 5))
def test_tilting_a_head_changes_its_roll_and_nothing_else(angle_deg: float, size: float) -> None:
    turn = size * np.exp(1j * np.radians(angle_deg))
    points = [(turn * complex(*point)) for point in TEMPLATE]
    tilted = pose(a_face(points=[(p.real, p.imag) for p in points]))
    straight = pose(a_face())
    assert tilted[0] - straight[0] == pytest.approx(angle_deg, abs=1e-6)
    assert tilted[1:] == pytest.approx(straight[1:], abs=1e-6)


def test_points_that_all_coincide_are_judged_without_an_error() -> None:
    assert is_turned(a_face(points=[(50, 50)] * 5), POLICY)


def test_a_straight_sharp_large_face_is_the_best_shot() -> None:
    best = quality_of(a_face(width=220), yaw=0.0, sharp=0.3)
    assert best == 1.0
    assert quality_of(a_face(width=120), 0.0, 0.3) < best
    assert quality_of(a_face(width=220), 0.2, 0.3) < best
    assert quality_of(a_face(width=220), 0.0, 0.1) < best


def test_a_sharper_picture_of_the_same_face_is_the_better_one(aligned: AlignedFace) -> None:
    softer = np.asarray(cv2.GaussianBlur(aligned, (0, 0), 1), np.uint8)
    sharp, soft = (judge(a_face(), each, FRAME, POLICY) for each in (aligned, softer))
    assert (sharp.issue, soft.issue) == (None, None)
    assert sharp.quality > soft.quality > 0
