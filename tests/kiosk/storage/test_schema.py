"""A database of an older version, with data in it, is brought up to date and loses nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import cloud_sync.outbox
from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, PaymentState
from kiosk.storage import holds, orders, payment_rows, payments, refunds, wallet
from kiosk.storage.database import APPLICATION_ID, check, open_database
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.schema import VERSION, VERSIONS
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS

STATES = ("created", "submitting", "unknown", "paid", "failed", "closed")


@pytest.fixture
def version_2(path: Path) -> Path:
    """As a kiosk of version 2 left it: a payment in every state, each with its order."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        for script in (*VERSIONS[:2], cloud_sync.outbox.SCHEMA):
            db.executescript(script)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
        db.execute("PRAGMA user_version=2")
        for number, state in enumerate(STATES):
            at = AT.isoformat()
            db.execute(
                "INSERT INTO orders (id, state, total_minor, currency, placed_at)"
                " VALUES (?, 'open', 2200, 'CNY', ?)",
                (f"order-{number}", at),
            )
            db.execute(
                "INSERT INTO order_lines"
                " VALUES (?, 0, 'latte', '拿铁', 'Latte', 1, 2200, 'bar', 'A')",
                (f"order-{number}",),
            )
            db.execute(
                "INSERT INTO payments VALUES (?, ?, 'm-1', 2200, 'CNY', 'wallet', ?, ?)",
                (f"pay-{number}", f"order-{number}", state, at),
            )
    return path


def test_every_payment_is_kept_with_its_state_in_its_place(version_2: Path) -> None:
    with closing(open_database(version_2)) as db:
        check(db)
        rows = db.execute("SELECT id, state, created_at, paid_at FROM payments ORDER BY rowid")
        at = AT.isoformat()
        assert rows.fetchall() == [
            (f"pay-{number}", state, at, at if state == "paid" else None)
            for number, state in enumerate(STATES)
        ]
        assert payment_rows.get(db, "pay-3") == Payment("pay-3", "order-3", "m-1", Money(2200))
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)


def test_work_goes_on_where_it_stopped(version_2: Path) -> None:
    with closing(open_database(version_2)) as db:
        assert [one.id for one, _ in payments.open_ones(db)] == ["pay-0", "pay-1", "pay-2"]
        (unfinished,) = payments.unfinished(db)
        assert orders.complete(db, unfinished, None, ADDRESS, AT).is_new
        assert payments.give_up(db, "pay-1", AT) is PaymentState.CANCELLING
        wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
        broken = [one.what for one in audit_books(db).broken]
        assert broken == ["the payment 'pay-3' of 2200 CNY is not in the ledger"]  # nor was it


def test_an_upgraded_file_has_the_tables_of_a_new_one(version_2: Path, tmp_path: Path) -> None:
    with closing(open_database(version_2)) as old, closing(open_database(tmp_path / "new")) as new:
        schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
        assert old.execute(schema).fetchall() == new.execute(schema).fetchall()


def test_looking_for_what_is_open_reads_no_table_from_end_to_end(db: sqlite3.Connection) -> None:
    """The guard looks every two seconds, however many orders there are."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    payments.open_ones(db)
    payments.unfinished(db)
    refunds.open_ones(db)
    holds.open_ones(db)
    db.set_trace_callback(None)
    assert len(asked) == 4
    plans = [row[3] for sql in asked for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert not [plan for plan in plans if plan.startswith("SCAN") and "INDEX" not in plan]
