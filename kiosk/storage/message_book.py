"""Messages with codes as they were written down: before they are sent, once for each id.

Kept for two days: longer than the limits look back, and than anybody could ask again.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.text_message import Fate, MessageLimits
from kiosk.storage.database import in_our_words

KEPT = timedelta(days=2)
LOOKS_BACK = timedelta(days=1)
_COUNTED = "at_s > ? AND fate IN ('', 'sent', 'unknown')"
"""Messages since then that may have cost something. Empty: the service was being asked."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`number`: the keyed hash. A message whose answer nobody wrote down may have been sent."""

    id: str
    number: bytes
    fate: Fate


def find(connection: sqlite3.Connection, message_id: str) -> Entry | None:
    with in_our_words():
        row = connection.execute(
            "SELECT number, fate FROM messages WHERE id = ?", (message_id,)
        ).fetchone()
    return None if row is None else Entry(message_id, row[0], Fate(row[1] or Fate.UNKNOWN))


def add(db: sqlite3.Connection, message_id: str, device: str, number: bytes, at: datetime) -> None:
    """In a transaction of the caller's, with the look at the limits."""
    since, until = _seconds(at - KEPT), _seconds(at + KEPT)  # later: the clock was wrong once
    db.execute("DELETE FROM messages WHERE at_s NOT BETWEEN ? AND ?", (since, until))
    db.execute(
        "INSERT INTO messages (id, device, number, at, at_s) VALUES (?, ?, ?, ?, ?)",
        (message_id, device, number, at.isoformat(), _seconds(at)),
    )


def keep(db: sqlite3.Connection, message_id: str, fate: Fate) -> None:
    db.execute("UPDATE messages SET fate = ? WHERE id = ?", (fate.value, message_id))


def is_too_many(
    db: sqlite3.Connection, device: str, number: bytes, limits: MessageLimits, now: datetime
) -> str:
    """Which limit one more would break, in a word for the log; "" for none."""
    rows = db.execute(
        f"SELECT device = ?, number = ?, at_s FROM messages WHERE {_COUNTED}",  # noqa: S608
        (device, number, _seconds(now - LOOKS_BACK)),
    ).fetchall()
    to_number = [at_s for _, is_same, at_s in rows if is_same]
    if to_number and _seconds(now) - max(to_number) < limits.gap_s:
        return "gap_s"
    if len(to_number) >= limits.per_number:
        return "per_number"
    if sum(is_device for is_device, _, _ in rows) >= limits.per_device:
        return "per_device"
    return "in_all" if len(rows) >= limits.in_all else ""


def sent_lately(connection: sqlite3.Connection, now: datetime) -> int:
    """Messages of the last 24 hours that may have cost something."""
    with in_our_words():
        (count,) = connection.execute(
            f"SELECT count(*) FROM messages WHERE {_COUNTED}",  # noqa: S608 - no word of others
            (_seconds(now - LOOKS_BACK),),
        ).fetchone()
    return int(count)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
