"""Who looks like whom, and whose face was compared by today's packs and thresholds.

What a member's comparison found takes the place of what the one before it found. Both of a pair
count as look-alikes, whoever's comparison found them.
"""

from __future__ import annotations

import sqlite3

from kiosk.domain.look_alikes import Compared
from kiosk.storage.database import transaction


def note(connection: sqlite3.Connection, compared: Compared) -> None:
    """Members who were forgotten, or gave up their face, meanwhile are passed over."""
    with transaction(connection):
        for member_id, others in compared.found:
            connection.execute("DELETE FROM look_alikes WHERE member_id = ?", (member_id,))
            flag(connection, member_id, others)
            connection.execute(
                "INSERT OR REPLACE INTO face_comparisons (member_id, made_by)"
                " SELECT id, ? FROM members WHERE id = ?"
                " AND EXISTS (SELECT 1 FROM templates WHERE member_id = members.id)",
                (compared.by, member_id),
            )


def flag(connection: sqlite3.Connection, member_id: str, others: tuple[str, ...]) -> None:
    """In the caller's transaction, those who have a face."""
    connection.executemany(
        "INSERT OR IGNORE INTO look_alikes SELECT m.id, o.id FROM members m, members o"
        " WHERE m.id = ? AND o.id = ? AND o.id <> m.id"
        " AND EXISTS (SELECT 1 FROM templates WHERE member_id = m.id)"
        " AND EXISTS (SELECT 1 FROM templates WHERE member_id = o.id)",
        [(member_id, other) for other in others],
    )


def is_one(connection: sqlite3.Connection, member_id: str) -> bool:
    query = "SELECT 1 FROM look_alikes WHERE member_id = ?1 OR other_id = ?1 LIMIT 1"
    return connection.execute(query, (member_id,)).fetchone() is not None


def not_compared(connection: sqlite3.Connection, by: str) -> tuple[str, ...]:
    """Members with a face who were not compared by this yet, in the order in which they joined."""
    rows = connection.execute(
        "SELECT m.id FROM members m LEFT JOIN face_comparisons c ON c.member_id = m.id"
        " WHERE (c.made_by IS NULL OR c.made_by <> ?)"
        " AND EXISTS (SELECT 1 FROM templates WHERE member_id = m.id) ORDER BY m.rowid",
        (by,),
    )
    return tuple(member_id for (member_id,) in rows)
