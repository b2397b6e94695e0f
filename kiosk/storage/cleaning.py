"""Wiping what a deletion leaves behind, until it is done: in the write-ahead log, and in the file.

SQLite cannot give up the log while somebody still reads what was before: `ledger verify`, a
report, the doctor. Nobody waits for them here. What is owed is on disk in the transaction that
deletes; it is tried at once, then by the health worker at each look, and at every start.

`secure_delete` overwrites a row where it stands. But when SQLite moves rows between pages it leaves
old copies in the gaps: of 1,143 wrapped keys that were deleted six stayed in the file. So the
file is written anew after deletions, while nobody stands there (VACUUM; 2 s for 150 MB).

Owns only that. What is deleted, and who gets a receipt, is in forgetting.py, pack_change.py and
sealing.py. Blocks that the file system has freed are not overwritten (README says what follows).
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime

from kiosk.storage.database import (
    DatabaseBusyError,
    DiskFullError,
    empty_log,
    in_our_words,
    transaction,
)

log = logging.getLogger(__name__)


def owe(connection: sqlite3.Connection, at: datetime) -> None:
    """In the transaction that deletes."""
    connection.execute("INSERT INTO cleanings (at) VALUES (?)", (at.isoformat(),))


def owed_since(connection: sqlite3.Connection) -> datetime | None:
    """When the oldest deletion was whose bytes may still be in the log. Raises StorageError."""
    with in_our_words():
        row = connection.execute(
            "SELECT at FROM cleanings WHERE in_log ORDER BY number LIMIT 1"
        ).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def settle(connection: sqlite3.Connection) -> bool:
    """Try to empty the log. False: somebody still reads or writes, or the disk is full; what is
    owed stays owed. What was deleted before this is deleted either way.

    Takes some milliseconds, and never waits for others. Raises StorageError for what is worse.
    """
    owed = _newest(connection)
    try:
        if empty_log(connection):
            _note_empty(connection, owed)
            return True
    except (DiskFullError, DatabaseBusyError) as error:
        log.warning("the log of the database cannot be emptied now: %s", error)
        return False
    if owed:
        log.info("the log of the database cannot be emptied now: somebody reads")
    return False


def go_on(connection: sqlite3.Connection) -> None:
    """What a look of the health worker does: nothing, as long as nothing is owed."""
    if owed_since(connection) is not None and settle(connection):
        log.info("what was deleted has left the log of the database")


def write_anew(connection: sqlite3.Connection) -> None:
    """The file without gaps, where anything was deleted since the last time. Takes seconds.

    Without the room for it, or while others write or read, it stays owed.
    """
    owed = _newest(connection)
    if not owed:
        return
    try:
        with in_our_words():
            connection.execute("VACUUM")
    except (DiskFullError, DatabaseBusyError) as error:  # no reason to close the shop
        log.warning("the database could not be written anew: %s", error)
        return
    if settle(connection):
        with transaction(connection):
            connection.execute("DELETE FROM cleanings WHERE number <= ?", (owed,))


def _note_empty(connection: sqlite3.Connection, owed: int) -> None:
    if owed:
        with transaction(connection):
            connection.execute(
                "UPDATE cleanings SET in_log = 0 WHERE in_log AND number <= ?", (owed,)
            )


def _newest(connection: sqlite3.Connection) -> int:
    with in_our_words():
        (owed,) = connection.execute("SELECT coalesce(max(number), 0) FROM cleanings").fetchone()
    return int(owed)
