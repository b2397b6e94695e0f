"""One frame at a time, as the kiosk sees them: photographs pasted into frames of 1280 x 720."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from models.arrays import Image
from models.errors import ImageError, PackError, TemplateError
from models.gallery import Gallery
from models.packs import Pack
from models.pipeline import Pipeline, people
from models.results import QualityIssue, Sighting, Template
from tests.models.builders import a_face, a_manifest, a_scene

NOBODY = Sighting(0, None, None, None, None)


@pytest.fixture
def pipeline(pack: Pack) -> Pipeline:
    return Pipeline(pack)


@pytest.fixture(scope="module")
def frames(photo: Callable[[str], Image]) -> dict[str, Image]:
    """Each person at arm's length."""
    widths = {"obama": 231, "obama2": 275, "obama3": 272, "biden": 277}
    return {
        name: a_scene(photo(name), face_width_px=195, now_px=width)
        for name, width in widths.items()
    }


def template_of(sighting: Sighting) -> Template:
    assert sighting.template is not None
    return sighting.template


@pytest.fixture(scope="module")
def gallery(pack: Pack, frames: dict[str, Image]) -> Gallery:
    """Two members, each signed up with one photograph."""
    pipeline = Pipeline(pack)
    entries = [
        (member, template_of(pipeline.sight(frames[name], None)))
        for member, name in (("m-1", "obama"), ("m-2", "biden"))
    ]
    return Gallery.build(pack.id, 128, entries)


@pytest.mark.parametrize("name", ["obama2", "obama3"])
def test_a_member_is_known_on_another_photograph(
    pipeline: Pipeline, gallery: Gallery, frames: dict[str, Image], name: str
) -> None:
    sighting = pipeline.sight(frames[name], gallery)
    assert (sighting.face_count, sighting.issue) == (1, None)
    assert sighting.match is not None
    assert sighting.match.member_id == "m-1"
    assert sighting.match.score >= 0.55
    assert sighting.match.runner_up < 0.3


def test_a_sharp_frame_is_worth_more_than_a_soft_one(
    pipeline: Pipeline, frames: dict[str, Image]
) -> None:
    soft = np.asarray(cv2.GaussianBlur(frames["obama"], (0, 0), 1.5), np.uint8)
    sharp, softer = pipeline.sight(frames["obama"], None), pipeline.sight(soft, None)
    assert sharp.quality > softer.quality > 0


def test_a_stranger_is_like_nobody(
    pipeline: Pipeline, gallery: Gallery, frames: dict[str, Image]
) -> None:
    match = pipeline.sight(frames["biden"], gallery.without_member("m-2")).match
    assert match is not None
    assert match.score < 0.3
    assert match.runner_up == -1.0


def test_signing_up_gives_a_template_and_searches_nobody(
    pack: Pack, pipeline: Pipeline, frames: dict[str, Image]
) -> None:
    sighting = pipeline.sight(frames["obama"], None)
    assert sighting.match is None
    template = template_of(sighting)
    assert template.pack == pack.id
    assert np.linalg.norm(np.frombuffer(template.vector, "<f4")) == pytest.approx(1, abs=1e-6)


def test_two_people_are_counted_and_neither_is_searched_for(
    pipeline: Pipeline, gallery: Gallery, frames: dict[str, Image], photo: Callable[[str], Image]
) -> None:
    frame = frames["obama"].copy()
    frame[:, 760:] = a_scene(photo("biden"), face_width_px=160, now_px=277, shift=760)[:, 760:]
    sighting = pipeline.sight(frame, gallery)
    assert sighting.face_count == 2
    assert sighting.face is not None
    assert (sighting.issue, sighting.template, sighting.match) == (None, None, None)


def test_a_bystander_further_back_does_not_count(
    pipeline: Pipeline, gallery: Gallery, frames: dict[str, Image], photo: Callable[[str], Image]
) -> None:
    frame = frames["obama"].copy()
    frame[:, 800:] = a_scene(photo("biden"), face_width_px=105, now_px=277, shift=800)[:, 800:]
    sighting = pipeline.sight(frame, gallery)
    assert sighting.face_count == 1
    assert sighting.match is not None


