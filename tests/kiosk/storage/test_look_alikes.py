"""Who looks like whom, on disk: by whose comparison, and until when."""

from __future__ import annotations

import sqlite3

import pytest

from kiosk.domain.forgetting import Why
from kiosk.domain.look_alikes import Compared
from kiosk.domain.pack_change import PackChange
from kiosk.storage import forgetting, look_alikes, members, pack_change
from kiosk.storage.forgetting import Wish
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import a_member, a_template

EVERYBODY = ("m-1", "m-2", "m-3")
FACE = Wish("m-1", Why.SHOPPER, AT)


@pytest.fixture
def three(db: sqlite3.Connection) -> sqlite3.Connection:
    for number in (1, 2, 3):
        one = a_member(f"m-{number}", f"1380000000{number}", templates=(a_template(number),))
        members.register(db, VAULT, one, AT)
    return db


def note(db: sqlite3.Connection, by: str = "pack/1", **found: str) -> None:
    pairs = tuple((f"m-{one[1:]}", tuple(others.split())) for one, others in found.items())
    look_alikes.note(db, Compared(by, pairs))


def flagged(db: sqlite3.Connection) -> list[str]:
    return [one for one in EVERYBODY if look_alikes.is_one(db, one)]


def test_all_whom_a_face_is_like_are_flagged_with_it(three: sqlite3.Connection) -> None:
    note(three, m1="m-2 m-3")
    assert flagged(three) == ["m-1", "m-2", "m-3"]


def test_a_later_comparison_takes_the_place_of_the_one_before(three: sqlite3.Connection) -> None:
    note(three, m1="m-2 m-3")
    note(three, m1="m-3")
    assert flagged(three) == ["m-1", "m-3"]
    note(three, m3="m-1")
    note(three, m1="")
    assert flagged(three) == ["m-1", "m-3"]  # as the other's comparison says still


def test_whoever_was_not_compared_by_these_thresholds_is_named(three: sqlite3.Connection) -> None:
    note(three, m1="", m3="m-1")
    assert look_alikes.not_compared(three, "pack/1") == ("m-2",)
    assert look_alikes.not_compared(three, "pack/2") == EVERYBODY


def test_a_face_with_more_templates_is_to_be_compared_anew(three: sqlite3.Connection) -> None:
    note(three, m1="", m2="", m3="")
    change = PackChange("new", a_template().pack)
    assert pack_change.move(three, VAULT, change, "m-2", (a_template(9, "new"),), AT)
    assert look_alikes.not_compared(three, "pack/1") == ("m-2",)


def test_who_gave_up_the_face_is_like_nobody(three: sqlite3.Connection) -> None:
    note(three, m1="m-2", m2="m-1", m3="m-2")
    forgetting.forget_face(three, VAULT, FACE, SIGNER)
    assert flagged(three) == ["m-2", "m-3"]
    note(three, m1="m-2")  # compared just before
    assert look_alikes.not_compared(three, "pack/1") == ()
    rows = three.execute("SELECT member_id FROM face_comparisons ORDER BY 1").fetchall()
    assert rows == [("m-2",), ("m-3",)]


def test_nobody_who_was_forgotten_meanwhile_is_written_down(three: sqlite3.Connection) -> None:
    forgetting.forget(three, FACE, SIGNER)
    note(three, m1="m-2", m2="m-1", m9="m-2")
    assert flagged(three) == []
    assert look_alikes.not_compared(three, "pack/1") == ("m-3",)
