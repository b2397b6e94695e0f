"""The one SQLite file: opening it, and one change at a time. What was written survives kill -9."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.simulators.payment_service.errors import SettingsError
from kiosk.simulators.payment_service.given import Clock
from kiosk.simulators.payment_service.schema import ADDED_LATER, APPLICATION_ID, TABLES
from kiosk.simulators.payment_service.settings import Habits


class Books:
    """WAL with synchronous=FULL. Used by every thread; `changing` lets them in one by one."""

    def __init__(self, path: Path, clock: Clock, habits: Habits) -> None:
        self.habits = habits
        self._clock = clock
        self._lock = threading.RLock()
        self._db = _opened(path)

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and on disk when it ends. A change inside a change joins it."""
        with self._lock:
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self._db.in_transaction:  # SQLite itself rolls back after some errors
            self._db.execute("ROLLBACK")

    def now_ms(self) -> int:
        return int(self._clock.now().timestamp() * 1000)

    def close(self) -> None:
        with self._lock:
            self._db.close()


def _opened(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(path, isolation_level=None, timeout=5.0, check_same_thread=False)
        db.row_factory = sqlite3.Row
        _require_ours(db)
        # EXTRA first: FULL does not sync the folder when the old journal is deleted.
        db.execute("PRAGMA synchronous=EXTRA")
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA foreign_keys=ON")
        db.executescript(TABLES)
        _add_columns(db)
        db.execute(f"PRAGMA application_id={APPLICATION_ID}")
    except (sqlite3.Error, OSError) as error:
        raise SettingsError(f"Cannot use {path}: {error}. Name another folder.") from error
    return db


def _add_columns(db: sqlite3.Connection) -> None:
    for table, column, kind in ADDED_LATER:
        known = {row["name"] for row in db.execute(f"PRAGMA table_info({table})")}
        if column not in known:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def _require_ours(db: sqlite3.Connection) -> None:
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (name,) = db.execute("PRAGMA application_id").fetchone()
    if tables and name != APPLICATION_ID:
        db.close()
        raise sqlite3.DatabaseError("these are not the books of a payment service")
