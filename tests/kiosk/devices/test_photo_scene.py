"""Photographs made to look like people before a camera."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.devices.photo_scene import (
    SLIDE_IN_S,
    Image,
    draw_empty_shop,
    moving,
    prepare_picture,
    slid_in,
)
from tests.support.pictures import GREEN, RED, looks, plain, save_picture

SIZE = (320, 180)


def canvas(tmp_path: Path, fill: float = 1) -> Image:
    prepared = prepare_picture(save_picture(tmp_path / "p.png", RED), SIZE, fill)
    assert prepared is not None
    return prepared


def test_a_person_fills_a_frame_of_the_size_asked_for(tmp_path: Path) -> None:
    frame = moving(canvas(tmp_path), SIZE, age_s=2)

    assert frame.shape == (180, 320, 3)
    assert frame.dtype == np.uint8
    assert frame.flags.c_contiguous
    assert looks(frame, RED)


def test_a_person_never_stands_quite_still(tmp_path: Path) -> None:
    picture = canvas(tmp_path, fill=0.5)

    assert not np.array_equal(moving(picture, SIZE, 1.0), moving(picture, SIZE, 1.4))


def test_the_same_moment_looks_the_same(tmp_path: Path) -> None:
    picture = canvas(tmp_path)

    assert np.array_equal(moving(picture, SIZE, 1.0), moving(picture, SIZE, 1.0))


@given(
    width=st.integers(160, 600),
    height=st.integers(120, 600),
    age_s=st.floats(0, 1e5),
)
def test_the_sway_never_leaves_the_picture(width: int, height: int, age_s: float) -> None:
    margins = 2 * int(0.06 * width + 3), 2 * int(0.06 * height + 3)
    picture = plain(GREEN, (width + margins[0], height + margins[1]))

    assert moving(picture, (width, height), age_s).shape == (height, width, 3)


@pytest.mark.parametrize("fill", [0.2, 1, 1.7, 3])
def test_a_picture_of_any_shape_fits(tmp_path: Path, fill: float) -> None:
    path = save_picture(tmp_path / "p.png", RED)
    for size in ((160, 2160), (3840, 120), (321, 241)):
        prepared = prepare_picture(path, size, fill)
        assert prepared is not None
        assert moving(prepared, size, 3).shape == (size[1], size[0], 3)


def test_a_picture_higher_than_the_frame_keeps_its_head(tmp_path: Path) -> None:
    head_and_body = np.concatenate([plain(RED, (90, 16)), plain(GREEN, (90, 144))])
    cv2.imwrite(str(tmp_path / "p.png"), head_and_body)

    prepared = prepare_picture(tmp_path / "p.png", SIZE, 2)

    assert prepared is not None
    frame = moving(prepared, SIZE, 0)
    assert looks(frame[28:31], RED)  # the head is 36 rows high
    assert looks(frame, GREEN)


def test_a_person_comes_in_from_the_side(tmp_path: Path) -> None:
    person, shop = moving(canvas(tmp_path), SIZE, 0), draw_empty_shop(SIZE)

    halfway = slid_in(person, shop, SLIDE_IN_S / 2)

    assert np.array_equal(halfway[:, :160], shop[:, :160])
    assert np.array_equal(halfway[:, 160:], person[:, :160])
    assert np.array_equal(slid_in(person, shop, SLIDE_IN_S), person)


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\x89PNG\r\n\x1a\n" + bytes(40)])
def test_what_is_no_picture_is_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "p.png").write_bytes(content)

    assert prepare_picture(tmp_path / "p.png", SIZE, 1) is None
    assert prepare_picture(tmp_path / "absent.png", SIZE, 1) is None
