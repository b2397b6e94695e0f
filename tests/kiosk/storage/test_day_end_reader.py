"""Whatever is altered in a Z report is named, and what it tells of the ledger is looked at."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.day_end import GENESIS, day_end_of, seal, snapshot
from kiosk.domain.payment import Rail
from kiosk.storage import day_end
from kiosk.storage.database import open_database
from kiosk.storage.ledger_reader import audit_file
from tests.support.fake_clock import AT
from tests.support.sales import buy


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Three days, each with a sale, each closed."""
    found = tmp_path / "kiosk.sqlite3"
    with closing(open_database(found)) as db:
        for number in (1, 2, 3):
            buy(db, number, Rail.CASH)
            day_end.close_day(db, f"close-{number}", AT)
    return found


def alter(path: Path, *statements: tuple[str, tuple[object, ...]]) -> list[str]:
    """What the auditor says after somebody did that to the file."""
    with closing(sqlite3.connect(path)) as db:
        triggers = db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            db.execute(statement, values)
        db.commit()
    return [one.what for one in audit_file(path).broken]


def test_honest_days_are_whole(path: Path) -> None:
    audit = audit_file(path)
    assert (audit.day_ends, audit.broken) == (3, ())


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE day_ends SET snapshot = replace(snapshot, '26', '27') WHERE number = 2", "end 2"),
        ("UPDATE day_ends SET hash = upper(hash) WHERE number = 3", "day-end 3 was altered"),
        ("UPDATE day_ends SET snapshot = CAST(x'ff00' AS TEXT) WHERE number = 2", "2 was altered"),
        ("UPDATE day_ends SET business_date = '1999' WHERE number = 1", "row of the day-end 1"),
        ("UPDATE day_ends SET last_entry = 9 WHERE number = 3", "row of the day-end 3"),
        ("DELETE FROM day_ends WHERE number = 2", "before the day-end 3 are missing: 2"),
    ],
)
def test_a_day_that_was_altered_or_removed_is_named(path: Path, statement: str, said: str) -> None:
    told = alter(path, (statement, ()))
    assert any(said in what for what in told), told


def test_a_day_whose_ledger_was_computed_anew_is_named(path: Path) -> None:
    """The chain of the Z reports is right; what it closed is not what lies there."""
    with closing(open_database(path)) as db:
        (text,) = db.execute("SELECT snapshot FROM day_ends WHERE number = 1").fetchone()
    day = day_end_of(text)
    forged = snapshot(replace(day, period=replace(day.period, head="0" * 64)))
    update = "UPDATE day_ends SET snapshot = ?, hash = ? WHERE number = 1"
    told = alter(path, (update, (forged, seal(GENESIS, forged))))
    assert "the ledger up to entry 1 is not the one that day-end 1 closed" in told


def test_a_day_that_no_kiosk_closed_is_named(path: Path) -> None:
    update = "UPDATE day_ends SET snapshot = ?, hash = ? WHERE number = 1"
    told = alter(path, (update, ("[1]", seal(GENESIS, "[1]"))))
    assert any("the day-end 1 cannot be read" in what for what in told)
