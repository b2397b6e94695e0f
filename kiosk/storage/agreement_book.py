"""The service's numbers of members' agreements, where the merchant's keys are.

    signing ─ signed in the app ─▶ agreed ─▶ ending ─ the service says so ─▶ gone
       ╰ given up, or a day old ───────────────╯

An agreement number is a permission to charge: it stays in this table, and is never logged.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from kiosk.domain.agreement import Wish
from kiosk.storage.database import in_our_words, transaction


class Stage(StrEnum):
    SIGNING = "signing"
    AGREED = "agreed"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Entry:
    """`id`: ours, or of a number that was entered by hand. `number` empty: not known (yet)."""

    id: str
    rail: str
    member_id: str
    number: str = field(repr=False)
    stage: Stage
    at: datetime


def number_of(connection: sqlite3.Connection, rail: str, member_id: str) -> str | None:
    """What the service knows this member by, where they may be charged."""
    with in_our_words():
        row = connection.execute(
            "SELECT number FROM agreement_book"
            " WHERE rail = ? AND member_id = ? AND state = 'agreed' ORDER BY at DESC",
            (rail, member_id),
        ).fetchone()
    return None if row is None else str(row[0])


def of_member(connection: sqlite3.Connection, rail: str, member_id: str) -> tuple[Entry, ...]:
    with in_our_words():
        rows = connection.execute(
            "SELECT id, rail, member_id, number, state, at FROM agreement_book"
            " WHERE rail = ? AND member_id = ? ORDER BY at, id",
            (rail, member_id),
        ).fetchall()
    return tuple(
        Entry(key, one_rail, member, number, Stage(stage), datetime.fromisoformat(at))
        for key, one_rail, member, number, stage, at in rows
    )


def set_number(
    connection: sqlite3.Connection, rail: str, member_id: str, number: str, at: datetime
) -> None:
    """Entered by hand: takes the place of an earlier one by hand."""
    with transaction(connection) as db:
        db.execute(
            "INSERT INTO agreement_book VALUES (?, ?, ?, ?, 'agreed', ?)"
            " ON CONFLICT (id) DO UPDATE"
            " SET number = excluded.number, state = 'agreed', at = excluded.at",
            (f"set-{rail}-{member_id}", rail, member_id, number, at.isoformat()),
        )


def begin(connection: sqlite3.Connection, wish: Wish, at: datetime) -> None:
    """Before its code is shown. The same wish again changes nothing."""
    with transaction(connection) as db:
        db.execute(
            "INSERT INTO agreement_book VALUES (?, ?, ?, '', 'signing', ?)"
            " ON CONFLICT (id) DO NOTHING",
            (wish.id, wish.rail, wish.member_id, at.isoformat()),
        )


def signed(connection: sqlite3.Connection, key: str, number: str) -> None:
    """An agreement that is to end keeps its number for that, and cannot be charged."""
    with transaction(connection) as db:
        db.execute(
            "UPDATE agreement_book SET number = ?,"
            " state = CASE state WHEN 'signing' THEN 'agreed' ELSE state END WHERE id = ?",
            (number, key),
        )


def end(connection: sqlite3.Connection, rail: str, member_id: str, key: str = "") -> None:
    """From now on it is not charged any more. `key` empty: all of this member."""
    with transaction(connection) as db:
        db.execute(
            "UPDATE agreement_book SET state = 'ending'"
            " WHERE rail = ? AND member_id = ? AND (? = '' OR id = ?)",
            (rail, member_id, key, key),
        )


def remove(connection: sqlite3.Connection, key: str) -> None:
    with transaction(connection) as db:
        db.execute("DELETE FROM agreement_book WHERE id = ?", (key,))


def remove_agreed(connection: sqlite3.Connection, rail: str, member_id: str) -> bool:
    """The service says that there is none (any more), or staff do. False: there was none."""
    with transaction(connection) as db:
        done = db.execute(
            "DELETE FROM agreement_book WHERE rail = ? AND member_id = ? AND state = 'agreed'",
            (rail, member_id),
        )
        return bool(done.rowcount)
