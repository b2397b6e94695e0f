"""The journal: one line for every act that moves money, opens a door or touches a member.

Ids and states only: no names, no numbers, no faces.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime


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


def last_time(connection: sqlite3.Connection) -> datetime | None:
    """When the last act was: a clock that shows less than this is wrong."""
    row = connection.execute("SELECT at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return datetime.fromisoformat(row[0]) if row else None
