"""The auditor's look into the books: read only, beside a kiosk that may be selling.

Columns are read as bytes: what somebody altered need not be text, nor a number, any more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from kiosk.domain.ledger_audit import Audit, Broken, Recorded, audit
from kiosk.storage.database import StorageError, in_our_words
from kiosk.storage.day_end_reader import audit_day_ends

_ROWS = """
    SELECT e.number, CAST(e.id AS BLOB), CAST(e.kind AS BLOB), CAST(e.at AS BLOB),
        CAST(e.hash AS BLOB), CAST(p.place AS BLOB), CAST(p.account AS BLOB),
        CAST(p.minor AS BLOB), CAST(p.currency AS BLOB)
    FROM ledger_entries e LEFT JOIN ledger_postings p ON p.entry = e.number
    ORDER BY e.number, p.place
"""
_STRAY = """
    SELECT DISTINCT entry FROM ledger_postings
    WHERE entry NOT IN (SELECT number FROM ledger_entries) ORDER BY entry
"""
_UNPOSTED_BEFORE_3 = """
    SELECT 'payment', id, amount_minor, currency FROM payments
    WHERE state = 'paid' AND id NOT IN (SELECT id FROM ledger_entries)
"""
_UNPOSTED = """
    SELECT 'payment', id, amount_minor, currency FROM payments
    WHERE state IN ('paid', 'refunding', 'refunded') AND NOT EXISTS (
        SELECT 1 FROM ledger_entries e JOIN ledger_postings p ON p.entry = e.number
        WHERE (e.id = payments.id AND e.kind = 'charge'
            OR e.id = payments.id || '-END' AND e.kind = 'capture')
        AND p.account GLOB 'takings:*'
        AND p.minor = -amount_minor AND p.currency = payments.currency)
    UNION ALL
    SELECT 'refund', id, amount_minor, currency FROM refunds
    WHERE state = 'refunded' AND NOT EXISTS (
        SELECT 1 FROM ledger_entries e JOIN ledger_postings p ON p.entry = e.number
        WHERE e.id = refunds.id AND e.kind = 'refund' AND p.account = 'refunds'
        AND p.minor = amount_minor AND p.currency = refunds.currency)
    UNION ALL
    SELECT 'hold', id, captured_minor, currency FROM holds
    WHERE state = 'captured' AND rail = 'wallet' AND NOT EXISTS (
        SELECT 1 FROM ledger_entries e JOIN ledger_postings p ON p.entry = e.number
        WHERE e.id = holds.id || '-END' AND e.kind = 'capture' AND p.account GLOB 'takings:*'
        AND p.minor = -captured_minor AND p.currency = holds.currency)
"""
_NOTHING = b"\xff"
"""Stands for a column without a value: no text has this byte."""

_Column = bytes | None
_Row = tuple[int, _Column, _Column, _Column, _Column, _Column, _Column, _Column, _Column]


def audit_file(database: Path, remembered: str | None = None) -> Audit:
    """Every entry of the file, as of one moment. Raises StorageError where it cannot be read."""
    if not database.exists():
        raise StorageError(f"There is no database at {database}. Check data_dir.")
    uri = f"{database.absolute().as_uri()}?mode=ro"
    with (
        in_our_words(str(database)),
        closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection,
    ):
        connection.execute("BEGIN")
        return audit_books(connection, remembered)


def audit_books(connection: sqlite3.Connection, remembered: str | None = None) -> Audit:
    """Every entry and Z report, and what only the database can see: stray postings, a second yes.

    Raises StorageError where SQLite cannot read on.
    """
    with in_our_words():
        result = audit(_recorded(connection), remembered)
        more = [*_stray(connection, result), *_denied_and_posted(connection)]
        more += _not_in_the_books(connection)
        more += _damaged_tables(connection)
        day_ends, altered = audit_day_ends(connection)
    return replace(result, broken=(*result.broken, *more, *altered), day_ends=day_ends)


def _recorded(connection: sqlite3.Connection) -> Iterator[Recorded]:
    rows = connection.execute(_ROWS)
    for number, group in groupby(rows, key=itemgetter(0)):
        postings: list[_Row] = list(group)
        _, entry_id, kind, at, stored_hash = postings[0][:5]
        fields = [str(number).encode(), entry_id, kind, at]
        for row in postings:
            fields += row[5:] if any(row[5:]) else ()  # an entry without any posting joins nothing
        whole = tuple(_NOTHING if field is None else field for field in fields)
        yield Recorded(number, whole, (stored_hash or b"").decode("ascii", "backslashreplace"))


def _stray(connection: sqlite3.Connection, seen: Audit) -> list[Broken]:
    """Postings of a last entry that is gone; those of a gap are named already."""
    named = {broken.number for broken in seen.broken}
    return [
        Broken(number, f"entry {number} is missing, and its postings are still there")
        for (number,) in connection.execute(_STRAY)
        if number not in named
    ]


def _denied_and_posted(connection: sqlite3.Connection) -> list[Broken]:
    rows = connection.execute(
        "SELECT number FROM ledger_entries WHERE id IN (SELECT payment_id FROM wallet_denials)"
    )
    return [
        Broken(number, f"entry {number} moves money that the wallet has denied")
        for (number,) in rows
    ]


def _not_in_the_books(connection: sqlite3.Connection) -> list[Broken]:
    """Payments, refunds and holds that say that money moved, where no entry says so.

    The wallet posts before the kiosk hears of it, so an entry may be ahead of its row; never
    behind. A file of an older version has no refunds and no holds to look at.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    rows = connection.execute(_UNPOSTED if version >= 3 else _UNPOSTED_BEFORE_3)
    return [
        Broken(0, f"the {what} {row_id!a} of {minor} {currency} is not in the ledger")
        for what, row_id, minor, currency in rows
    ]


def _damaged_tables(connection: sqlite3.Connection) -> list[Broken]:
    """Balances are summed over an index, which the chain knows nothing of."""
    tables = ("ledger_entries", "ledger_postings", "wallet_denials")
    answers = [(table, connection.execute(f"PRAGMA integrity_check({table})")) for table in tables]
    return [
        Broken(0, f"the table {table} is damaged: {said}")
        for table, answer in answers
        for (said,) in answer
        if said != "ok"
    ]
