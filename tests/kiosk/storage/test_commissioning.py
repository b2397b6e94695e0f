"""Setting a cabinet up, on disk: progress comes back whole, an opening is let through once."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge.findings import BoardFound, ScaleFound
from firmware_bridge.learnt import (
    GoodChecked,
    GoodWanted,
    LockTried,
    Progress,
    Readings,
    ShelfLearnt,
    SkippedGood,
    SkippedLock,
    SkippedScale,
)
from kiosk.storage import commissioning
from kiosk.storage.database import open_database
from tests.support.fake_clock import AT

BOARD = BoardFound(9600, "winnsen", 2, 8, "/dev/ttyUSB0")
READ = Readings((True, False), lock=None)
SCALE = ScaleFound(9600, 7, ("rs485-transmitter",), "/dev/ttyUSB0")
GOOD = GoodWanted("latte", "A", 330_000)
ALL = Progress(
    (BOARD, SCALE), (LockTried(BOARD, 1, None, READ, READ, READ),),
    (ShelfLearnt(SCALE, "rs485-transmitter", "A", 1, None, by_wire=False, span=0.7),),
    (GoodChecked(GOOD, None, 0, ("toast",)),),
    (SkippedLock(BOARD, 2, "later"), SkippedScale(SCALE), SkippedGood(GOOD, "broken")),
    locks_over=True,
)  # fmt: skip


def test_progress_comes_back_as_it_was_kept(db: sqlite3.Connection) -> None:
    assert commissioning.load(db) is None
    commissioning.keep(db, Progress(), AT)
    commissioning.keep(db, ALL, AT)
    kept = commissioning.load(db)
    assert kept == commissioning.Kept(ALL, "")
    commissioning.written(db, AT, "cabinets.toml.bak-0001")
    assert commissioning.load(db) == commissioning.Kept(ALL, AT.isoformat())
    commissioning.keep(db, ALL, AT)
    assert commissioning.load(db) == commissioning.Kept(ALL, "")
    commissioning.forget(db, AT)
    assert commissioning.load(db) is None


def test_an_opening_is_let_through_once_and_ends_once(db: sqlite3.Connection) -> None:
    assert commissioning.sending(db, "o-1", BOARD, 3, AT)
    assert not commissioning.sending(db, "o-1", BOARD, 3, AT)
    commissioning.ended(db, "o-1", AT, known=True)
    commissioning.ended(db, "o-1", AT, known=False)
    assert commissioning.sending(db, "o-2", BOARD, 4, AT)
    assert commissioning.note_unknown(db, AT) == 1
    states = db.execute("SELECT id, state FROM commissioning_openings ORDER BY id").fetchall()
    assert states == [("o-1", "pulsed"), ("o-2", "unknown")]
    for change in ("UPDATE commissioning_openings SET state = 'sent'",
                   "DELETE FROM commissioning_openings"):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            db.execute(change)


@given(st.text(max_size=60) | st.sampled_from(['{"findings": [1]}', "[]", "null", '{"tried": {}}']))
def test_what_nobody_can_read_any_more_begins_anew(text: str) -> None:
    db = open_database_in_memory()
    db.execute("INSERT INTO commissioning (progress, updated_at) VALUES (?, '')", (text,))
    kept = commissioning.load(db)
    assert kept is None or isinstance(kept.progress, Progress)
    db.close()


def open_database_in_memory() -> sqlite3.Connection:
    from pathlib import Path  # noqa: PLC0415

    return open_database(Path(":memory:"))
