"""The auditor's look at the Z reports: each is as it was closed, and follows the one before.

A Z report names the head of the ledger at its end. So a ledger whose chain was computed anew is
seen here, unless the Z reports were as well. The last ones cut off cannot be seen: their paper can.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kiosk.domain.day_end import GENESIS, DayEnd, day_end_of, seal
from kiosk.domain.ledger import GENESIS as EMPTY_LEDGER
from kiosk.domain.ledger_audit import Broken

_ROWS = """
    SELECT number, CAST(business_date AS BLOB), CAST(first_entry AS BLOB), CAST(last_entry AS BLOB),
        CAST(snapshot AS BLOB), CAST(hash AS BLOB)
    FROM day_ends ORDER BY number
"""


def audit_day_ends(connection: sqlite3.Connection) -> tuple[int, list[Broken]]:
    """How many there are, and what is wrong with them. None in a file of an older version."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'day_ends'").fetchone():
        return 0, []
    broken: list[Broken] = []
    expected, previous = 1, GENESIS
    for number, *columns in connection.execute(_ROWS):
        date, first, last, text, hash_ = (_text(column) for column in columns)
        if number != expected:
            missing = ", ".join(map(str, range(expected, min(number, expected + 5))))
            broken.append(Broken(0, f"before the day-end {number} are missing: {missing}"))
        elif seal(previous, text) != hash_:
            what = f"the day-end {number} was altered, or the one before it was"
            broken.append(Broken(0, what))
        else:
            broken += _against_the_ledger(connection, number, text, (date, first, last))
        expected, previous = number + 1, hash_
    return expected - 1, broken


def _against_the_ledger(
    connection: sqlite3.Connection, number: int, text: str, columns: tuple[str, str, str]
) -> Iterator[Broken]:
    """Of a snapshot that the chain vouches for."""
    try:
        day = day_end_of(text)
    except (ValueError, TypeError, KeyError, AttributeError):
        yield Broken(0, f"the day-end {number} cannot be read: it was not closed by a kiosk")
        return
    period = day.period
    if (day.business_date, str(period.first), str(period.last)) != columns or day.number != number:
        yield Broken(0, f"the row of the day-end {number} differs from what was closed")
    if _head_at(connection, day) != period.head:
        what = f"the ledger up to entry {period.last} is not the one that day-end {number} closed"
        yield Broken(period.last, what)


def _head_at(connection: sqlite3.Connection, day: DayEnd) -> str | None:
    if day.period.last == 0:
        return EMPTY_LEDGER
    row = connection.execute(
        "SELECT CAST(hash AS BLOB) FROM ledger_entries WHERE number = ?", (day.period.last,)
    ).fetchone()
    return _text(row[0]) if row else None


def _text(column: bytes | None) -> str:
    return (column or b"").decode("utf-8", "backslashreplace")
