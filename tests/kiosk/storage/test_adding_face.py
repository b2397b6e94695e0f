"""A first face: templates, the yes and look-alikes come together, or nothing changes."""

from __future__ import annotations

import sqlite3

import pytest

from kiosk.domain.consent import GivenConsent
from kiosk.domain.forgetting import Why
from kiosk.domain.money import Money
from kiosk.domain.retaking import Witness
from kiosk.storage import (
    adding_face,
    consents,
    forgetting,
    journal,
    leaving,
    look_alikes,
    members,
    wallet,
)
from kiosk.storage.database import StorageError
from kiosk.storage.forgetting import Wish
from kiosk.storage.vault import SealBrokenError
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PIN, a_member, a_template

NEW = (a_template(7), a_template(8), a_template(9))
BOTH = (Witness.STAFF, Witness.PIN)
BY_GUARDIAN = GivenConsent(with_face=True, by_guardian=True, language="en")


@pytest.fixture
def joined(db: sqlite3.Connection) -> sqlite3.Connection:
    """Zhang, by number and PIN; and Li, by face."""
    members.register(db, VAULT, a_member(pin=PIN, templates=()), AT)
    members.register(db, VAULT, a_member("li", "13900000000", templates=(a_template(4),)), AT)
    return db


def add(
    db: sqlite3.Connection,
    member_id: str = "m-1",
    proofs: tuple[Witness, ...] = BOTH,
    alike: tuple[str, ...] = (),
) -> bool:
    agreed = (BY_GUARDIAN, proofs)
    return adding_face.add(db, VAULT, member_id, (NEW, alike), agreed, AT)


def test_face_consent_and_look_alikes_are_there_at_once(joined: sqlite3.Connection) -> None:
    assert add(joined, alike=("li",))
    assert members.templates_of(joined, VAULT, "m-1") == NEW
    assert consents.of_member(joined, "m-1") == [
        ("2026-12-face-2", "en", True, False),
        ("2026-12-membership-2", "zh_CN", False, False),
    ]
    assert look_alikes.is_one(joined, "li")
    told = ("member.face_added", "m-1", "2026-12-face-2 pin staff")
    assert journal.latest(joined, 1)[0][1:] == told


def test_who_let_the_face_go_agrees_anew(db: sqlite3.Connection) -> None:
    members.register(db, VAULT, a_member(pin=PIN, templates=(a_template(1),)), AT)
    forgetting.forget_face(db, VAULT, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    later = AT.replace(hour=AT.hour + 1)
    assert adding_face.add(db, VAULT, "m-1", (NEW, ()), (BY_GUARDIAN, BOTH), later)
    faces = [row for row in consents.of_member(db, "m-1") if "face" in row[0]]
    assert [(by, gone) for _, _, by, gone in faces] == [(False, True), (True, False)]


@pytest.mark.parametrize("proofs", [(), (Witness.PIN,), (Witness.PIN, Witness.PIN)])
def test_one_proof_gives_an_account_no_face(
    joined: sqlite3.Connection, proofs: tuple[Witness, ...]
) -> None:
    before = list(joined.iterdump())
    assert not add(joined, proofs=proofs)
    assert list(joined.iterdump()) == before


def test_nothing_is_added_to_a_face_to_who_is_leaving_or_to_nobody(
    joined: sqlite3.Connection,
) -> None:
    assert not add(joined, "nobody")
    assert not add(joined, "li")
    wallet.top_up(joined, "top-1", "m-1", Money(100), AT)
    leaving.leave(joined, VAULT, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    assert not add(joined)
    assert members.templates_of(joined, VAULT, "m-1") == ()


def test_a_failure_in_the_middle_leaves_no_face_and_no_yes(joined: sqlite3.Connection) -> None:
    before = list(joined.iterdump())
    joined.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON consents BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(StorageError, match="full"):
        add(joined)
    assert list(joined.iterdump()) == before
    joined.execute("DROP TRIGGER full")
    joined.execute("UPDATE member_keys SET wrapped = zeroblob(60) WHERE member_id = 'm-1'")
    with pytest.raises(SealBrokenError):
        add(joined)
