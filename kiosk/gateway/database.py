"""The gateway's SQLite file: what was asked for, by whom, and what came of it.

WAL with synchronous=FULL: what a transaction committed survives a power cut. Amounts are whole
minor units, times are ISO 8601 with offset, outcomes the JSON of kiosk/rails/gateway_outcome.py.
No code of a shopper, no name, no phone number and no key of the merchant is ever stored.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from kiosk.storage.database import StorageError, in_our_words, transaction
from kiosk.storage.schema_agreements import AGREEMENT_BOOK
from kiosk.storage.schema_messages import MESSAGE_BOOK

APPLICATION_ID = 0x4B414947  # "KAIG"
BUSY_S = 5.0

_BY_HAND_BEFORE = """;
INSERT INTO agreement_book (id, rail, member_id, number, state, at)
    SELECT 'set-' || rail || '-' || member_id, rail, member_id, number, 'agreed',
        '2026-11-22T00:00:00+00:00' FROM agreements;
DROP TABLE agreements
"""

_VERSIONS = (
    """
CREATE TABLE devices (
    key_id      TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    public_key  TEXT NOT NULL,
    daily_limit INTEGER,
    added_at    TEXT NOT NULL,
    revoked_at  TEXT
) STRICT;
CREATE UNIQUE INDEX one_key_a_device ON devices (name) WHERE revoked_at IS NULL;
CREATE TABLE nonces (
    nonce   TEXT NOT NULL,
    key_id  TEXT NOT NULL,
    until_s INTEGER NOT NULL,
    PRIMARY KEY (key_id, nonce)
) STRICT, WITHOUT ROWID;
CREATE INDEX nonces_by_age ON nonces (until_s);
CREATE TABLE payments (
    id        TEXT PRIMARY KEY,
    device    TEXT NOT NULL,
    rail      TEXT NOT NULL,
    order_id  TEXT NOT NULL,
    member_id TEXT NOT NULL,
    minor     INTEGER NOT NULL CHECK (minor > 0),
    currency  TEXT NOT NULL,
    subject   TEXT NOT NULL,
    closing   INTEGER NOT NULL DEFAULT 0,
    outcome   TEXT,
    day       TEXT NOT NULL,
    at        TEXT NOT NULL
) STRICT;
CREATE INDEX payments_by_day ON payments (device, day);
CREATE TABLE refunds (
    id         TEXT PRIMARY KEY,
    payment_id TEXT NOT NULL REFERENCES payments (id),
    minor      INTEGER NOT NULL CHECK (minor > 0),
    currency   TEXT NOT NULL,
    reason     TEXT NOT NULL,
    by_gateway INTEGER NOT NULL DEFAULT 0,
    outcome    TEXT,
    at         TEXT NOT NULL
) STRICT;
CREATE INDEX refunds_by_payment ON refunds (payment_id);
CREATE INDEX refunds_to_do ON refunds (id) WHERE by_gateway = 1 AND outcome IS NULL;
CREATE TABLE holds (
    id         TEXT PRIMARY KEY,
    device     TEXT NOT NULL,
    rail       TEXT NOT NULL,
    session_id TEXT NOT NULL,
    member_id  TEXT NOT NULL,
    minor      INTEGER NOT NULL CHECK (minor > 0),
    currency   TEXT NOT NULL,
    subject    TEXT NOT NULL,
    captured   INTEGER CHECK (captured BETWEEN 1 AND minor),
    releasing  INTEGER NOT NULL DEFAULT 0,
    outcome    TEXT,
    at         TEXT NOT NULL
) STRICT;
CREATE TABLE agreements (
    rail      TEXT NOT NULL,
    member_id TEXT NOT NULL,
    number    TEXT NOT NULL,
    PRIMARY KEY (rail, member_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE notices (
    service    TEXT NOT NULL,
    notify_id  TEXT NOT NULL,
    payment_id TEXT NOT NULL,
    at         TEXT NOT NULL,
    PRIMARY KEY (service, notify_id)
) STRICT, WITHOUT ROWID;
""",
    AGREEMENT_BOOK + _BY_HAND_BEFORE,
    MESSAGE_BOOK,
)


class Database:
    """A connection for each thread that asks; write only inside `transaction`."""

    def __init__(self, path: Path) -> None:
        """Raises StorageError."""
        self._path = path
        self._threads = threading.local()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"Cannot use {path}: {error.strerror}. Check data_dir.") from error
        self()

    def __call__(self) -> sqlite3.Connection:
        """Raises StorageError."""
        if not hasattr(self._threads, "connection"):
            self._threads.connection = _opened(self._path)
        own: sqlite3.Connection = self._threads.connection
        return own

    def close(self) -> None:
        """This thread's connection; the others end with their threads."""
        self().close()
        del self._threads.connection


def _opened(path: Path) -> sqlite3.Connection:
    with in_our_words(str(path)):
        connection = sqlite3.connect(path, isolation_level=None, timeout=BUSY_S)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
        return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and application_id != APPLICATION_ID:
        raise StorageError(f"{path} is not a gateway's database. Check data_dir.")
    # EXTRA first: FULL does not sync the folder when the old journal is deleted.
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA foreign_keys=ON")
    with transaction(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > len(_VERSIONS):
            raise StorageError(f"{path} was written by a newer Kaimen. Update this gateway.")
        for script in _VERSIONS[version:]:
            for statement in script.split(";"):
                connection.execute(statement)
        if version < len(_VERSIONS):
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={len(_VERSIONS)}")
