"""The alignment against Umeyama's own formula, and against OpenCV."""

from collections.abc import Callable

import cv2
import numpy as np
import numpy.typing as npt
from hypothesis import given
from hypothesis import strategies as st

from models.align import TEMPLATE, align, similarity
from models.arrays import Image
from models.packs import Pack
from models.results import Face, Point

coordinates = st.floats(-2000, 2000)
five_points = st.lists(st.tuples(coordinates, coordinates), min_size=5, max_size=5)


def umeyama(source: list[Point]) -> npt.NDArray[np.float64]:
    """Equations 38 to 42 of the paper, with its singular value decomposition."""
    x, y = np.array(source).T, np.array(TEMPLATE).T
    mean_x, mean_y = x.mean(axis=1, keepdims=True), y.mean(axis=1, keepdims=True)
    u, d, vt = np.linalg.svd((y - mean_y) @ (x - mean_x).T / 5)
    s = np.diag([1, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
    turn = u @ s @ vt
    scale = np.trace(np.diag(d) @ s) / ((x - mean_x) ** 2).sum(axis=0).mean()
    return np.hstack([scale * turn, mean_y - scale * turn @ mean_x])


def as_row(face: Face) -> npt.NDArray[np.float32]:
    """The face as cv2 wants it."""
    box = face.box
    return np.array([[box.x, box.y, box.w, box.h, *np.ravel(face.points), face.score]], np.float32)


@given(five_points)
def test_the_similarity_is_umeyamas(source: list[Point]) -> None:
    spread = np.var(np.array(source), axis=0).sum()
    if spread < 1:
        return
    np.testing.assert_allclose(similarity(source, TEMPLATE), umeyama(source), rtol=1e-6, atol=1e-6)


@given(st.floats(-3, 3), st.floats(0.2, 5), coordinates, coordinates)
def test_a_turned_grown_and_shifted_face_lands_on_the_template(
    angle: float, scale: float, right: float, down: float
) -> None:
    turn = scale * np.exp(1j * angle)
    moved = [turn * complex(*point) + complex(right, down) for point in TEMPLATE]
    matrix = similarity([(p.real, p.imag) for p in moved], TEMPLATE)
    landed = [matrix @ (p.real, p.imag, 1) for p in moved]
    np.testing.assert_allclose(landed, TEMPLATE, atol=1e-6)


def test_points_that_all_coincide_give_an_empty_picture_and_no_error() -> None:
    white = np.full((64, 64, 3), 255, np.uint8)
    aligned = align(white, [(10.0, 10.0)] * 5)
    assert aligned.shape == (112, 112, 3)


def test_the_crop_is_opencvs(
    pack: Pack, opencv_sface: cv2.FaceRecognizerSF, photo: Callable[[str], Image]
) -> None:
    for name in ("obama", "obama2", "obama3", "biden"):
        picture = photo(name)
        face = pack.detector.detect(picture)[0]
        theirs = opencv_sface.alignCrop(picture, as_row(face))
        difference = cv2.absdiff(align(picture, face.points), theirs)
        assert difference.max() <= 2
        assert difference.mean() < 0.01