def test_the_widest_face_leads_and_narrow_ones_are_left_out() -> None:
    small, large, near = (a_face(width=width) for width in (59, 100, 60))
    assert people([small, near, large]) == [large, near]
    assert people([]) == []


def test_a_face_far_away_is_told_to_come_closer(
    pipeline: Pipeline, gallery: Gallery, photo: Callable[[str], Image]
) -> None:
    frame = a_scene(photo("obama"), face_width_px=60, now_px=231)
    sighting = pipeline.sight(frame, gallery)
    assert (sighting.face_count, sighting.issue) == (1, QualityIssue.TOO_FAR)
    assert (sighting.template, sighting.match) == (None, None)


def test_of_frames_without_a_face_the_first_and_every_fifth_get_a_second_look(
    pipeline: Pipeline, photo: Callable[[str], Image]
) -> None:
    far = a_scene(photo("obama"), face_width_px=40, now_px=231)
    nobody = np.full((720, 1280, 3), 90, np.uint8)
    counts = [pipeline.sight(frame, None).face_count for frame in [nobody] * 4 + [far] * 2]
    assert counts == [0, 0, 0, 0, 0, 1]


def test_somebody_far_away_is_not_lost_again_once_they_are_seen(
    pipeline: Pipeline, photo: Callable[[str], Image]
) -> None:
    far = a_scene(photo("obama"), face_width_px=40, now_px=231)
    sightings = [pipeline.sight(far, None) for _ in range(11)]
    assert [sighting.face_count for sighting in sightings] == [1] * 11
    assert {sighting.track for sighting in sightings} == {1}


def test_whoever_takes_anothers_place_is_followed_anew(
    pipeline: Pipeline, frames: dict[str, Image], photo: Callable[[str], Image]
) -> None:
    elsewhere = a_scene(photo("biden"), face_width_px=160, now_px=277, shift=760)
    tracks = [pipeline.sight(frame, None).track for frame in (frames["obama"], elsewhere)]
    assert tracks == [1, 2]


def test_an_empty_frame_shows_nobody(pipeline: Pipeline, gallery: Gallery) -> None:
    assert pipeline.sight(np.full((720, 1280, 3), 90, np.uint8), gallery) == NOBODY


@pytest.mark.parametrize("size", [(16, 16), (1080, 1920), (1280, 720), (100, 2000)])
def test_a_frame_of_any_size_is_looked_at(pipeline: Pipeline, size: tuple[int, int]) -> None:
    assert pipeline.sight(np.full((*size, 3), 90, np.uint8), None) == NOBODY


def test_a_larger_camera_sees_the_same_person(
    pack: Pack, gallery: Gallery, photo: Callable[[str], Image]
) -> None:
    sighting = Pipeline(pack).sight(photo("obama2"), gallery)  # 1200 px high
    assert sighting.match is not None
    assert sighting.match.member_id == "m-1"


def test_what_is_no_picture_is_refused(pipeline: Pipeline) -> None:
    with pytest.raises(ImageError):
        pipeline.sight(np.zeros((720, 1280), np.uint8), None)


def test_a_gallery_of_another_pack_is_refused(pipeline: Pipeline, frames: dict[str, Image]) -> None:
    other = Gallery.build("another", 128, [])
    with pytest.raises(TemplateError, match="'another'"):
        pipeline.sight(frames["obama"], other)


def test_a_pack_that_only_finds_faces_says_so(pack: Pack) -> None:
    faces_only = Pack(a_manifest({"detector": b"x"}), pack.detector, None)
    with pytest.raises(PackError, match="find faces but not tell people apart"):
        Pipeline(faces_only)


def test_a_bad_frame_looked_at_closely_still_shows_whose_face_it_is(
    pipeline: Pipeline, frames: dict[str, Image]
) -> None:
    dark = (frames["obama"] * 0.2).astype(np.uint8)
    good = np.frombuffer(template_of(pipeline.sight(frames["obama"], None)).vector, "<f4")
    seen = pipeline.sight(dark, None, closely=True)
    assert (seen.issue, seen.template) == (QualityIssue.TOO_DARK, None)
    assert seen.glimpse is not None
    assert float(good @ np.frombuffer(seen.glimpse.vector, "<f4")) > 0.7
    assert pipeline.sight(dark, None).glimpse is None
