"""Who stands before the photograph camera, and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.photo_stage import (
    Appearance,
    in_turn,
    looped,
    person_of,
    persons_among,
    pictures_in,
    presented,
)

A, A2, B = Path("anna.jpg"), Path("anna2.jpg"), Path("bo.jpg")


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("obama.jpg", "obama"),
        ("obama2.jpg", "obama"),
        ("obama_partial_face2.jpg", "obama"),
        ("Li_Na.PNG", "li"),
        ("001.jpg", "001"),
        ("_.png", "_"),
    ],
)
def test_pictures_are_grouped_into_persons_by_name(name: str, person: str) -> None:
    assert person_of(Path(name)) == person


def test_persons_take_turns_and_show_all_their_pictures() -> None:
    assert in_turn(list(persons_among([A, A2, B]).values())) == (A, B, A2, B)


def test_people_come_and_go_with_nobody_between() -> None:
    seen = [looped([A, B], hold_s=2, empty_s=1, elapsed_s=at) for at in (0, 1, 2.5, 3, 4, 7)]

    assert seen == [None, Appearance(A, 0), Appearance(A, 1.5), None, Appearance(B, 0),
                    Appearance(A, 0)]  # fmt: skip


def test_a_presented_person_shows_one_picture_after_the_other() -> None:
    assert [presented([A, A2], at) for at in (0, 3.5, 6)] == [
        Appearance(A, 0),
        Appearance(A2, 3.5),
        Appearance(A, 6),
    ]


def test_nobody_presented_is_nobody() -> None:
    assert presented([], 1) is None


def test_only_pictures_count(tmp_path: Path) -> None:
    for name in ("b.JPG", "a.png", "notes.txt", ".hidden.jpg"):
        (tmp_path / name).touch()

    assert pictures_in(tmp_path) == [tmp_path / "a.png", tmp_path / "b.JPG"]
