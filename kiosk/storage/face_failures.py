"""Proofs that failed after a face had matched, and since when faces are off on this kiosk.

On disk, so that a restart gives nobody new tries.
"""

from __future__ import annotations

import math
import sqlite3
from datetime import datetime

from kiosk.domain.risk import RiskPolicy
from kiosk.storage import journal
from kiosk.storage.database import transaction

_OFF_UNTIL = "face.off_until_s"
KEPT_S = 24 * 3600.0


def recent(
    connection: sqlite3.Connection, member_id: str, now_s: float, window_s: float
) -> tuple[int, int]:
    """How many failed within the window: of this member, of everybody.

    Those of a later time than now count: the clock was set back, and nobody gains by it.
    """
    person, device = connection.execute(
        "SELECT coalesce(sum(member_id = ?), 0), count(*) FROM face_failures WHERE at_s > ?",
        (member_id, now_s - window_s),
    ).fetchone()
    return int(person), int(device)


def note(connection: sqlite3.Connection, member_id: str, policy: RiskPolicy, now: datetime) -> int:
    """One more failed. The tries that are left; none: faces are off from now on, durably."""
    now_s = now.timestamp()
    with transaction(connection):
        connection.execute("DELETE FROM face_failures WHERE at_s < ?", (now_s - KEPT_S,))
        connection.execute(
            "INSERT INTO face_failures (at_s, member_id) VALUES (?, ?)", (now_s, member_id)
        )
        person, device = recent(connection, member_id, now_s, policy.fails_window_s)
        left = max(0, policy.fails - max(person, device))
        if left == 0:
            _turn_off(connection, now_s + policy.face_off_s)
            journal.write(connection, now, "face.off", member_id, f"{policy.face_off_s:.0f} s")
    return left


def off_for_s(connection: sqlite3.Connection, policy: RiskPolicy, now_s: float) -> int:
    """Whole seconds until faces are taken again; 0: they are taken now.

    More than it ever lasts: the clock was ahead when it began, and it is over.
    """
    row = connection.execute("SELECT value FROM facts WHERE key = ?", (_OFF_UNTIL,)).fetchone()
    left_s = math.ceil(float(row[0]) - now_s) if row else 0
    return left_s if 0 < left_s <= policy.face_off_s else 0


def _turn_off(connection: sqlite3.Connection, until_s: float) -> None:
    """The failures that led to it are settled by it: else the first typo afterwards would
    count with them."""
    connection.execute("DELETE FROM face_failures")
    connection.execute(
        "INSERT INTO facts VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (_OFF_UNTIL, str(until_s)),
    )
