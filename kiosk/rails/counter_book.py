"""What staff decided about payments at the counter, in the kiosk's own database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from kiosk.rails.counter import Decision
from kiosk.rails.errors import RailError
from kiosk.storage.database import StorageError, in_our_words, transaction

_TABLE = """
CREATE TABLE IF NOT EXISTS counter_decisions (
    payment_id TEXT PRIMARY KEY,
    decision   TEXT NOT NULL CHECK (decision IN ('paid', 'closed')),
    staff      TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT
"""


class SqliteCounterBook:
    """A `CounterBook`. A connection for each call: any thread may ask."""

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], now: Callable[[], datetime]
    ) -> None:
        self._connect = connect
        self._now = now

    def decide(self, payment_id: str, decision: Decision, staff: str) -> Decision:
        """Whoever comes first decides. On disk when it returns."""
        try:
            with closing(self._connect()) as connection, transaction(connection) as db:
                db.execute(_TABLE)
                db.execute(
                    "INSERT OR IGNORE INTO counter_decisions VALUES (?, ?, ?, ?)",
                    (payment_id, decision, staff, self._now().isoformat()),
                )
                return _read(db, payment_id) or decision
        except StorageError as error:
            raise RailError(str(error)) from error

    def decided(self, payment_id: str) -> Decision | None:
        try:
            with closing(self._connect()) as connection, transaction(connection) as db:
                db.execute(_TABLE)
                return _read(db, payment_id)
        except StorageError as error:
            raise RailError(str(error)) from error


def _read(db: sqlite3.Connection, payment_id: str) -> Decision | None:
    with in_our_words():
        row = db.execute(
            "SELECT decision FROM counter_decisions WHERE payment_id = ?", (payment_id,)
        ).fetchone()
    if row is None:
        return None
    return "paid" if row[0] == "paid" else "closed"
