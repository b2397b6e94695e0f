"""The journal: one line for every act that moves money, opens a door or touches a member.

Ids and states only: no names, no numbers, no faces.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.storage.database import transaction


def write(
    connection: sqlite3.Connection, at: datetime, what: str, ref: str, detail: str = ""
) -> None:
    """A line in the caller's transaction: it is there exactly when the act is."""
    connection.execute(
        "INSERT INTO journal (at, what, ref, detail) VALUES (?, ?, ?, ?)",
        (at.isoformat(timespec="milliseconds"), what, ref, detail),
    )


def latest(connection: sqlite3.Connection, limit: int = 50) -> list[tuple[str, str, str, str]]:
    """(at, what, ref, detail), newest first."""
    rows = connection.execute(
        "SELECT at, what, ref, detail FROM journal ORDER BY seq DESC LIMIT ?", (limit,)
    )
    return rows.fetchall()


def confirm_clock(connection: sqlite3.Connection, at: datetime) -> None:
    """Somebody said that it is `at` now: from here on older lines prove nothing about the clock."""
    with transaction(connection):
        write(connection, at, "clock.confirmed", "staff")


def last_time(connection: sqlite3.Connection) -> datetime | None:
    """The latest time of any act: a clock that shows less was set back, or was ahead once.

    Not that of the last line: whatever is written under a wrong clock must not make it right.
    Compared as texts: where the shop's offset changes it may be an hour early, never late.
    """
    row = connection.execute(
        "SELECT at FROM journal WHERE +seq >= ("  # by time: from the newest on, one line as a rule
        " SELECT coalesce(max(seq), 0) FROM journal WHERE what = 'clock.confirmed')"
        " ORDER BY at DESC LIMIT 1"
    ).fetchone()
    return datetime.fromisoformat(row[0]) if row else None
