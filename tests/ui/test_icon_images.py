"""Icons as images."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from kiosk.domain.problems import Fault
from kiosk.ui.icon_images import DRAWINGS, drawn

pytestmark = pytest.mark.ui

DRAWN = {path.stem for path in DRAWINGS.glob("*.svg")}


def test_an_icon_is_drawn_in_its_colour() -> None:
    image = drawn("minus/0a7347/2.0", 48)
    assert image.pixelColor(24, 24) == QColor("#0a7347")
    assert image.pixelColor(24, 5).alpha() == 0


def test_an_unknown_icon_is_an_empty_picture() -> None:
    image = drawn("unicorn/000000/2.0", 24)
    assert all(image.pixelColor(x, y).alpha() == 0 for x in range(24) for y in range(24))


def test_every_icon_that_a_page_names_is_drawn() -> None:
    pages = "".join(path.read_text() for path in Path("kiosk/ui/qml").rglob("*.qml"))
    named = set(re.findall(r'(?:icon_)?name: "(\w+)"', pages))
    assert named - DRAWN == set()
    assert {str(fault) for fault in Fault} - DRAWN == set()
