"""What a payment service knows a member by: Alipay's agreement number, the openid at WeChat.

Entered at the gateway, because who has it and the merchant's key can charge the member.
"""

from __future__ import annotations

import re
import sqlite3

from kiosk.storage.database import in_our_words, transaction

_NUMBER = re.compile(r"[0-9A-Za-z_-]{1,128}")


class AgreementError(Exception):
    """The command cannot be done; the message says why."""


def set_number(connection: sqlite3.Connection, rail: str, member_id: str, number: str) -> None:
    """Takes the place of an earlier one. Raises AgreementError."""
    if not _NUMBER.fullmatch(number) or not _NUMBER.fullmatch(member_id):
        raise AgreementError("Member and number are 1 to 128 of A-Z a-z 0-9 _ - each.")
    with transaction(connection) as db:
        db.execute(
            "INSERT INTO agreements (rail, member_id, number) VALUES (?, ?, ?)"
            " ON CONFLICT DO UPDATE SET number = excluded.number",
            (rail, member_id, number),
        )


def forget(connection: sqlite3.Connection, rail: str, member_id: str) -> None:
    """Raises AgreementError."""
    with transaction(connection) as db:
        done = db.execute(
            "DELETE FROM agreements WHERE rail = ? AND member_id = ?", (rail, member_id)
        )
        if not done.rowcount:
            raise AgreementError(f"Member {member_id} has no agreement with {rail} here.")


def number_of(connection: sqlite3.Connection, rail: str, member_id: str) -> str | None:
    with in_our_words():
        row = connection.execute(
            "SELECT number FROM agreements WHERE rail = ? AND member_id = ?", (rail, member_id)
        ).fetchone()
    return None if row is None else str(row[0])
