"""Setting up a cabinet, on disk: what was confirmed, and each opening before its lock hears it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from firmware_bridge.findings import BoardFound
from firmware_bridge.learnt import Progress
from kiosk.storage import journal
from kiosk.storage.database import transaction

_PROGRESS = TypeAdapter(Progress)


@dataclass(frozen=True, slots=True)
class Kept:
    """`written_at`: when it went into the cabinets' file; "" where something is newer than that."""

    progress: Progress
    written_at: str


def load(connection: sqlite3.Connection) -> Kept | None:
    """None where nothing was begun, or an older version of us kept it in another way."""
    row = connection.execute("SELECT progress, written_at FROM commissioning").fetchone()
    try:
        return None if row is None else Kept(_PROGRESS.validate_json(row[0]), row[1])
    except ValidationError:
        return None


def keep(connection: sqlite3.Connection, progress: Progress, at: datetime) -> None:
    """All of it, in place of what was kept before."""
    with transaction(connection):
        connection.execute(
            "INSERT INTO commissioning (id, progress, updated_at) VALUES (1, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET progress = excluded.progress, written_at = '',"
            " updated_at = excluded.updated_at",
            (_PROGRESS.dump_json(progress).decode(), at.isoformat()),
        )


def forget(connection: sqlite3.Connection, at: datetime) -> None:
    with transaction(connection):
        connection.execute("DELETE FROM commissioning")
        journal.write(connection, at, "commissioning.anew", "staff")


def written(connection: sqlite3.Connection, at: datetime, file: str) -> None:
    """What was learnt is in the cabinets' file now."""
    with transaction(connection):
        connection.execute("UPDATE commissioning SET written_at = ?", (at.isoformat(),))
        journal.write(connection, at, "commissioning.written", file)


def undone(connection: sqlite3.Connection, at: datetime, file: str) -> None:
    """The cabinets' file is as it was before."""
    with transaction(connection):
        connection.execute("UPDATE commissioning SET written_at = ''")
        journal.write(connection, at, "commissioning.undone", file)


# --- openings -----------------------------------------------------------------------------------


def sending(
    connection: sqlite3.Connection, opening_id: str, board: BoardFound, lock: int, at: datetime
) -> bool:
    """From here on the lock may have heard of it. False: this id was sent before; do not send."""
    with transaction(connection):
        added = connection.execute(
            "INSERT INTO commissioning_openings (id, port, board, lock, state, at, updated_at)"
            " VALUES (?, ?, ?, ?, 'sent', ?, ?) ON CONFLICT (id) DO NOTHING",
            (opening_id, board.port, board.board, lock, at.isoformat(), at.isoformat()),
        ).rowcount
        if added:
            where = f"{board.port} board {board.board} lock {lock}"
            journal.write(connection, at, "commissioning.opening", opening_id, where)
        return added == 1


def ended(connection: sqlite3.Connection, opening_id: str, at: datetime, *, known: bool) -> None:
    """The pulse went out; or nobody knows whether it did."""
    with transaction(connection):
        connection.execute(
            "UPDATE commissioning_openings SET state = ?, updated_at = ?"
            " WHERE id = ? AND state = 'sent'",
            ("pulsed" if known else "unknown", at.isoformat(), opening_id),
        )


def note_unknown(connection: sqlite3.Connection, at: datetime) -> int:
    """After a restart: what was sent and never answered is unknown. How many."""
    with transaction(connection):
        count = connection.execute(
            "UPDATE commissioning_openings SET state = 'unknown', updated_at = ?"
            " WHERE state = 'sent'",
            (at.isoformat(),),
        ).rowcount
        return int(count)


def note_calibration(
    connection: sqlite3.Connection, port: str, unit: int, what: str, at: datetime
) -> None:
    """A scale weighs otherwise from now on: that is worth a line."""
    with transaction(connection):
        journal.write(connection, at, "commissioning.scale", f"{port} scale {unit}", what)
