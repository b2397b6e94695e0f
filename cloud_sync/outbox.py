"""Durable queue of messages, in the caller's own SQLite database.

Pure SQL on the caller's connection. It never commits: the row goes into the same transaction
as the fact it reports, so neither can exist without the other.
"""

import re
import sqlite3
from dataclasses import dataclass

from cloud_sync.errors import OutboxError

SCHEMA = """
CREATE TABLE IF NOT EXISTS outbox (
    seq           INTEGER PRIMARY KEY AUTOINCREMENT,
    key           TEXT    NOT NULL UNIQUE,
    topic         TEXT    NOT NULL,
    payload       BLOB    NOT NULL,
    created_at_ms INTEGER NOT NULL,
    sent_at_ms    INTEGER,
    attempts      INTEGER NOT NULL DEFAULT 0,
    UNIQUE (sent_at_ms, seq)  -- never violated: it is the index `pending` and `overdue` read by
) STRICT
"""

_KEY = re.compile(r"[!-~]{1,128}")
_TOPIC = re.compile(r"[^\x00-\x1f+#]{1,512}")


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One message to publish. `key` is its idempotency key: the receiver keeps one per key."""

    key: str
    topic: str
    payload: bytes
    created_at_ms: int


def put(connection: sqlite3.Connection, message: OutboundMessage) -> bool:
    """False when the key was there already: the first message stays as it was.

    Raises OutboxError for a key or topic that no broker would carry.
    """
    if _KEY.fullmatch(message.key) is None:
        raise OutboxError("A message key is 1 to 128 printable ASCII characters without spaces.")
    if _TOPIC.fullmatch(message.topic) is None:
        raise OutboxError("A topic to publish on has 1 to 512 characters, none of them + or #.")
    cursor = connection.execute(
        "INSERT INTO outbox (key, topic, payload, created_at_ms) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (key) DO NOTHING",
        (message.key, message.topic, message.payload, message.created_at_ms),
    )
    return cursor.rowcount == 1


def pending(connection: sqlite3.Connection, limit: int) -> list[OutboundMessage]:
    """Messages no broker has taken yet, oldest first."""
    rows = connection.execute(
        "SELECT key, topic, payload, created_at_ms FROM outbox"
        " WHERE sent_at_ms IS NULL ORDER BY seq LIMIT ?",
        (limit,),
    )
    return [OutboundMessage(*row) for row in rows]


def overdue(
    connection: sqlite3.Connection, now_ms: int, timeout_ms: int, longest_ms: int, limit: int
) -> list[OutboundMessage]:
    """Messages sent and still not done: wait `timeout_ms`, then twice as long each time.

    A `sent_at_ms` in the future means that the clock was set back: such a row is due.
    """
    rows = connection.execute(
        "SELECT key, topic, payload, created_at_ms FROM outbox WHERE sent_at_ms IS NOT NULL"
        " AND (sent_at_ms > :now"
        "  OR sent_at_ms + min(:longest, :timeout << min(max(attempts - 1, 0), 20)) <= :now)"
        " ORDER BY sent_at_ms, seq LIMIT :limit",
        {"now": now_ms, "timeout": timeout_ms, "longest": longest_ms, "limit": limit},
    )
    return [OutboundMessage(*row) for row in rows]


def mark_sent(connection: sqlite3.Connection, key: str, at_ms: int) -> None:
    """It went out and is not done yet: `overdue` will bring it back. Unknown keys are ignored."""
    connection.execute(
        "UPDATE outbox SET sent_at_ms = ?, attempts = attempts + 1 WHERE key = ?", (at_ms, key)
    )


def forget(connection: sqlite3.Connection, key: str) -> bool:
    """The message is done. False when it was forgotten before."""
    return connection.execute("DELETE FROM outbox WHERE key = ?", (key,)).rowcount == 1


def count(connection: sqlite3.Connection) -> int:
    """Messages not done yet, sent or not."""
    (rows,) = connection.execute("SELECT count(*) FROM outbox").fetchone()
    return int(rows)
