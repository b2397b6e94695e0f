"""The installed networks on the sample photographs: the same person is found, another is not.

Networks and photographs are not part of the project: both are installed once, below var/.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.devices.face_search import PackSearch
from kiosk.domain.camera import Frame
from kiosk.domain.identity import names_somebody
from kiosk.samples import PICTURES
from models import calibration
from models.calibration import Calibration
from models.errors import PackError
from models.packs import DEFAULT_PACK, installed, read_manifest
from models.results import QualityIssue, Sighting, Template

ROOT = Path(__file__).parents[3]
MODELS, SAMPLES = ROOT / "var" / "models", ROOT / "var" / "samples"
MIN_FACE_PX = 112


@pytest.fixture(scope="module")
def pack() -> Path:
    if DEFAULT_PACK not in installed(MODELS):
        pytest.fail(f"The networks are missing. Run: python -m models install --root {MODELS}")
    return MODELS


@pytest.fixture(scope="module")
def samples() -> Path:
    if not all((SAMPLES / name).is_file() for name in PICTURES):
        pytest.fail(f"The photographs are missing. Run: python -m kiosk samples --into {SAMPLES}")
    return SAMPLES


@pytest.fixture(scope="module")
def search(pack: Path) -> PackSearch:
    return PackSearch(pack, DEFAULT_PACK, MIN_FACE_PX)


def frame_of(image: NDArray[np.uint8]) -> Frame:
    return Frame(np.ascontiguousarray(image), 1.0, 1)


def picture(samples: Path, name: str) -> NDArray[np.uint8]:
    image = cv2.imread(str(samples / name))
    assert image is not None
    return image.astype(np.uint8, copy=False)


def see(search: PackSearch, samples: Path, name: str) -> Sighting:
    return search.see(frame_of(picture(samples, name)))[0]


def template_of(search: PackSearch, samples: Path, name: str) -> Template:
    template = see(search, samples, name).template
    assert template is not None
    return template


@pytest.mark.parametrize("later", ["obama2.jpg", "obama3.jpg"])
def test_a_member_is_known_in_another_photograph(
    search: PackSearch, samples: Path, later: str
) -> None:
    search.enrol([("m-1", template_of(search, samples, "obama.jpg"))])
    sighting, policy = search.see(frame_of(picture(samples, later)))
    assert names_somebody(sighting.match, policy, to_pay=True)
    assert sighting.match is not None
    assert sighting.match.member_id == "m-1"


def test_a_stranger_is_nobody(search: PackSearch, samples: Path) -> None:
    search.enrol([("m-1", template_of(search, samples, "obama.jpg"))])
    sighting, policy = search.see(frame_of(picture(samples, "biden.jpg")))
    assert not names_somebody(sighting.match, policy, to_pay=False)


def test_of_two_members_the_right_one_is_named(search: PackSearch, samples: Path) -> None:
    search.enrol(
        [
            ("m-1", template_of(search, samples, "biden.jpg")),
            ("m-2", template_of(search, samples, "obama.jpg")),
            ("m-2", template_of(search, samples, "obama3.jpg")),
        ]
    )
    match = see(search, samples, "obama2.jpg").match
    assert match is not None
    assert match.member_id == "m-2"
    assert match.runner_up < 0.4


def test_everybody_who_is_like_a_member_is_found(search: PackSearch, samples: Path) -> None:
    """Three photographs of one man, each a member of its own."""
    names = {"m-1": "obama.jpg", "m-2": "obama2.jpg", "m-3": "obama3.jpg", "m-4": "biden.jpg"}
    search.enrol([(one, template_of(search, samples, name)) for one, name in names.items()])
    assert [search.alike(one) for one in names] == [
        ("m-2", "m-3"), ("m-1", "m-3"), ("m-1", "m-2"), (),
    ]  # fmt: skip


def test_other_thresholds_are_another_name_to_compare_by(pack: Path, tmp_path: Path) -> None:
    shutil.copytree((pack / DEFAULT_PACK).resolve(), tmp_path / DEFAULT_PACK)
    before = PackSearch(tmp_path, DEFAULT_PACK, MIN_FACE_PX).compares_by
    assert PackSearch(tmp_path, DEFAULT_PACK, MIN_FACE_PX).compares_by == before
    manifest = read_manifest(tmp_path / DEFAULT_PACK)
    assert manifest.thresholds is not None
    measured = manifest.thresholds.model_copy(update={"margin": 0.07})
    own = Calibration(
        embedder_sha256=manifest.file("embedder").sha256, made_at="2026-11-22", people=9,
        photographs=27, searches=18, thresholds=measured,
    )  # fmt: skip
    calibration.write(tmp_path / DEFAULT_PACK, own)
    assert PackSearch(tmp_path, DEFAULT_PACK, MIN_FACE_PX).compares_by != before


def test_a_forgotten_member_is_nobody_from_the_next_frame_on(
    search: PackSearch, samples: Path
) -> None:
    search.enrol([("m-1", template_of(search, samples, "obama.jpg"))])
    search.enrol([])
    assert see(search, samples, "obama2.jpg").match is None


def test_a_face_too_far_away_is_asked_to_come_closer(search: PackSearch, samples: Path) -> None:
    near = picture(samples, "obama.jpg")
    far = cv2.resize(near, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    sighting = search.see(frame_of(far.astype(np.uint8, copy=False)))[0]
    assert (sighting.face_count, sighting.issue) == (1, QualityIssue.TOO_FAR)
    assert sighting.template is None


def test_the_least_face_width_is_a_setting(pack: Path, samples: Path) -> None:
    near = picture(samples, "obama.jpg")
    far = cv2.resize(near, None, fx=0.35, fy=0.35, interpolation=cv2.INTER_AREA)
    patient = PackSearch(pack, DEFAULT_PACK, 60)
    assert patient.see(frame_of(far.astype(np.uint8, copy=False)))[0].issue is None


def test_an_empty_picture_shows_nobody(search: PackSearch) -> None:
    grey = np.full((480, 640, 3), 128, np.uint8)
    assert search.see(frame_of(grey))[0] == Sighting(0, None, None, None, None)


def test_templates_that_do_not_fit_are_left_out_and_told_without_names(
    search: PackSearch, samples: Path, caplog: pytest.LogCaptureFixture
) -> None:
    good = template_of(search, samples, "obama.jpg")
    odd = [
        ("m-2", Template("another-pack", good.vector)),
        ("m-3", Template(good.pack, good.vector[:-4])),
        ("m-4", Template(good.pack, bytes(len(good.vector)))),
    ]
    caplog.clear()  # what making the template told, where another test has left the level low
    with caplog.at_level(logging.INFO):
        search.enrol([("m-1", good), *odd])
    assert [record.getMessage() for record in caplog.records] == [
        "3 templates are damaged or of another pack, and left out",
        "1 members can be recognised",
    ]
    match = see(search, samples, "obama2.jpg").match
    assert match is not None
    assert (match.member_id, match.runner_up) == ("m-1", -1.0)


def test_a_pack_that_is_missing_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="python -m models install"):
        PackSearch(tmp_path, DEFAULT_PACK, MIN_FACE_PX)
