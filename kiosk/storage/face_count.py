"""How many persons' faces are stored here, and when that is too many.

人脸识别技术应用安全管理办法 (order 19 of CAC and MPS, in force since 2025-06-01), article 15: who
stores the faces of 100,000 persons files it with the provincial CAC within 30 working days.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

WARN_AT = 90_000
MOST = 99_999


@dataclass(frozen=True, slots=True)
class FaceLimit:
    """`filing_number`: of the filing with the CAC; with one there is no limit."""

    filing_number: str = ""

    def has_room(self, stored: int) -> bool:
        """For one more."""
        return bool(self.filing_number) or stored < MOST

    def is_near(self, stored: int) -> bool:
        return not self.filing_number and stored >= WARN_AT


def faces_stored(connection: sqlite3.Connection) -> int:
    """Persons, not templates."""
    (count,) = connection.execute(
        "SELECT count(DISTINCT member_id) FROM templates"  # by its index alone
    ).fetchone()
    return int(count)


def has_room_for_one(connection: sqlite3.Connection, limit: FaceLimit) -> bool:
    """Faces are counted only where so many people are members at all: that count is quick."""
    (people,) = connection.execute("SELECT count(*) FROM member_keys").fetchone()
    return limit.has_room(people) or limit.has_room(faces_stored(connection))


def faces_of_packs(connection: sqlite3.Connection, *packs: str) -> int:
    """Persons who can be recognised by one of these model packs."""
    marks = ", ".join("?" for _ in packs)
    query = f"SELECT count(DISTINCT member_id) FROM templates WHERE pack IN ({marks})"  # noqa: S608
    (count,) = connection.execute(query, packs).fetchone()
    return int(count)
