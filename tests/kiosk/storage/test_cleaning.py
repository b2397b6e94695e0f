"""Deleted members leave the log too: later, where somebody still reads; what is owed is on disk."""

from __future__ import annotations

import random  # noqa: TID251  # with a seed: the same people in every run
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain.forgetting import Why
from kiosk.storage import cleaning, forgetting, journal, members
from kiosk.storage.database import transaction
from kiosk.storage.forgetting import Wish
from kiosk.storage.recovery import recover
from kiosk.storage.wallet import WalletRail
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import ADDRESS, a_member, a_template

Connect = Callable[[], sqlite3.Connection]
WISH = Wish("m-1", Why.SHOPPER, AT)


@pytest.fixture
def secrets(db: sqlite3.Connection) -> tuple[bytes, ...]:
    """Of a member who has joined: the wrapped key, and the sealed template."""
    members.register(db, VAULT, a_member("m-1", templates=(a_template(1),)), AT)
    (wrapped,) = db.execute("SELECT wrapped FROM member_keys").fetchone()
    (sealed,) = db.execute("SELECT sealed FROM templates").fetchone()
    return wrapped, sealed


def a_reader(connect: Connect) -> sqlite3.Connection:
    """In the middle of reading, as `ledger verify` is for its whole audit."""
    reader = connect()
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM journal").fetchone()
    return reader


def on_disk(path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))


def test_nothing_is_owed_where_nobody_reads(
    db: sqlite3.Connection, path: Path, secrets: tuple[bytes, ...]
) -> None:
    forgetting.forget(db, WISH, SIGNER)
    assert cleaning.owed_since(db) is None
    assert not [secret for secret in secrets if secret in on_disk(path)]


@pytest.mark.timeout(9)  # waiting for the reader would take 5 s for each try
def test_a_reader_delays_the_cleaning_and_not_the_receipt(
    db: sqlite3.Connection, connect: Connect, path: Path, secrets: tuple[bytes, ...]
) -> None:
    reader = a_reader(connect)
    assert forgetting.forget(db, WISH, SIGNER)
    assert cleaning.owed_since(db) == AT
    assert all(secret in on_disk(path) for secret in secrets)  # this is what is owed
    cleaning.go_on(db)
    assert cleaning.owed_since(db) == AT
    reader.execute("ROLLBACK")
    cleaning.go_on(db)
    assert cleaning.owed_since(db) is None
    assert not [secret for secret in secrets if secret in on_disk(path)]


def test_what_is_owed_is_done_by_the_next_start(
    db: sqlite3.Connection, connect: Connect, path: Path, secrets: tuple[bytes, ...]
) -> None:
    reader = a_reader(connect)
    forgetting.forget_face(db, VAULT, WISH, SIGNER)
    reader.close()
    after_the_restart = connect()
    assert cleaning.owed_since(after_the_restart) == AT
    recover(after_the_restart, WalletRail(connect, lambda: AT), ADDRESS, AT)
    assert cleaning.owed_since(after_the_restart) is None
    assert not [secret for secret in secrets if secret in on_disk(path)]


def test_what_is_deleted_while_the_log_is_emptied_stays_owed(
    db: sqlite3.Connection, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = connect()

    def emptied_just_before_another_deletion(_db: sqlite3.Connection) -> bool:
        with transaction(other):
            cleaning.owe(other, AT)
        return True

    with transaction(db):
        cleaning.owe(db, AT)
    with monkeypatch.context() as patched:
        patched.setattr(cleaning, "empty_log", emptied_just_before_another_deletion)
        assert cleaning.settle(db)
    assert cleaning.owed_since(db) == AT
    assert cleaning.settle(db)
    assert cleaning.owed_since(db) is None


def test_gaps_of_the_file_hold_no_old_copies_once_it_is_written_anew(
    db: sqlite3.Connection, path: Path
) -> None:
    """SQLite leaves some where it moves rows; without any this would prove nothing."""
    with transaction(db):
        gone, living = people_come_and_go(db)
        cleaning.owe(db, AT)
    assert cleaning.settle(db)
    left = on_disk(path)
    assert [secret for secret in gone if secret in left]
    cleaning.write_anew(db)
    left = on_disk(path)
    assert not [secret for secret in gone if secret in left]
    assert all(secret in left for secret in living)
    changes = db.total_changes
    cleaning.write_anew(db)
    assert db.total_changes == changes  # nothing is owed any more


def people_come_and_go(db: sqlite3.Connection) -> tuple[list[bytes], list[bytes]]:
    """Wrapped keys and hashed numbers: of those who are gone, and of those who are there."""
    dice = random.Random(2)  # noqa: S311  # the same people in every run
    there: dict[str, tuple[bytes, bytes]] = {}
    gone: list[bytes] = []
    for number in range(3000):
        if there and dice.random() > 0.6:
            member_id = dice.choice(list(there))
            db.execute("DELETE FROM members WHERE id = ?", (member_id,))
            gone += there.pop(member_id)
            continue
        member_id = f"{number:032x}"
        there[member_id] = wrapped, hashed = dice.randbytes(60), dice.randbytes(32)
        db.execute(
            "INSERT INTO members (id, phone_hash, phone, name, joined_at, used_on)"
            " VALUES (?, ?, ?, ?, '', '')",
            (member_id, hashed, dice.randbytes(39), dice.randbytes(28 + dice.randrange(12))),
        )
        db.execute("INSERT INTO member_keys VALUES (?, ?)", (member_id, wrapped))
    return gone, [secret for pair in there.values() for secret in pair]


@pytest.mark.timeout(9)
def test_the_file_is_not_written_anew_for_ever_where_somebody_reads(
    db: sqlite3.Connection, connect: Connect, secrets: tuple[bytes, ...]
) -> None:
    reader = a_reader(connect)
    forgetting.forget(db, WISH, SIGNER)
    cleaning.write_anew(db)
    assert cleaning.owed_since(db) == AT
    reader.execute("ROLLBACK")
    cleaning.write_anew(db)
    assert db.execute("SELECT * FROM cleanings").fetchall() == []


def test_others_are_waited_for_as_long_as_before(db: sqlite3.Connection) -> None:
    cleaning.settle(db)
    assert db.execute("PRAGMA busy_timeout").fetchone() == (5000,)
    journal.write(db, AT, "test.line", "after")
