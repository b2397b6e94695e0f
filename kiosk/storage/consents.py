"""Who agreed to what, when: each yes beside the text it was given to, kept word for word."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.consent import ConsentKind, ConsentText, GivenConsent, text_of


def keep_text(connection: sqlite3.Connection, text: ConsentText) -> None:
    """In the caller's transaction. A version keeps the text it had first."""
    connection.execute(
        "INSERT INTO consent_texts (version, kind, zh, en, sha256) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (text.version, text.kind, text.zh, text.en, text.sha256),
    )


def write(
    connection: sqlite3.Connection,
    member_id: str,
    given: GivenConsent,
    at: datetime,
    versions: tuple[str, ...] = (),
) -> None:
    """In the caller's transaction. `versions`: of these texts alone; without them, of all."""
    for version in versions or given.versions:
        text = text_of(version)
        if text is not None:
            keep_text(connection, text)
        connection.execute(
            "INSERT INTO consents (member_id, version, language, by_guardian, given_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (member_id, version, given.language, int(given.by_guardian), at.isoformat()),
        )


def withdraw_face(connection: sqlite3.Connection, member_id: str, at: datetime) -> None:
    """In the caller's transaction. That the yes was there once is kept as long as the member."""
    connection.execute(
        "UPDATE consents SET withdrawn_at = ? WHERE member_id = ? AND withdrawn_at IS NULL"
        " AND version IN (SELECT version FROM consent_texts WHERE kind = ?)",
        (at.isoformat(), member_id, ConsentKind.FACE),
    )


def of_member(connection: sqlite3.Connection, member_id: str) -> list[tuple[str, str, bool, bool]]:
    """(version, language, by guardian, withdrawn), in the order they were given."""
    rows = connection.execute(
        "SELECT version, language, by_guardian, withdrawn_at IS NOT NULL FROM consents"
        " WHERE member_id = ? ORDER BY given_at, version",
        (member_id,),
    )
    return [(version, language, bool(by), bool(gone)) for version, language, by, gone in rows]
