"""How alike faces were, counted by day in steps of 0.02: of nobody, and never an image.

`named` are scores of members who were recognised, `unnamed` those of people who were not.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

from kiosk.domain.score_drift import Counts, bin_of
from kiosk.storage.database import transaction

KEPT_DAYS = 400


def note(
    connection: sqlite3.Connection, pack: str, score: float, today: date, *, is_named: bool
) -> None:
    """One more."""
    kind = "named" if is_named else "unnamed"
    with transaction(connection):
        connection.execute(
            "INSERT INTO face_scores VALUES (?, ?, ?, ?, 1)"
            " ON CONFLICT DO UPDATE SET count = count + 1",
            (today.isoformat(), pack, kind, bin_of(score)),
        )


def drop_old(connection: sqlite3.Connection, today: date) -> None:
    """What is older than KEPT_DAYS: by a clock that is sure of the day."""
    oldest = (today - timedelta(days=KEPT_DAYS)).isoformat()
    with transaction(connection):
        connection.execute("DELETE FROM face_scores WHERE day < ?", (oldest,))


def counts(
    connection: sqlite3.Connection, pack: str, first: date, last: date, *, is_named: bool
) -> Counts:
    """Bin → how many, of the days from `first` to `last`, both included."""
    rows = connection.execute(
        "SELECT bin, sum(count) FROM face_scores"
        " WHERE day BETWEEN ? AND ? AND pack = ? AND kind = ? GROUP BY bin",
        (first.isoformat(), last.isoformat(), pack, "named" if is_named else "unnamed"),
    )
    return dict(rows.fetchall())
