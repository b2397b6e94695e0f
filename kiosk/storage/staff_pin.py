"""The staff PIN and its lock. There is none until somebody chooses it.

Peppered with the device secret like members' PINs, so that a copy of the disk without the secret
has nothing to try. One from before is made anew at its next right use. Without the secret a
peppered one cannot be checked: that is told, no try is counted, and `remove` is the way out, at a
terminal.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.pin import Tries
from kiosk.storage import journal
from kiosk.storage.database import transaction
from kiosk.storage.pin_hash import SALT_BYTES, fits, is_peppered, peppered_hash, pin_hash
from kiosk.storage.vault import Vault

_HASH, _WRONG, _LOCKED = "staff.pin", "staff.wrong_pins", "staff.locked_until_s"


def is_set(connection: sqlite3.Connection) -> bool:
    return _fact(connection, _HASH) is not None


def is_under_secret(connection: sqlite3.Connection) -> bool:
    """Whether checking it takes the device secret."""
    return is_peppered(_stored(connection))


def can_check(connection: sqlite3.Connection, vault: Vault) -> bool:
    return not (vault.is_locked and is_under_secret(connection))


def choose(
    connection: sqlite3.Connection, vault: Vault, pin: str, salt: bytes, at: datetime
) -> None:
    """Without the device secret it is kept as it was before peppers, until it is used with one."""
    stored = pin_hash(pin, salt) if vault.is_locked else peppered_hash(vault, pin, salt)
    with transaction(connection):
        _write(connection, _HASH, stored.hex())
        journal.write(connection, at, "staff.pin_chosen", "staff")


def check(connection: sqlite3.Connection, vault: Vault, pin: str, at: datetime) -> Tries | None:
    """None when the PIN is right; else the tries so far, with the lock they earned.

    Only where it `can_check`: else no PIN would be right.
    """
    now_s = at.timestamp()
    tries = _tries(connection)
    if tries.locked_for_s(now_s):
        return tries
    stored = _stored(connection)
    is_right = fits(vault, pin, stored)
    after = Tries() if is_right else tries.after_wrong(now_s)
    with transaction(connection):
        if is_right and not (is_peppered(stored) or vault.is_locked):
            anew = peppered_hash(vault, pin, stored[:SALT_BYTES])
            _write(connection, _HASH, anew.hex())
        _write(connection, _WRONG, str(after.wrong))
        _write(connection, _LOCKED, str(after.locked_until_s))
        journal.write(connection, at, "staff.entered" if is_right else "staff.refused", "staff")
    return None if is_right else after


def remove(connection: sqlite3.Connection, at: datetime) -> bool:
    """The next start asks for a new one. False: there was none."""
    with transaction(connection):
        was_set = is_set(connection)
        facts = (_HASH, _WRONG, _LOCKED)
        connection.execute("DELETE FROM facts WHERE key IN (?, ?, ?)", facts)
        if was_set:
            journal.write(connection, at, "staff.pin_removed", "staff")
    return was_set


def _tries(connection: sqlite3.Connection) -> Tries:
    wrong, locked_until_s = _fact(connection, _WRONG), _fact(connection, _LOCKED)
    return Tries(int(wrong or 0), float(locked_until_s or 0))


def _stored(connection: sqlite3.Connection) -> bytes:
    return bytes.fromhex(_fact(connection, _HASH) or "")


def _fact(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def _write(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "INSERT INTO facts (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
