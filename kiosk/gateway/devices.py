"""The kiosks that may ask: their public keys, limits, and whether they still may.

A device has one key at a time. A new key for the same name takes the old one's place, and keeps
the name's payments.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.gateway.errors import ClockError, NotSignedError, ReplayedError, RevokedError
from kiosk.rails.gateway_signing import SignedRequest
from kiosk.rails.signing_key import PublicKey, public_key
from kiosk.storage.database import in_our_words, transaction

CLOCK_WINDOW_S = 300
"""How far a kiosk's clock may be off. A nonce is remembered for as long as it could be replayed."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class DeviceError(Exception):
    """The command cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Device:
    """`daily_limit`: most that it may charge in a day; None for no limit."""

    name: str
    key: PublicKey
    daily_limit: Money | None = None
    revoked_at: str | None = None


def add(
    connection: sqlite3.Connection,
    name: str,
    key: PublicKey,
    daily_limit: Money | None,
    at: datetime,
) -> None:
    """Raises DeviceError; the same name and key again only change the limit."""
    if not NAME.fullmatch(name):
        raise DeviceError(
            "A device's name is 1 to 64 of A-Z a-z 0-9 . _ - and begins with neither."
        )
    limit = None if daily_limit is None else daily_limit.minor
    with transaction(connection) as db:
        before = _by_key(db, key.key_id)
        if before is not None and before.revoked_at is not None:
            raise DeviceError(f"This key was revoked on {before.revoked_at}. Make a new one.")
        if before is not None and before.name != name:
            raise DeviceError(f"This key is registered already, as {before.name}.")
        db.execute(
            "UPDATE devices SET revoked_at = ? WHERE name = ? AND key_id <> ?"
            " AND revoked_at IS NULL",
            (at.isoformat(), name, key.key_id),
        )
        db.execute(
            "INSERT INTO devices (key_id, name, public_key, daily_limit, added_at)"
            " VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (key_id) DO UPDATE SET daily_limit = excluded.daily_limit",
            (key.key_id, name, key.line, limit, at.isoformat()),
        )


def revoke(connection: sqlite3.Connection, name: str, at: datetime) -> None:
    """From now on nothing is done for this device. Raises DeviceError."""
    with transaction(connection) as db:
        done = db.execute(
            "UPDATE devices SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL",
            (at.isoformat(), name),
        )
        if not done.rowcount:
            raise DeviceError(
                f"No device {name!r} has a key. See: python -m kiosk.gateway devices list"
            )


def listed(connection: sqlite3.Connection) -> list[Device]:
    with in_our_words():
        rows = connection.execute(f"{_SELECT} ORDER BY name, added_at").fetchall()
    return [_device(row) for row in rows]


def admit(connection: sqlite3.Connection, request: SignedRequest, now: datetime) -> Device:
    """Who asks. Each request is admitted once; that is on disk when this returns.

    Raises NotSignedError, RevokedError, ClockError or ReplayedError.
    """
    with transaction(connection) as db:
        device = _by_key(db, request.key_id)
        if device is None or not request.is_by(device.key):
            raise NotSignedError(
                f"No registered device has signed this. The kiosk's key is {request.key_id}; "
                "register it with: python -m kiosk.gateway devices add"
            )
        if device.revoked_at is not None:
            raise RevokedError(f"The key of {device.name} was revoked on {device.revoked_at}.")
        now_s = int(now.timestamp())
        off_s = request.created - now_s
        if abs(off_s) > CLOCK_WINDOW_S:
            raise ClockError(
                f"The kiosk's clock is {abs(off_s)} s {'ahead' if off_s > 0 else 'behind'}. "
                "Set it: sudo timedatectl set-ntp true"
            )
        _use_up(db, request, now_s)
        return device


def _use_up(db: sqlite3.Connection, request: SignedRequest, now_s: int) -> None:
    db.execute("DELETE FROM nonces WHERE until_s < ?", (now_s,))
    used = db.execute(
        "INSERT OR IGNORE INTO nonces (key_id, nonce, until_s) VALUES (?, ?, ?)",
        (request.key_id, request.nonce, request.created + CLOCK_WINDOW_S),
    )
    if not used.rowcount:
        raise ReplayedError("This request came before.")


_SELECT = "SELECT name, public_key, daily_limit, revoked_at FROM devices"


def _by_key(db: sqlite3.Connection, key_id: str) -> Device | None:
    row = db.execute(f"{_SELECT} WHERE key_id = ?", (key_id,)).fetchone()
    return None if row is None else _device(row)


def _device(row: tuple[str, str, int | None, str | None]) -> Device:
    name, line, limit, revoked_at = row
    return Device(name, public_key(line), None if limit is None else Money(limit), revoked_at)
