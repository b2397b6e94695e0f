"""Every table of the database, after somebody was forgotten: only declared books know the bare id.

Tables are found in the schema, and rows are made for each that names a member: a new one fails
here until it is emptied by `forgetting.forget`, or declared in `forgetting.BOOKS`.
"""

from __future__ import annotations

import sqlite3

import pytest

from kiosk.domain.forgetting import Why
from kiosk.domain.money import Money
from kiosk.storage import cleaning, forgetting, members, wallet
from kiosk.storage.forgetting import BOOKS, Wish
from kiosk.storage.schema_risk import NOBODYS_JUDGEMENTS
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import PIN, a_member, a_template

WHO = "0198c0de-the-member"
OTHER = "0198c0de-another"
MADE_BY_FORGETTING = {"forgettings"}
"""One row of its own, from the first step to the second."""
FILLERS = {"TEXT": "x", "INTEGER": 1, "REAL": 1.0, "BLOB": b"x"}


def tables(db: sqlite3.Connection) -> list[str]:
    """Those of before members were sealed are emptied by every start (storage/sealing.py)."""
    rows = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in rows if not name.endswith("_plain")]


def naming_members(db: sqlite3.Connection, table: str) -> list[str]:
    """Columns that hold a member's id, by their name or by what they refer to."""
    referring = {
        row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})") if row[2] == "members"
    }
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    return [one for one in columns if one in referring or "member_id" in one]


def plant(db: sqlite3.Connection, table: str, column: str) -> None:
    """A row that names WHO there, and somebody else where it names two."""
    values: dict[str, object] = {}
    for _, name, kind, *_ in db.execute(f"PRAGMA table_info({table})"):
        values[name] = f"{table}-{column}" if kind == "TEXT" else FILLERS[kind]
    values |= dict.fromkeys(naming_members(db, table), OTHER)
    values[column] = WHO
    marks = ", ".join("?" for _ in values)
    query = f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({marks})"  # noqa: S608
    db.execute(query, tuple(values.values()))


def knowing(db: sqlite3.Connection) -> set[str]:
    """The tables in which WHO stands anywhere."""
    found = set()
    for table in tables(db):
        for row in db.execute(f"SELECT * FROM {table}"):  # noqa: S608 - from the schema
            raw = b" ".join(one if isinstance(one, bytes) else str(one).encode() for one in row)
            if WHO.encode() in raw:
                found.add(table)
    return found


@pytest.fixture
def known(db: sqlite3.Connection) -> sqlite3.Connection:
    """A member whom every table that can names."""
    for member_id, phone in ((WHO, "13800000001"), (OTHER, "13800000002")):
        new = a_member(member_id, phone, pin=PIN, templates=(a_template(1),))
        members.register(db, VAULT, new, AT)
    wallet.top_up(db, "top-1", WHO, Money(5000), AT)
    wallet.pay_out(db, "out-1", WHO, AT)
    db.execute("PRAGMA foreign_keys=OFF")
    db.execute("PRAGMA ignore_check_constraints=ON")
    for table in set(tables(db)) - MADE_BY_FORGETTING:
        for column in naming_members(db, table):
            plant(db, table, column)
    db.execute("PRAGMA ignore_check_constraints=OFF")
    db.execute("PRAGMA foreign_keys=ON")
    return db


def test_only_the_books_know_the_id_of_who_was_forgotten(known: sqlite3.Connection) -> None:
    named = {table for table in tables(known) if naming_members(known, table)}
    assert named - MADE_BY_FORGETTING <= knowing(known)  # the rows were planted
    forgetting.forget(known, Wish(WHO, Why.SHOPPER, AT), SIGNER)
    assert knowing(known) <= BOOKS


def test_a_book_that_is_none_any_more_is_not_declared(known: sqlite3.Connection) -> None:
    assert set(tables(known)) >= BOOKS


def test_others_keep_what_was_judged_of_them(known: sqlite3.Connection) -> None:
    known.execute("UPDATE face_checks SET member_id = ?", (OTHER,))
    forgetting.forget(known, Wish(WHO, Why.SHOPPER, AT), SIGNER)
    assert known.execute("SELECT count(*) FROM face_checks").fetchone() == (1,)


def test_an_update_takes_what_earlier_versions_left(known: sqlite3.Connection) -> None:
    known.execute("UPDATE face_checks SET member_id = 'long gone'")
    known.execute("DELETE FROM cleanings")
    known.execute("DROP INDEX face_checks_by_member")
    for statement in NOBODYS_JUDGEMENTS.split(";"):
        known.execute(statement)
    assert known.execute("SELECT count(*) FROM face_checks").fetchone() == (0,)
    assert known.execute("SELECT member_id FROM face_failures").fetchall() == [(WHO,)]
    assert cleaning.owed_since(known) == AT  # its bytes leave the disk as well
