"""Being forgotten: the key first, then the rows; the receipt stays; the power may go in between."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.forgetting import ForgottenReceipt, Scope, Why, member_digest, receipt_in
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.storage import consents, forgetting, journal, members, wallet
from kiosk.storage.forgetting import Wish
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.vault import SealBrokenError
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT, a_vault
from tests.support.fake_shop import PHONE, PIN, a_member, a_template

WISH = Wish("m-1", Why.SHOPPER, AT)


def join(
    db: sqlite3.Connection, member_id: str = "m-1", phone: str = PHONE, **more: object
) -> None:
    new = a_member(member_id, phone, templates=(a_template(1),), **more)  # type: ignore[arg-type]
    members.register(db, VAULT, new, AT)


def read(jws: str) -> ForgottenReceipt:
    return receipt_in(jws, SIGNER.public_key.has_signed)


def test_the_receipt_tells_when_and_why_and_nothing_of_the_person(db: sqlite3.Connection) -> None:
    join(db, name="欧阳")
    jws = forgetting.forget(db, WISH, SIGNER)
    assert read(jws) == ForgottenReceipt(
        "site-1.kiosk-1", AT.isoformat(), Scope.ALL, Why.SHOPPER, member_digest("m-1")
    )
    assert forgetting.receipts(db) == [(1, jws)]
    assert journal.latest(db, 1)[0][1:] == ("member.forgotten", "m-1", "shopper")


def test_receipts_cannot_be_changed_or_removed(db: sqlite3.Connection) -> None:
    join(db)
    forgetting.forget(db, WISH, SIGNER)
    for act in ("UPDATE forgotten SET receipt = 'x'", "DELETE FROM forgotten"):
        with pytest.raises(sqlite3.IntegrityError, match="final"):
            db.execute(act)


def test_consents_go_with_the_member_and_their_texts_stay(db: sqlite3.Connection) -> None:
    join(db)
    assert [version for version, *_ in consents.of_member(db, "m-1")] == [
        "2026-12-face-2",
        "2026-12-membership-2",
    ]
    forgetting.forget(db, WISH, SIGNER)
    assert consents.of_member(db, "m-1") == []
    assert db.execute("SELECT count(*) FROM consent_texts").fetchone() == (2,)


def test_a_power_cut_after_the_key_is_gone_is_finished_at_the_next_start(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(db)

    def cut(*_of: object) -> str:
        raise KeyboardInterrupt  # nothing that anybody handles

    with monkeypatch.context() as patched:
        patched.setattr(forgetting, "_finish_one", cut)
        with pytest.raises(KeyboardInterrupt):
            forgetting.forget(db, WISH, SIGNER)
    assert db.execute("SELECT count(*) FROM members").fetchone() == (1,)
    assert members.find(db, VAULT, "m-1") is None  # nothing opens any more
    assert list(members.all_templates(db, VAULT)) == []
    assert forgetting.finish(db, SIGNER) == 1
    assert db.execute("SELECT count(*) FROM members").fetchone() == (0,)
    assert [read(jws).why for _, jws in forgetting.receipts(db)] == [Why.SHOPPER]
    assert forgetting.finish(db, SIGNER) == 0


# --- the face alone ---------------------------------------------------------------------------


def test_withdrawing_the_face_keeps_the_member_under_a_new_key(
    db: sqlite3.Connection, path: Path
) -> None:
    join(db, name="张三", pin=PIN)
    ((sealed,),) = db.execute("SELECT sealed FROM templates").fetchall()
    ((wrapped,),) = db.execute("SELECT wrapped FROM member_keys").fetchall()
    jws = forgetting.forget_face(db, VAULT, WISH, SIGNER)
    assert read(jws).scope is Scope.FACE
    assert members.find(db, VAULT, "m-1") == Member("m-1", PHONE, "张三", has_pin=True)
    assert consents.of_member(db, "m-1") == [
        ("2026-12-face-2", "zh_CN", False, True),
        ("2026-12-membership-2", "zh_CN", False, False),
    ]
    left = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    assert sealed not in left
    assert wrapped not in left


def test_nobodys_face_cannot_be_withdrawn(db: sqlite3.Connection) -> None:
    with pytest.raises(SealBrokenError):
        forgetting.forget_face(db, VAULT, WISH, SIGNER)
    assert forgetting.receipts(db) == []


# --- by age -----------------------------------------------------------------------------------


def test_who_was_not_here_for_180_days_is_forgotten(db: sqlite3.Connection) -> None:
    join(db)
    join(db, "m-2", "13900000000")
    members.used(db, "m-2", AT + timedelta(days=1))
    at = AT + timedelta(days=180)
    assert tuple(forgetting.forget_unused(db, VAULT, SIGNER, at, 180)) == ()
    at += timedelta(days=1)
    assert tuple(forgetting.forget_unused(db, VAULT, SIGNER, at, 180)) == ("m-1",)
    assert members.find(db, VAULT, "m-2") is not None
    assert [read(jws).why for _, jws in forgetting.receipts(db)] == [Why.UNUSED]


def test_who_has_money_left_loses_the_face_and_can_still_be_paid_out(
    db: sqlite3.Connection,
) -> None:
    join(db, pin=PIN)
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    at = AT + timedelta(days=200)
    assert tuple(forgetting.forget_unused(db, VAULT, SIGNER, at, 180)) == ("m-1",)
    assert tuple(forgetting.forget_unused(db, VAULT, SIGNER, at, 180)) == ()
    member = members.find(db, VAULT, "m-1")
    assert member == Member("m-1", PHONE, "", has_pin=True)
    assert wallet.pay_out(db, "out-1", "m-1", at) == Money(5000)
    assert tuple(forgetting.forget_unused(db, VAULT, SIGNER, at, 180)) == ("m-1",)


def test_one_sweep_takes_no_more_than_its_share(db: sqlite3.Connection) -> None:
    for number in range(5):
        join(db, f"m-{number}", f"1390000000{number}")
    at = AT + timedelta(days=400)
    shares = [
        len([*forgetting.forget_unused(db, VAULT, SIGNER, at, 180, limit=2)]) for _ in range(4)
    ]
    assert shares == [2, 2, 1, 0]


def test_a_member_whose_record_is_damaged_does_not_stop_the_sweep(db: sqlite3.Connection) -> None:
    join(db)
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    db.execute("UPDATE member_keys SET wrapped = zeroblob(60)")
    join(db, "m-2", "13900000000")
    at = AT + timedelta(days=400)
    assert set(forgetting.forget_unused(db, VAULT, SIGNER, at, 180)) == {"m-1", "m-2"}


# --- money, and a lost key --------------------------------------------------------------------


def test_paying_out_empties_the_wallet_once_and_the_books_balance(db: sqlite3.Connection) -> None:
    join(db)
    wallet.top_up(db, "top-1", "m-1", Money(7350), AT)
    assert wallet.pay_out(db, "out-1", "m-1", AT) == Money(7350)
    assert wallet.pay_out(db, "out-1", "m-1", AT) == Money(0)
    forgetting.forget(db, WISH, SIGNER)
    assert wallet.balance(db, "m-1") == Money(0)
    assert audit_books(db).broken == ()


def test_members_of_a_lost_secret_are_forgotten_and_may_sign_up_again(
    db: sqlite3.Connection,
) -> None:
    join(db)
    join(db, "m-2", "13900000000")
    assert forgetting.forget_unreadable(db, SIGNER, AT) == 2
    assert [read(jws).why for _, jws in forgetting.receipts(db)] == [Why.KEY_LOST] * 2
    new = a_vault(b"n" * 32)
    assert members.register(db, new, a_member("m-3"), AT) == Member("m-3", PHONE, "")
