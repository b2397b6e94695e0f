"""A camera made of photographs: people who come, go, and can be unplugged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kiosk.devices.camera_photos import PhotoCamera, open_photo_folder
from kiosk.devices.camera_source import PhotoFolderSource
from kiosk.devices.photo_scene import Image
from kiosk.devices.photo_stage import PhotoStage
from kiosk.domain.camera import (
    CameraGoneError,
    CameraSilentError,
    CameraUnavailableError,
)
from tests.support.pictures import BLUE, GREEN, RED, looks, save_picture
from tests.support.wound_clock import WoundClock


class Shop:
    """A folder of pictures, the camera on it, its stage and its clock."""

    def __init__(self, root: Path, *, hold_s: float = 4, empty_s: float = 2) -> None:
        self.folder = root / "people"
        self.folder.mkdir()
        self.red = save_picture(self.folder / "anna.png", RED)
        self.green = save_picture(self.folder / "bo.png", GREEN)
        self.stage = PhotoStage()
        self.clock = WoundClock()
        self.source = PhotoFolderSource(
            self.folder, 160, 120, fps=10, hold_s=hold_s, empty_s=empty_s
        )
        self.camera = self.open()

    def open(self) -> PhotoCamera:
        return open_photo_folder(self.source, self.stage, self.clock)

    def seen_after(self, seconds: float) -> Image:
        self.clock.wind(seconds)
        return self.camera.read(0).image


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_people_come_and_go_by_themselves(shop: Shop) -> None:
    empty = shop.seen_after(1)
    anna = shop.seen_after(2)
    between = shop.seen_after(4)
    bo = shop.seen_after(2)

    assert looks(anna, RED)
    assert looks(bo, GREEN)
    assert [looks(image, RED) or looks(image, GREEN) for image in (empty, between)] == [False] * 2


def test_staff_choose_who_stands_there(shop: Shop) -> None:
    shop.stage.present([shop.green])
    shop.seen_after(0)

    assert looks(shop.seen_after(1), GREEN)
    assert looks(shop.seen_after(100), GREEN)


def test_staff_choose_that_nobody_stands_there(shop: Shop) -> None:
    shop.stage.present(None)

    assert not any(looks(shop.seen_after(seconds), RED) for seconds in (0, 3, 3, 3))


def test_the_folder_s_people_come_again_when_staff_let_go(shop: Shop) -> None:
    shop.stage.present([shop.green])
    shop.seen_after(1)
    shop.stage.loop()
    shop.seen_after(1)

    assert looks(shop.seen_after(3), RED)


def test_a_person_slides_in(shop: Shop) -> None:
    shop.stage.present([shop.red])
    first = shop.seen_after(1)
    halfway = shop.seen_after(0.2)

    assert not looks(first, RED)
    assert halfway[60, 150].tolist() != first[60, 150].tolist()
    assert halfway[60, 10].tolist() == pytest.approx(first[60, 10].tolist(), abs=20)


def test_a_renamed_folder_is_an_unplugged_camera(shop: Shop) -> None:
    away = shop.folder.rename(shop.folder.with_name("away"))
    with pytest.raises(CameraGoneError, match="is away"):
        shop.seen_after(1)
    with pytest.raises(CameraUnavailableError, match="cannot be opened"):
        shop.open()

    away.rename(shop.folder)

    assert shop.open().read(0).number == 1


def test_frames_come_at_an_even_pace(shop: Shop) -> None:
    shop.seen_after(0)
    with pytest.raises(CameraSilentError):
        shop.seen_after(0.09)

    assert shop.camera.read(1).number == 2  # waits the last hundredth


def test_a_reader_that_falls_behind_gets_no_burst(shop: Shop) -> None:
    shop.seen_after(0)
    shop.seen_after(5)

    with pytest.raises(CameraSilentError):
        shop.seen_after(0.05)


def test_frames_are_independent_of_each_other(shop: Shop) -> None:
    first = shop.seen_after(0)
    kept = first.copy()
    shop.seen_after(3)

    assert np.array_equal(first, kept)


def test_a_picture_that_cannot_be_read_shows_nobody_and_warns_once(
    shop: Shop, caplog: pytest.LogCaptureFixture
) -> None:
    broken = shop.folder / "broken.jpg"
    broken.write_bytes(b"no picture")
    shop.stage.present([broken])

    seen = [shop.seen_after(1), shop.seen_after(1)]

    assert not any(looks(image, RED) for image in seen)
    assert [record.message for record in caplog.records] == [
        f"{broken} cannot be read as a picture: replace or delete it"
    ]


def test_only_the_pictures_shown_last_are_kept(shop: Shop) -> None:
    for number in range(20):
        picture = save_picture(shop.folder / f"p{number}.png", BLUE)
        shop.stage.present([picture])
        shop.seen_after(1)

    assert len(shop.camera._scene._prepared) == 8


def test_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    with pytest.raises(CameraUnavailableError, match="python -m kiosk samples"):
        open_photo_folder(PhotoFolderSource(tmp_path), PhotoStage(), WoundClock())


def test_a_closed_camera_is_gone(shop: Shop) -> None:
    shop.camera.close()

    with pytest.raises(CameraGoneError, match="closed"):
        shop.seen_after(1)
