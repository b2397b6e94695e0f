"""One model pack takes the place of another: members moved, progress, finishing, going back.

Both packs' templates lie side by side, each sealed for its own pack. A member is moved in one
transaction; what the pack before made of them stays until the change is finished, or for so many
days: going back is setting the old pack again.
"""

from __future__ import annotations

import logging
import sqlite3
from datetime import date, datetime, timedelta

from kiosk.domain.pack_change import (
    LONG_UNSEEN_DAYS,
    MOST_TEMPLATES,
    PackChange,
    Progress,
)
from kiosk.storage import cleaning, journal
from kiosk.storage.database import transaction
from kiosk.storage.members import write_templates
from kiosk.storage.vault import SealBrokenError, Vault
from models.results import Template

log = logging.getLogger(__name__)

_CHANGE, _SINCE = "packs.change", "packs.since"


def begin(connection: sqlite3.Connection, change: PackChange, at: datetime) -> date:
    """Since when this change goes on: from now on, unless the last start knew of it already.

    By a clock that is behind, from the last act on: else its return would end the change at once.
    """
    at = max(at, journal.last_time(connection) or at)
    if _fact(connection, _CHANGE) != _named(change):
        with transaction(connection):
            _keep(connection, _CHANGE, _named(change))
            _keep(connection, _SINCE, at.date().isoformat())
            journal.write(connection, at, "packs.change_began", change.pack, change.previous)
    return since(connection) or at.date()


def since(connection: sqlite3.Connection) -> date | None:
    """Of the last change that began."""
    kept = _fact(connection, _SINCE)
    return date.fromisoformat(kept) if kept else None


def move(
    connection: sqlite3.Connection,
    vault: Vault,
    change: PackChange,
    member_id: str,
    templates: tuple[Template, ...],
    at: datetime,
) -> bool:
    """Write the member's templates of the new pack, beside those of the one before.

    False, and nothing is written: forgotten meanwhile, unreadable, not templates of this change,
    or the new pack has enough of them already.
    """
    if not templates or any(one.pack != change.pack for one in templates):
        return False
    with transaction(connection):
        row = connection.execute(
            "SELECT wrapped FROM member_keys WHERE member_id = ?", (member_id,)
        ).fetchone()
        kept = dict(
            connection.execute(
                "SELECT pack, count(*) FROM templates WHERE member_id = ? GROUP BY pack",
                (member_id,),
            ).fetchall()
        )
        is_enough = kept.get(change.pack, 0) + len(templates) > MOST_TEMPLATES
        if row is None or change.previous not in kept or is_enough:
            return False
        try:
            key = vault.key_of(member_id, row[0])
        except SealBrokenError:
            return False
        write_templates(connection, key, member_id, templates)
        journal.write(connection, at, "member.moved", member_id, _named(change))
    return True


def progress(connection: sqlite3.Connection, change: PackChange, today: date) -> Progress:
    """One walk through the index of templates, and one look at each member."""
    unseen_before = (today - timedelta(days=LONG_UNSEEN_DAYS)).isoformat()
    rows = connection.execute(
        "SELECT packs.has_new, packs.has_old, count(*), sum(m.used_on < ?), sum(m.pin_hash IS NULL)"
        " FROM (SELECT member_id, max(pack = ?) AS has_new, max(pack = ?) AS has_old"
        "       FROM templates GROUP BY member_id) packs"
        " JOIN members m ON m.id = packs.member_id GROUP BY packs.has_new, packs.has_old",
        (unseen_before, change.pack, change.previous),
    )
    found = {(bool(new), bool(old)): counts for new, old, *counts in rows}
    nobody = [0, 0, 0]
    to_move = found.get((False, True), nobody)
    only_new = found.get((True, False), nobody)
    return Progress(
        since(connection) or today,
        moved=found.get((True, True), nobody)[0],
        to_move=to_move[0],
        unseen=to_move[1],
        to_move_no_pin=to_move[2],
        only_new=only_new[0],
        only_new_no_pin=only_new[2],
        others=found.get((False, False), nobody)[0],
    )


def packs_of_templates(connection: sqlite3.Connection) -> dict[str, int]:
    """Pack id → how many persons have templates of it."""
    return dict(
        connection.execute(
            "SELECT pack, count(DISTINCT member_id) FROM templates GROUP BY pack ORDER BY pack"
        ).fetchall()
    )


def drop_moved(connection: sqlite3.Connection, change: PackChange, at: datetime) -> int:
    """What the pack before made of members whom the new one knows, once the change is
    `change.keep_days` old. How many members: nobody of them loses anything but going back."""
    began = since(connection)
    if began is None or at.date() < began + timedelta(days=change.keep_days):
        return 0
    return _drop(
        connection,
        "pack = ? AND member_id IN (SELECT member_id FROM templates WHERE pack = ?)",
        (change.previous, change.pack),
        "packs.moved_dropped",
        at,
    )


def finish(connection: sqlite3.Connection, change: PackChange, at: datetime) -> int:
    """Drop all that the pack before made, of members who were not seen again as well: they sign
    up again, and pay by number and PIN until then. How many members had any."""
    where = (change.previous,)
    return _drop(connection, "pack = ?", where, "packs.change_finished", at)


def _drop(
    connection: sqlite3.Connection, which: str, values: tuple[str, ...], what: str, at: datetime
) -> int:
    """`which` is a condition written in this file. Nothing of the rows stays on the disk."""
    with transaction(connection):
        (members,) = connection.execute(
            f"SELECT count(DISTINCT member_id) FROM templates WHERE {which}",  # noqa: S608
            values,
        ).fetchone()
        if members:
            connection.execute(f"DELETE FROM templates WHERE {which}", values)  # noqa: S608
            journal.write(connection, at, what, values[0], str(members))
            cleaning.owe(connection, at)
    if members:
        cleaning.settle(connection)
    return int(members)


def _named(change: PackChange) -> str:
    return f"{change.previous} > {change.pack}"


def _fact(connection: sqlite3.Connection, key: str) -> str:
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def _keep(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "INSERT INTO facts (key, value) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
