"""The search against a plain loop, and what a gallery refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import TemplateError
from models.gallery import Entry, Gallery, fitting
from models.results import Match, Template
from tests.models.builders import SPACE, a_template, unit

numbers = st.tuples(*[st.floats(-1, 1, width=32)] * 3).filter(lambda v: sum(map(abs, v)) > 0.1)
entries = st.lists(
    st.tuples(st.sampled_from("abcdefg"), numbers.map(lambda v: a_template(*v))), max_size=30
)


def by_loop(members: list[Entry], vector: np.ndarray) -> tuple[str, float, float] | None:
    """The best member, its score, and the best score of any other."""
    best: dict[str, float] = {}
    for member_id, template in members:
        score = float(np.frombuffer(template.vector, "<f4") @ vector)
        best[member_id] = max(score, best.get(member_id, -2.0))
    if not best:
        return None
    winner = max(best, key=lambda member_id: best[member_id])
    others = [score for member_id, score in best.items() if member_id != winner]
    return winner, best[winner], max(others, default=-1.0)


def scores(match: Match | None) -> tuple[float, float] | None:
    return None if match is None else (match.score, match.runner_up)


@given(entries, numbers)
def test_the_search_finds_what_a_plain_loop_finds(
    members: list[Entry], probe: tuple[float, float, float]
) -> None:
    match = Gallery.build(SPACE, 3, members).best_match(unit(*probe))
    expected = by_loop(members, unit(*probe))
    if match is None or expected is None:
        assert match is None
        assert expected is None
        return
    assert scores(match) == pytest.approx(expected[1:], abs=1e-6)
    if expected[1] - expected[2] > 1e-5:
        assert match.member_id == expected[0]


@given(entries, entries, numbers)
def test_changing_one_member_is_like_building_anew(
    before: list[Entry], new: list[Entry], probe: tuple[float, float, float]
) -> None:
    templates = [template for _, template in new]
    rest = [entry for entry in before if entry[0] != "c"]
    old = Gallery.build(SPACE, 3, before)
    changed, left = old.with_member("c", templates), old.without_member("c")
    anew = Gallery.build(SPACE, 3, [*rest, *(("c", template) for template in templates)])
    vector = unit(*probe)
    assert set(changed.rows) == set(anew.rows)
    assert scores(changed.best_match(vector)) == scores(anew.best_match(vector))
    alone = Gallery.build(SPACE, 3, rest)
    assert scores(left.best_match(vector)) == scores(alone.best_match(vector))
    assert old.rows == Gallery.build(SPACE, 3, before).rows


@given(entries, st.floats(-1, 1))
def test_all_who_are_alike_are_those_of_a_plain_loop(members: list[Entry], least: float) -> None:
    gallery = Gallery.build(SPACE, 3, members)
    vectors = [(owner, np.frombuffer(one.vector, "<f4").astype(float)) for owner, one in members]
    pairs = [(mine, other, a @ b) for mine, a in vectors for other, b in vectors if mine != other]
    for member_id in "abz":
        surely = {other for mine, other, s in pairs if mine == member_id and s > least + 1e-5}
        perhaps = {other for mine, other, s in pairs if mine == member_id and s > least - 1e-5}
        assert surely <= set(gallery.alike(member_id, least)) <= perhaps


def test_of_three_brothers_none_is_overlooked() -> None:
    """Cosines of 0.35 and 0.33 to the newcomer; 0.30 is too little."""
    ann = ("ann", a_template(1, 0, 0))
    brothers = [
        ("bob", a_template(0.35, 0.9367, 0)),
        ("cem", a_template(0.33, 0, 0.944)),
        ("dee", a_template(0.30, 0, -0.9539)),
        *[("eve", a_template(-1, 0, 0))] * 3,
    ]
    gallery = Gallery.build(SPACE, 3, [ann, *brothers])
    assert gallery.alike("ann", 0.31) == ("bob", "cem")
    assert gallery.alike("dee", 0.29) == ("ann",)


def test_the_runner_up_is_another_member_not_another_photo() -> None:
    members = [("ann", a_template(1, 0)), ("bob", a_template(0, 1)), ("ann", a_template(1, 0.1))]
    gallery = Gallery.build(SPACE, 2, members)
    assert len(gallery) == 2
    assert gallery.best_match(unit(1, 0)) == Match("ann", 1.0, 0.0, SPACE)


def test_a_single_member_has_no_runner_up() -> None:
    gallery = Gallery.build(SPACE, 2, [("ann", a_template(1, 0))])
    assert gallery.best_match(unit(-1, 0)) == Match("ann", -1.0, -1.0, SPACE)


def test_an_empty_gallery_matches_nobody() -> None:
    assert Gallery.build(SPACE, 2, []).best_match(unit(1, 0)) is None


@pytest.mark.parametrize(
    ("template", "complaint"),
    [
        (a_template(1, 0, pack="other"), "its owner signs up again"),
        (a_template(1, 0, 0), "12 bytes is damaged"),
        (Template(SPACE, b"\x00" * 8), "does not have length 1"),
        (Template(SPACE, np.array([np.nan, 1], "<f4").tobytes()), "does not have length 1"),
        (Template(SPACE, b"\x00" * 7), "7 bytes is damaged"),
    ],
)
def test_a_template_that_does_not_belong_is_refused(template: Template, complaint: str) -> None:
    ann = ("ann", a_template(1, 0))
    assert fitting([ann, ("bob", template)], SPACE, 2) == [ann]
    with pytest.raises(TemplateError, match=complaint):
        Gallery.build(SPACE, 2, [("ann", a_template(1, 0)), ("bob", template)])


def test_a_search_with_another_width_is_refused() -> None:
    gallery = Gallery.build(SPACE, 2, [("ann", a_template(1, 0))])
    with pytest.raises(TemplateError, match="width 2"):
        gallery.best_match(unit(1, 0, 0))


def test_a_double_precision_probe_is_searched_in_single() -> None:
    gallery = Gallery.build(SPACE, 2, [("ann", a_template(1, 0))])
    assert gallery.best_match(unit(1, 0).astype(np.float64)) == Match("ann", 1.0, -1.0, SPACE)


def test_a_snapshot_cannot_be_written_to_or_read_in_a_log() -> None:
    gallery = Gallery.build(SPACE, 2, [("ann", a_template(1, 0))])
    with pytest.raises(ValueError, match="read-only"):
        gallery.index.tail.rows[0, 0] = 0
    assert repr(gallery) == "Gallery(pack='test-space', width=2)"


def test_most_rows_gone_makes_room() -> None:
    gallery = Gallery.build(SPACE, 2, [("ann", a_template(1, 0)), ("bob", a_template(0, 1))])
    for _ in range(10):
        gallery = gallery.with_member("cat", [a_template(1, 1)])
    assert gallery.index.size == 12
    gallery = gallery.tidied()
    assert gallery.index.size == 3
    assert scores(gallery.best_match(unit(0, 1))) == pytest.approx((1.0, 0.7071), abs=1e-4)


def test_somebody_with_many_photos_still_leaves_room_for_the_runner_up() -> None:
    photos = [("ann", a_template(1, 0.01 * one)) for one in range(6)]
    gallery = Gallery.build(SPACE, 2, [("bob", a_template(0, 1)), *photos])
    assert gallery.best_match(unit(1, 0)) == Match("ann", 1.0, 0.0, SPACE)
    assert gallery.without_member("ann").best_match(unit(1, 0)) == Match("bob", 0.0, -1.0, SPACE)
