"""The books on disk: entries are added at the end of the chain, and never changed or removed.

No balance is stored: each is the sum of its account's postings.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.accounts import Account, Side, account_named
from kiosk.domain.ledger import (
    GENESIS,
    Entry,
    EntryKind,
    Posting,
    chain_hash,
    fields_of,
    is_balanced,
)
from kiosk.domain.money import Money
from kiosk.storage.database import transaction


def post(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Add the entry to the chain. False when its id was posted before: the first one stays.

    Raises ValueError for postings that do not balance; StorageError for a wallet that would be
    overdrawn, and for an id that the wallet has denied.
    """
    if not is_balanced(entry.postings):
        raise ValueError(f"the postings of {entry.id} do not balance")
    with transaction(connection):  # nobody else can write between reading the head and adding to it
        if find(connection, entry.id) is not None:
            return False
        number, previous = head(connection)
        connection.executemany(
            "INSERT INTO ledger_postings VALUES (?, ?, ?, ?, ?)", _posting_rows(number + 1, entry)
        )
        hash_ = chain_hash(previous, fields_of(number + 1, entry))
        connection.execute(
            "INSERT INTO ledger_entries VALUES (?, ?, ?, ?, ?)",
            (number + 1, entry.id, entry.kind, entry.at.isoformat(), hash_),
        )
        return True


def find(connection: sqlite3.Connection, entry_id: str) -> Entry | None:
    """The entry that was posted under this id."""
    row = connection.execute(
        "SELECT number, kind, at FROM ledger_entries WHERE id = ?", (entry_id,)
    ).fetchone()
    if row is None:
        return None
    number, kind, at = row
    rows = connection.execute(
        "SELECT account, minor, currency FROM ledger_postings WHERE entry = ? ORDER BY place",
        (number,),
    )
    postings = (Posting(account_named(name), Money(*amount)) for name, *amount in rows)
    return Entry(entry_id, EntryKind(kind), datetime.fromisoformat(at), tuple(postings))


def balance(connection: sqlite3.Connection, account: Account, currency: str = "CNY") -> Money:
    """What the account holds, positive on its normal side."""
    (minor,) = connection.execute(
        "SELECT coalesce(sum(minor), 0) FROM ledger_postings WHERE account = ? AND currency = ?",
        (account.name, currency),
    ).fetchone()
    return Money(minor if account.kind.side is Side.DEBIT else -minor, currency)


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and GENESIS before the first."""
    row: tuple[int, str] | None = connection.execute(
        "SELECT number, hash FROM ledger_entries ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return row or (0, GENESIS)


def _posting_rows(number: int, entry: Entry) -> list[tuple[int, int, str, int, str]]:
    return [
        (number, place, posting.account.name, posting.amount.minor, posting.amount.currency)
        for place, posting in enumerate(entry.postings)
    ]
