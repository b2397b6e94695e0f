"""Since when the back office is out of reach, and what wallets paid here since then.

The first moment without contact is kept on disk: a restart must not begin the hours anew.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineUse
from kiosk.domain.payment import Rail
from kiosk.storage.database import transaction

_LOST_AT = "contact.lost_at"


def note_contact(connection: sqlite3.Connection, *, is_there: bool, at: datetime) -> None:
    """Writes only what changes: told again and again, it costs nothing."""
    is_lost = lost_at(connection) is not None
    if is_there is not is_lost:
        return
    with transaction(connection):
        if is_there:
            connection.execute("DELETE FROM facts WHERE key = ?", (_LOST_AT,))
        else:
            stamp = at.isoformat(timespec="seconds")
            connection.execute("INSERT INTO facts VALUES (?, ?)", (_LOST_AT, stamp))


def lost_at(connection: sqlite3.Connection) -> datetime | None:
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (_LOST_AT,)).fetchone()
    return datetime.fromisoformat(row[0]) if row else None


def use_of(
    connection: sqlite3.Connection, member_id: str, currency: str = "CNY"
) -> OfflineUse | None:
    """None while there is contact. What was given back since is not taken off: that errs safely.

    Times are compared as texts: where the shop's offset changes meanwhile, an hour may be missed.
    """
    since = lost_at(connection)
    if since is None:
        return None
    everybody, member = connection.execute(
        "SELECT coalesce(sum(amount_minor), 0),"
        " coalesce(sum(CASE WHEN member_id = ? THEN amount_minor END), 0) FROM payments"
        " WHERE paid_at >= ? AND rail = ? AND currency = ?",
        (member_id, since.isoformat(timespec="seconds"), Rail.WALLET, currency),
    ).fetchone()
    return OfflineUse(Money(member, currency), Money(everybody, currency), since)
