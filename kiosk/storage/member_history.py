"""What staff may read of one member afterwards: consents, what a face was asked for, and why.

Reads only. No number and no score: ids, dates, texts that were agreed to, and words of the books.
"""

from __future__ import annotations

import sqlite3

from kiosk.domain.language import Language
from kiosk.domain.money import Money
from kiosk.flows.decision_records import Act, GivenText, MemberHistory, MemberRecord
from kiosk.storage import debts, members
from kiosk.storage.decisions import CHECK, check_of
from kiosk.storage.vault import Vault


def record_of(connection: sqlite3.Connection, vault: Vault, member_id: str) -> MemberRecord | None:
    """None for nobody, and for a member whose record does not open."""
    row = members.find_row(connection, vault, member_id)
    if row is None:
        return None
    packs = connection.execute(
        "SELECT pack, count(*) FROM templates WHERE member_id = ? GROUP BY pack ORDER BY pack",
        (member_id,),
    ).fetchall()
    owed = [debt.amount for debt in debts.open_of(connection, member_id)]
    return MemberRecord(
        row,
        _face_since(connection, member_id) if packs else "",
        tuple((pack, count) for pack, count in packs),
        sum(owed, start=Money(0)),
        history_of(connection, member_id, row.member.masked),
    )


def _face_since(connection: sqlite3.Connection, member_id: str) -> str:
    (day,) = connection.execute(
        "SELECT substr(coalesce((SELECT max(at) FROM journal"
        " WHERE ref = ?1 AND what IN ('member.face_retaken', 'member.face_added')), joined_at),"
        " 1, 10) FROM members WHERE id = ?1",
        (member_id,),
    ).fetchone()
    return str(day)


def history_of(
    connection: sqlite3.Connection, member_id: str, masked: str = "", limit: int = 50
) -> MemberHistory:
    consents = connection.execute(
        "SELECT c.version, t.kind, c.language, c.by_guardian, c.given_at,"
        " coalesce(c.withdrawn_at, ''), t.zh, t.en"
        " FROM consents c JOIN consent_texts t ON t.version = c.version"
        " WHERE c.member_id = ? ORDER BY c.given_at DESC, c.version",
        (member_id,),
    )
    checks = connection.execute(
        f"{CHECK} WHERE c.member_id = ? ORDER BY c.at DESC, c.rowid DESC LIMIT ?",
        (member_id, limit),
    )
    alike = connection.execute(
        "SELECT other_id FROM look_alikes WHERE member_id = :id"
        " UNION SELECT member_id FROM look_alikes WHERE other_id = :id ORDER BY 1",
        {"id": member_id},
    )
    acts = connection.execute(
        "SELECT at, what, detail FROM journal WHERE ref = ? ORDER BY seq DESC LIMIT ?",
        (member_id, limit),
    )
    return MemberHistory(
        tuple(_given(row) for row in consents),
        tuple(check_of(row, masked) for row in checks),
        tuple(other for (other,) in alike),
        tuple(Act(*row) for row in acts),
    )


def _given(row: tuple[str, str, str, int, str, str, str, str]) -> GivenText:
    """The text in the language that was on the screen; in Chinese where that is not known."""
    version, kind, language, by_guardian, given_at, gone, zh, en = row
    text = en if language == Language.EN else zh
    return GivenText(version, kind, language, bool(by_guardian), given_at, gone, text)
