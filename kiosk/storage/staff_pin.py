"""The staff PIN and its lock. There is none until somebody chooses it."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.pin import Tries
from kiosk.storage import journal
from kiosk.storage.database import transaction
from kiosk.storage.pin_hash import is_pin_of, pin_hash

_HASH, _WRONG, _LOCKED = "staff.pin", "staff.wrong_pins", "staff.locked_until_s"


def is_set(connection: sqlite3.Connection) -> bool:
    return _fact(connection, _HASH) is not None


def choose(connection: sqlite3.Connection, pin: str, salt: bytes, at: datetime) -> None:
    with transaction(connection):
        _write(connection, _HASH, pin_hash(pin, salt).hex())
        journal.write(connection, at, "staff.pin_chosen", "staff")


def check(connection: sqlite3.Connection, pin: str, at: datetime) -> Tries | None:
    """None when the PIN is right; else the tries so far, with the lock they earned."""
    now_s = at.timestamp()
    tries = _tries(connection)
    if tries.locked_for_s(now_s):
        return tries
    is_right = is_pin_of(pin, bytes.fromhex(_fact(connection, _HASH) or ""))
    after = Tries() if is_right else tries.after_wrong(now_s)
    with transaction(connection):
        _write(connection, _WRONG, str(after.wrong))
        _write(connection, _LOCKED, str(after.locked_until_s))
        journal.write(connection, at, "staff.entered" if is_right else "staff.refused", "staff")
    return None if is_right else after


def _tries(connection: sqlite3.Connection) -> Tries:
    wrong, locked_until_s = _fact(connection, _WRONG), _fact(connection, _LOCKED)
    return Tries(int(wrong or 0), float(locked_until_s or 0))


def _fact(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def _write(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "INSERT INTO facts (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
