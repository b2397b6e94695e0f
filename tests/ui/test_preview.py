"""The live picture: painted as given, and forgotten when nobody looks."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from kiosk.flows import face_screens as face_show
from kiosk.flows.purpose import Purpose
from kiosk.tour import finger
from tests.ui.conftest import OpenWindow, Window
from tests.ui.samples import SCREENS

pytestmark = pytest.mark.ui

RED, BLUE = (200, 30, 30), (30, 30, 200)


def two_halves() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = np.zeros((480, 640, 3), np.uint8)
    image[:, :320], image[:, 320:] = RED, BLUE
    return image


def colour_at(window: Window, across: float) -> tuple[int, int, int]:
    """A pixel of the preview, `across` its width, half way down."""
    middle = finger.middle_of(finger.find(window.view, "preview"))
    item = finger.find(window.view, "preview")
    x = round(middle.x() + (across - 0.5) * item.width())
    colour = QColor(window.view.grabWindow().pixel(x, middle.y()))
    return colour.red(), colour.green(), colour.blue()


def test_the_picture_is_shown_as_it_is_not_mirrored_again(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["look-at-camera"])
    window.app.preview.set_image(two_halves())
    window.wait(lambda: colour_at(window, 0.3) == RED)
    assert colour_at(window, 0.7) == BLUE


def test_the_picture_fills_a_circle(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["look-at-camera"])
    window.app.preview.set_image(np.full((480, 640, 3), 200, np.uint8))
    window.wait(lambda: colour_at(window, 0.5) == (200, 200, 200))
    item = finger.find(window.view, "preview")
    corner = item.mapToScene(item.boundingRect().topLeft()).toPoint()
    assert window.view.grabWindow().pixelColor(corner).red() != 200


def test_no_picture_stays_once_the_page_is_left(open_window: OpenWindow) -> None:
    window = open_window()
    window.show(SCREENS["look-at-camera"])
    window.app.preview.set_image(two_halves())
    window.show(SCREENS["attract"])
    assert window.app.preview.image is None
    window.app.preview.set_image(two_halves())
    assert window.app.preview.image is None


def test_the_ring_turns_with_the_pictures_and_stands_when_they_stop(
    open_window: OpenWindow,
) -> None:
    window = open_window()
    window.show(face_show.LookAtCamera(Purpose.PAY, face_show.FaceHint.LOOK_HERE, 0.0))
    ring = finger.find(window.view, "framing")
    before = ring.property("seek_angle")
    window.app.preview.set_image(two_halves())
    window.wait(lambda: ring.property("seek_angle") != before)
    assert ring.property("seeks")
    window.show(face_show.LookAtCamera(Purpose.PAY, face_show.FaceHint.GOOD, 0.4))
    assert not ring.property("seeks")
