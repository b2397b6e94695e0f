"""YuNet here against OpenCV's YuNet with the original file."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from models.arrays import Image
from models.detect import anchors, decode, suppress, to_planes
from models.golden import cartoon
from models.packs import Pack
from models.results import Face

PHOTOS = ["biden", "obama", "obama2", "obama3", "obama_partial_face", "obama_partial_face2"]


def opencv_rows(model: Path, picture: Image) -> npt.NDArray[np.float32]:
    """(faces, 15) float32, from OpenCV."""
    size = (picture.shape[1], picture.shape[0])
    detector = cv2.FaceDetectorYN.create(str(model), "", size, 0.6, 0.3, 5000)
    return np.asarray(detector.detect(picture)[1], np.float32).reshape(-1, 15)


def our_rows(faces: list[Face]) -> npt.NDArray[np.float32]:
    rows = [[f.box.x, f.box.y, f.box.w, f.box.h, *np.ravel(f.points), f.score] for f in faces]
    return np.array(rows, np.float32).reshape(-1, 15)


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photograph_shows_what_opencv_sees_in_it(
    pack: Pack, originals: tuple[Path, Path], photo: Callable[[str], Image], name: str
) -> None:
    picture = photo(name)
    ours, theirs = our_rows(pack.detector.detect(picture)), opencv_rows(originals[0], picture)
    assert len(theirs) >= 1
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_several_faces_are_those_of_opencv(
    pack: Pack, originals: tuple[Path, Path], photo: Callable[[str], Image]
) -> None:
    parts = [cv2.resize(photo(name), (200, 250)) for name in PHOTOS]
    picture: Image = np.hstack([*parts, cartoon()[55:305]])
    ours, theirs = our_rows(pack.detector.detect(picture)), opencv_rows(originals[0], picture)
    assert len(theirs) >= 6
    np.testing.assert_allclose(ours, theirs, atol=1e-3)


def test_a_picture_without_a_face_shows_nobody(pack: Pack) -> None:
    assert pack.detector.detect(np.full((200, 300, 3), 90, np.uint8)) == []


@pytest.mark.parametrize(("height", "width"), [(16, 16), (180, 320), (97, 333), (33, 1000)])
def test_any_size_is_padded_with_black_to_multiples_of_32(height: int, width: int) -> None:
    picture = np.full((height, width, 3), (1, 2, 3), np.uint8)
    planes = to_planes(picture)
    assert planes.shape[2] % 32 == planes.shape[3] % 32 == 0
    assert planes[0, :, :height, :width].mean(axis=(1, 2)).tolist() == [1, 2, 3]
    assert planes.sum() == 6 * height * width


def test_only_anchors_over_the_threshold_are_decoded() -> None:
    """One anchor of stride 32, third column of four, second row; its numbers by hand."""
    count = 256 + 64 + 16
    likely, cells = np.zeros(count, np.float32), np.zeros((16, count), np.float32)
    here, beside = count - 16 + 4 + 2, count - 16 + 4 + 3
    likely[here], likely[beside] = 0.64, 0.3
    cells[2:6, here] = 0.5, 0.25, np.log(2), np.log(3)
    cells[6:, here] = np.arange(10) / 10
    (row,) = decode(likely, cells, (128, 128), 0.6)
    points = [(x + c) * 32 for x, c in zip(np.arange(10) / 10, [2, 1] * 5, strict=True)]
    np.testing.assert_allclose(row, [80 - 32, 40 - 48, 64, 96, *points, 0.8], rtol=1e-5)


def test_anchors_run_row_by_row_from_the_finest_stride_to_the_coarsest() -> None:
    coarse = [[0, 0, 32], [1, 0, 32]]
    middle = [[column, row, 16] for row in range(2) for column in range(4)]
    fine = [[column, row, 8] for row in range(4) for column in range(8)]
    assert anchors(32, 64).tolist() == [*fine, *middle, *coarse]


def test_the_best_of_overlapping_boxes_stays() -> None:
    rows = np.zeros((3, 15), np.float32)
    rows[:, :4] = [(0, 0, 100, 100), (10, 0, 100, 100), (300, 0, 100, 100)]
    rows[:, 14] = [0.7, 0.9, 0.8]
    assert suppress(rows)[:, 14].tolist() == pytest.approx([0.9, 0.8])
