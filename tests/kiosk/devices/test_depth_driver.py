"""A driver of somebody else's is found by the name in the settings, or it is said what it lacks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.depth_driver import DepthDriverError, depth_opener
from kiosk.devices.photo_acting import Medium
from tests.models.builders import a_face

DRIVER = """
class MyCamera:
    def relief_mm(self, face):
        return 28
    def close(self):
        pass

class Halfway:
    def close(self):
        pass

class Unplugged:
    def __init__(self):
        raise OSError("no such device")
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my_kiosks_camera.py").write_text(DRIVER)
    monkeypatch.syspath_prepend(str(tmp_path))


def held_up() -> Medium:
    return Medium.SCREEN


def test_a_driver_is_a_class_of_a_module_on_pythons_path() -> None:
    make = depth_opener("my_kiosks_camera:MyCamera", held_up)
    assert make is not None
    assert make().relief_mm(a_face()) == 28


def test_the_simulated_one_is_told_what_is_held_up() -> None:
    make = depth_opener("simulator:", held_up)
    assert make is not None
    assert make().relief_mm(a_face()) == 0.0


def test_none_is_none() -> None:
    assert depth_opener("none:", held_up) is None


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("my_kiosks_camera:Nobody", "no Nobody in the module my_kiosks_camera"),
        ("my_kiosks_camera:Halfway", "has no relief_mm"),
    ],
)
def test_a_class_that_is_no_depth_camera_is_told(name: str, told: str) -> None:
    make = depth_opener(name, held_up)
    assert make is not None
    with pytest.raises(DepthDriverError, match=told):
        make()


def test_nothing_is_imported_or_opened_before_it_is_asked_for() -> None:
    assert depth_opener("nowhere_at_all:MyCamera", held_up) is not None
    make = depth_opener("my_kiosks_camera:Unplugged", held_up)
    assert make is not None
    with pytest.raises(OSError, match="no such device"):
        make()
