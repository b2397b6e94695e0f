"""Two real packs beside each other, on the sample photographs.

The newer one is the installed pack with its space turned: nothing that one of them makes compares
with anything of the other, so whoever is named across packs is named by a mistake.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.devices.face_search import PackSearch
from kiosk.domain.camera import Frame
from kiosk.domain.identity import likeness, names_somebody
from kiosk.samples import PICTURES
from models.packs import DEFAULT_PACK, installed
from models.results import MatchPolicy, Sighting, Template
from tests.models import turned_pack

ROOT = Path(__file__).parents[3]
MODELS, SAMPLES = ROOT / "var" / "models", ROOT / "var" / "samples"
OLD_ID = "sface-2021dec-int8bq"
See = Callable[..., tuple[Sighting, MatchPolicy]]


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both packs."""
    if DEFAULT_PACK not in installed(MODELS):
        pytest.fail(f"The networks are missing. Run: python -m models install --root {MODELS}")
    folder = tmp_path_factory.mktemp("models")
    (folder / DEFAULT_PACK).symlink_to((MODELS / DEFAULT_PACK).resolve())
    turned_pack.install_turned(MODELS, folder)
    return folder


@pytest.fixture(scope="module")
def both(models: Path) -> PackSearch:
    return PackSearch(models, turned_pack.NAME, 112, DEFAULT_PACK)


@pytest.fixture(scope="module")
def old_only(models: Path) -> PackSearch:
    return PackSearch(models, DEFAULT_PACK, 112)


def see(search: PackSearch, name: str, *, closely: bool = False) -> tuple[Sighting, MatchPolicy]:
    if not all((SAMPLES / picture).is_file() for picture in PICTURES):
        pytest.fail(f"The photographs are missing. Run: python -m kiosk samples --into {SAMPLES}")
    image = cv2.imread(str(SAMPLES / f"{name}.jpg"))
    assert image is not None
    frame = Frame(np.ascontiguousarray(image, np.uint8), 1.0, 1)
    search.forget()
    return search.see(frame, closely=closely)


def template_of(search: PackSearch, name: str) -> Template:
    search.enrol([])
    template = see(search, name)[0].template
    assert template is not None
    return template


def named(search: PackSearch, picture: str) -> tuple[str, str] | None:
    """(member, pack) whom this photograph is sure enough of."""
    sighting, policy = see(search, picture)
    match = sighting.match
    is_named = names_somebody(match, policy, to_pay=True)
    return (match.member_id, match.pack) if match and is_named else None


def test_both_packs_know_the_same_person_and_nothing_compares_across_them(
    both: PackSearch, old_only: PackSearch
) -> None:
    old, new = template_of(old_only, "obama"), template_of(both, "obama")
    assert (old.pack, new.pack) == (OLD_ID, turned_pack.ID)
    across = abs(likeness(old.vector, new.vector))
    within = likeness(new.vector, template_of(both, "obama2").vector)
    assert across < 0.25
    assert within > 0.55


def test_who_is_known_to_the_old_pack_alone_is_recognised_by_it(
    both: PackSearch, old_only: PackSearch
) -> None:
    old = template_of(old_only, "obama")
    both.enrol([("m-1", old)])
    assert named(both, "obama2") == ("m-1", OLD_ID)
    assert named(both, "biden") is None
    sighting, _ = see(both, "obama2")
    assert sighting.template is not None
    assert sighting.template.pack == turned_pack.ID  # what they can be moved by


def test_without_the_old_pack_beside_it_the_new_one_knows_nobody(
    models: Path, old_only: PackSearch
) -> None:
    alone = PackSearch(models, turned_pack.NAME, 112)
    alone.enrol([("m-1", template_of(old_only, "obama"))])
    assert named(alone, "obama2") is None


def test_who_was_moved_is_recognised_by_the_new_pack(
    both: PackSearch, old_only: PackSearch
) -> None:
    old, biden = template_of(old_only, "obama"), template_of(old_only, "biden")
    new = template_of(both, "obama3")
    both.enrol([("m-1", old), ("m-2", biden)])
    both.change("m-1", (old, new))
    assert named(both, "obama2") == ("m-1", turned_pack.ID)
    assert named(both, "biden") == ("m-2", OLD_ID)


def test_the_same_after_a_restart(models: Path, both: PackSearch, old_only: PackSearch) -> None:
    old, new = template_of(old_only, "obama"), template_of(both, "obama3")
    again = PackSearch(models, turned_pack.NAME, 112, DEFAULT_PACK)
    again.enrol([("m-1", old), ("m-1", new), ("m-2", template_of(old_only, "biden"))])
    assert [named(again, name) for name in ("obama2", "biden")] == [
        ("m-1", turned_pack.ID),
        ("m-2", OLD_ID),
    ]


