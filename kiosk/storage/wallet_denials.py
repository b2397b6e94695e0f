"""What the wallet said no to, for good: refused, or closed before it was ever seen.

An id is posted in the ledger or denied here, never both: triggers of the tables see to it.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import Literal

Denial = Literal["refused", "closed"]


def deny(
    connection: sqlite3.Connection,
    denied_id: str,
    what: Denial,
    at: datetime,
    payer: tuple[str, str] = ("", ""),
) -> None:
    """`payer`: member id and currency, where the wallet has seen what it refuses."""
    connection.execute(
        "INSERT INTO wallet_denials (payment_id, what, member_id, currency, at)"
        " VALUES (?, ?, ?, ?, ?)",
        (denied_id, what, *payer, at.isoformat()),
    )


def find(connection: sqlite3.Connection, denied_id: str) -> tuple[Denial, str, str] | None:
    """What was said, the member's id and the currency."""
    row: tuple[Denial, str, str] | None = connection.execute(
        "SELECT what, member_id, currency FROM wallet_denials WHERE payment_id = ?", (denied_id,)
    ).fetchone()
    return row
