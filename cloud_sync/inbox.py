"""Durable queue of commands that came down the line, in the caller's own SQLite database.

A command is here before the broker hears that we have it, so a power cut loses none. What it says,
and whether its signature holds, is for whoever reads it. Never commits, as outbox.py.
"""

import hashlib
import sqlite3

SCHEMA = """
CREATE TABLE IF NOT EXISTS inbox (
    seq     INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256  TEXT NOT NULL UNIQUE,
    payload BLOB NOT NULL
) STRICT
"""
MAX_BYTES = 4096
MAX_WAITING = 1000
"""Whoever may publish to us could fill the disk otherwise."""


def put(connection: sqlite3.Connection, payload: bytes) -> bool:
    """False for what waits already, is too long, or finds too many waiting: it is not kept."""
    (waiting,) = connection.execute("SELECT count(*) FROM inbox").fetchone()
    if len(payload) > MAX_BYTES or waiting >= MAX_WAITING:
        return False
    added = connection.execute(
        "INSERT INTO inbox (sha256, payload) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
        (hashlib.sha256(payload).hexdigest(), payload),
    )
    return added.rowcount == 1


def waiting(connection: sqlite3.Connection, limit: int) -> list[tuple[int, bytes]]:
    """(number, payload), oldest first."""
    rows = connection.execute("SELECT seq, payload FROM inbox ORDER BY seq LIMIT ?", (limit,))
    return [(seq, payload) for seq, payload in rows]


def forget(connection: sqlite3.Connection, seq: int) -> None:
    """It was obeyed, or will never be."""
    connection.execute("DELETE FROM inbox WHERE seq = ?", (seq,))