def test_going_back_the_old_pack_knows_everybody_it_knew(
    models: Path, both: PackSearch, old_only: PackSearch
) -> None:
    old, new = template_of(old_only, "obama"), template_of(both, "obama3")
    joined_since = template_of(both, "biden")
    everybody = [("m-1", old), ("m-1", new), ("m-2", joined_since)]
    back = PackSearch(models, DEFAULT_PACK, 112)
    back.enrol(everybody)
    assert [named(back, name) for name in ("obama2", "biden")] == [("m-1", OLD_ID), None]
    beside = PackSearch(models, DEFAULT_PACK, 112, turned_pack.NAME)
    beside.enrol(everybody)
    assert [named(beside, name) for name in ("obama2", "biden")] == [
        ("m-1", OLD_ID),
        ("m-2", turned_pack.ID),
    ]


def test_who_is_forgotten_is_gone_from_both(both: PackSearch, old_only: PackSearch) -> None:
    old, new = template_of(old_only, "obama"), template_of(both, "obama3")
    both.enrol([("m-1", old)])
    both.change("m-1", ())
    assert named(both, "obama2") is None
    both.enrol([("m-1", old), ("m-1", new)])
    both.change("m-1", ())
    assert named(both, "obama2") is None


def test_each_pack_s_scores_meet_its_own_thresholds(
    models: Path, tmp_path: Path, old_only: PackSearch
) -> None:
    """The same person, the same scores; but this newer pack asks for more than anybody has."""
    strict = tmp_path / "models"
    strict.mkdir()
    (strict / DEFAULT_PACK).symlink_to((MODELS / DEFAULT_PACK).resolve())
    rows = turned_pack.install_turned(MODELS, tmp_path / "unused").thresholds
    assert rows is not None
    unreachable = [row.model_copy(update={"accept": 0.99, "pay_accept": 0.99}) for row in rows.rows]
    turned_pack.install_turned(MODELS, strict, rows=unreachable)
    search = PackSearch(strict, turned_pack.NAME, 112, DEFAULT_PACK)
    new, old = template_of(search, "obama"), template_of(old_only, "obama")
    search.enrol([("m-1", new)])
    assert named(search, "obama2") is None
    search.enrol([("m-1", old)])
    assert named(search, "obama2") == ("m-1", OLD_ID)


def test_thresholds_rise_with_all_that_a_face_is_compared_with(
    both: PackSearch, old_only: PackSearch
) -> None:
    """251 members whom both packs know are 502 chances to be taken for somebody."""
    old, new = template_of(old_only, "biden"), template_of(both, "biden")
    everybody = [(f"m-{one}", template) for one in range(251) for template in (old, new)]
    both.enrol(everybody[:500])
    few = see(both, "obama")[1]
    both.enrol(everybody)
    many = see(both, "obama")[1]
    assert (few.accept, few.members) == (0.50, 250)
    assert (many.accept, many.members) == (0.54, 251)


def test_of_two_who_are_alike_to_either_pack_neither_leads(
    both: PackSearch, old_only: PackSearch
) -> None:
    """One was moved, the other was not: to be told apart they type their number."""
    both.enrol(
        [("moved", template_of(both, "obama3")), ("waiting", template_of(old_only, "obama"))]
    )
    match = see(both, "obama2")[0].match
    assert match is not None
    assert match.runner_up == match.score


def test_a_turning_head_that_the_new_pack_knows_is_not_looked_for_in_the_old_one(
    both: PackSearch, old_only: PackSearch
) -> None:
    both.enrol(
        [("moved", template_of(both, "obama3")), ("waiting", template_of(old_only, "obama"))]
    )
    match = see(both, "obama2", closely=True)[0].match
    assert match is not None
    assert (match.member_id, match.runner_up) == ("moved", -1.0)


def test_an_old_pack_that_is_gone_leaves_the_new_one_at_work(
    models: Path, both: PackSearch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        search = PackSearch(models, turned_pack.NAME, 112, "gone")
    assert "the pack gone alone are nobody" in caplog.text
    search.enrol([("m-1", template_of(both, "obama"))])
    assert named(search, "obama2") == ("m-1", turned_pack.ID)


def test_what_is_enrolled_is_told_in_numbers(
    both: PackSearch, old_only: PackSearch, caplog: pytest.LogCaptureFixture
) -> None:
    old, new = template_of(old_only, "obama"), template_of(both, "obama")
    odd = ("m-3", Template("a-third-pack", new.vector))
    caplog.clear()  # what making the templates told, where another test has left the level low
    with caplog.at_level(logging.INFO):
        both.enrol([("m-1", old), ("m-1", new), ("m-2", old), odd])
    assert [record.getMessage() for record in caplog.records] == [
        "1 templates are damaged or of another pack, and left out",
        "2 members can be recognised",
        "1 of them by the pack before alone",
    ]
