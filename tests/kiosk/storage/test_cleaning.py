"""Deleted members leave the log too: later, where somebody still reads; what is owed is on disk."""

from __future__ import annotations

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


def test_others_are_waited_for_as_long_as_before(db: sqlite3.Connection) -> None:
    cleaning.settle(db)
    assert db.execute("PRAGMA busy_timeout").fetchone() == (5000,)
    journal.write(db, AT, "test.line", "after")
