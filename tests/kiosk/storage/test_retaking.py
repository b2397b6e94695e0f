"""A face taken anew: all of the old templates go, the new ones come, or nothing happens."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from kiosk.domain.forgetting import Why
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.retaking import Witness
from kiosk.storage import consents, journal, leaving, look_alikes, members, retaking, wallet
from kiosk.storage.database import StorageError
from kiosk.storage.forgetting import Wish
from kiosk.storage.vault import SealBrokenError
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PHONE, PIN, a_member, a_template

NEW = (a_template(7), a_template(8), a_template(9))
PROOFS = (Witness.PIN, Witness.STAFF)


@pytest.fixture
def joined(db: sqlite3.Connection) -> sqlite3.Connection:
    """Zhang with an old face, flagged as looking like Li; and Wang."""
    old = (a_template(1), a_template(2))
    members.register(db, VAULT, a_member(name="张", pin=PIN, templates=old), AT)
    for number, other in enumerate(("li", "wang")):
        phone = f"1390000000{number}"
        members.register(db, VAULT, a_member(other, phone, templates=(a_template(4),)), AT)
    look_alikes.flag(db, "m-1", ("li",))
    return db


def retake(db: sqlite3.Connection, alike: tuple[str, ...] = ()) -> bool:
    return retaking.retake(db, VAULT, "m-1", (NEW, alike), PROOFS, AT)


def raw(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def test_the_new_face_takes_the_place_of_the_old_one(
    joined: sqlite3.Connection, path: Path
) -> None:
    query = "SELECT sealed FROM templates WHERE member_id = 'm-1'"
    sealed = [value for (value,) in joined.execute(query)]
    agreed = consents.of_member(joined, "m-1")
    assert retake(joined)
    assert members.templates_of(joined, VAULT, "m-1") == NEW
    kept = Member("m-1", PHONE, "张", has_face=True, has_pin=True)
    assert members.find(joined, VAULT, "m-1") == kept
    assert consents.of_member(joined, "m-1") == agreed
    assert [value for value in sealed if value in raw(path)] == []
    assert journal.latest(joined, 1)[0][1:] == ("member.face_retaken", "m-1", "pin staff")


def test_who_looks_like_whom_is_found_anew(joined: sqlite3.Connection) -> None:
    retake(joined, alike=("wang",))
    flagged = {one for one in ("m-1", "li", "wang") if look_alikes.is_one(joined, one)}
    assert flagged == {"m-1", "wang"}


def test_nothing_changes_for_who_has_no_face_is_leaving_or_unknown(
    joined: sqlite3.Connection,
) -> None:
    assert not retaking.retake(joined, VAULT, "nobody", (NEW, ()), PROOFS, AT)
    assert not retaking.retake(joined, VAULT, "m-1", ((), ()), PROOFS, AT)
    wallet.top_up(joined, "top-1", "m-1", Money(100), AT)
    leaving.leave(joined, VAULT, Wish("m-1", Why.SHOPPER, AT), SIGNER)
    assert not retake(joined)
    assert members.templates_of(joined, VAULT, "m-1") == ()


def test_a_failure_leaves_the_old_face_as_it_was(joined: sqlite3.Connection) -> None:
    before = list(joined.iterdump())
    joined.execute(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON templates WHEN 2 ="
        " (SELECT count(*) FROM templates WHERE member_id = 'm-1')"
        " BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(StorageError, match="full"):
        retake(joined)
    assert list(joined.iterdump()) == before
    joined.execute("DROP TRIGGER full")
    joined.execute("UPDATE member_keys SET wrapped = zeroblob(60) WHERE member_id = 'm-1'")
    with pytest.raises(SealBrokenError):
        retake(joined)
