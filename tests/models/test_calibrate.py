"""Thresholds from scores: what is measured, what is extrapolated, and what is refused."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import calibrate_command, calibration, det_curve
from models.arrays import EmbeddingMatrix
from models.calibrate import (
    Searches,
    is_measured,
    propose,
    search,
    threshold_at,
    threshold_for,
)
from models.calibrate_command import Wish
from models.calibration import Calibration
from models.errors import CalibrationError, PackError
from models.install import THRESHOLDS
from models.rates import Rate


def a_crowd(
    people: int = 60, photos: int = 5, size: int = 64, noise: float = 0.35
) -> dict[str, EmbeddingMatrix]:
    """People as directions; their photographs scatter around them."""
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(people, size))
    crowd = {}
    for number, centre in enumerate(centres):
        rows = centre + noise * rng.normal(size=(photos, size)) * math.sqrt(2)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        crowd[f"person-{number}"] = rows.astype(np.float32)
    return crowd


NOBODY = np.zeros((0, 64), np.float32)


def searched() -> Searches:
    return search(a_crowd(150), NOBODY, 1)


def test_every_photograph_is_searched_with_and_without_its_own_person() -> None:
    searches = search(a_crowd(100, 5), NOBODY, 2)
    assert searches.members == 100
    assert (len(searches.mated), len(searches.non_mated)) == (300, 300)
    assert len(searches.impostors) == 300 * 99  # each person's more alike photograph


def test_people_with_too_few_photographs_are_strangers() -> None:
    crowd = a_crowd(100, 5) | {f"few-{one}": rows for one, rows in a_crowd(9, 1).items()}
    assert len(search(crowd, NOBODY, 1).non_mated) == 400 + 9


def test_too_few_people_or_searches_are_refused_with_what_to_do() -> None:
    with pytest.raises(CalibrationError, match="19 people have 2 good photographs"):
        search(a_crowd(19), NOBODY, 1)
    with pytest.raises(CalibrationError, match="80 searches for people"):
        search(a_crowd(40, 3), NOBODY, 1)


@given(st.lists(st.floats(-1, 1), min_size=1, max_size=50), st.floats(0, 0.99))
def test_a_threshold_lets_no_larger_share_pass(scores: list[float], share: float) -> None:
    given_scores = np.array(scores)
    threshold = threshold_at(given_scores, share)
    assert (given_scores >= threshold).sum() <= math.floor(share * len(scores))


def test_a_rate_counts_whom_it_should() -> None:
    three = Searches(3, np.array([0.2, 0.6, -1.0]), np.array([0.1, 0.5]), np.array([0.1]))
    assert (three.fnir(0.5), three.fpir(0.5)) == (Rate(2, 3), Rate(1, 2))


def test_more_members_or_fewer_strangers_need_a_higher_threshold() -> None:
    searches = searched()
    sizes = [threshold_for(searches, 0.01, members) for members in (150, 500, 5000, 100_000)]
    assert all(one <= other for one, other in pairwise(sizes))
    assert threshold_for(searches, 0.001, 500) >= sizes[1]


def test_three_photographs_of_each_need_a_higher_threshold_than_one_for_a_large_gallery() -> None:
    """The same searches: a stranger is nearer to the best of three than to one."""
    crowd = a_crowd(150, 6)
    one, three = search(crowd, NOBODY, 1), search(crowd, NOBODY, 3)
    assert threshold_for(three, 0.001, 10_000) > threshold_for(one, 0.001, 10_000)


def test_thresholds_for_fewer_photographs_than_a_kiosk_keeps_are_not_written(
    tmp_path: Path,
) -> None:
    wish = Wish(tmp_path, "none", 1, 112, tmp_path / "det.png", is_trial=False, made_at="now")
    with pytest.raises(CalibrationError, match=r"keeps 3 photographs.*--trial"):
        calibrate_command.run(tmp_path, wish, print)


def test_what_no_search_could_show_is_not_called_measured() -> None:
    searches = searched()
    assert is_measured(searches, 0.01, 150)
    assert not is_measured(searches, 0.001, 150)  # 600 searches; 3,000 would be needed
    assert not is_measured(searches, 0.01, 151)


def test_the_extrapolation_holds_where_it_can_be_checked() -> None:
    """Of 600 strangers at a gallery ten times as large as the one that was measured."""
    large = search(a_crowd(600, 2), NOBODY, 1)
    small = search(dict(list(a_crowd(600, 2).items())[:300]), NOBODY, 1)
    assert large.fpir(threshold_for(small, 0.01, 600)).bounds[0] <= 0.01


def test_rows_for_every_size_rise_and_paying_is_never_easier() -> None:
    proposed = propose(searched(), THRESHOLDS, "a test")
    assert [row.members_up_to for row in proposed.rows] == [500, 2000, 10_000, None]
    assert all(one.accept <= other.accept for one, other in pairwise(proposed.rows))
    assert all(row.pay_accept >= row.accept + 0.019 for row in proposed.rows)
    assert (proposed.margin, proposed.agreeing_frames) == (THRESHOLDS.margin, 2)


def test_the_det_curve_is_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "out" / "det.png"
    det_curve.write(searched(), {"accept": 0.5, "pay": 2.0}, path)
    image = cv2.imread(str(path))
    assert image is not None
    assert image.shape == (700, 900, 3)
    assert (image < 200).any(axis=2).mean() > 0.005


# --- the file ---------------------------------------------------------------------------------


def a_calibration(made_at: str = "2026-11-22") -> Calibration:
    return Calibration(
        embedder_sha256="a" * 64, made_at=made_at, people=200, photographs=1400, searches=1800,
        thresholds=THRESHOLDS,
    )  # fmt: skip


def test_a_calibration_is_read_back_and_the_last_one_undone(tmp_path: Path) -> None:
    assert calibration.read(tmp_path) is None
    assert not calibration.undo(tmp_path)
    calibration.write(tmp_path, a_calibration("first"))
    calibration.write(tmp_path, a_calibration("second"))
    assert calibration.read(tmp_path) == a_calibration("second")
    assert calibration.undo(tmp_path)
    assert calibration.read(tmp_path) == a_calibration("first")
    assert not calibration.undo(tmp_path)


def test_undoing_the_only_one_brings_the_packs_own_thresholds_back(tmp_path: Path) -> None:
    calibration.write(tmp_path, a_calibration())
    assert calibration.undo(tmp_path)
    assert calibration.read(tmp_path) is None


@given(st.integers(0, 2000), st.binary(min_size=1, max_size=3))
def test_a_calibration_that_was_altered_is_not_used(at: int, put: bytes) -> None:
    import tempfile  # noqa: PLC0415  # hypothesis runs many examples in one tmp_path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "calibration.json"
        calibration.write(Path(folder), a_calibration())
        text = path.read_bytes()
        at %= len(text)
        altered = text[:at] + put + text[at + len(put) :]
        path.write_bytes(altered)
        if altered != text:
            with pytest.raises(PackError, match="altered or damaged"):
                calibration.read(Path(folder))
