"""What members owe: goods that left a cabinet, and that no hold paid for.

A debt is an entry of the books (`debts:MEMBER` against takings that nobody paid yet), and is paid
by one order. Paying moves it in the transaction that makes that order paid, whoever notices it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.accounts import UNPAID_TAKINGS, debts_of
from kiosk.domain.cabinet import total_of
from kiosk.domain.cabinet_session import Debt
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.order import OrderLine
from kiosk.storage import cabinet_lines, journal, ledger
from kiosk.storage.database import transaction


def add(
    connection: sqlite3.Connection,
    debt_id: str,
    owner: tuple[str, str],
    lines: tuple[OrderLine, ...],
    at: datetime,
) -> bool:
    """`owner`: session and member. False: this debt is in the books already."""
    session_id, member_id = owner
    amount = total_of(lines)
    with transaction(connection):
        added = connection.execute(
            "INSERT INTO debts (id, session_id, member_id, amount_minor, currency, lines,"
            " created_at) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (debt_id, session_id, member_id, amount.minor, amount.currency,
             cabinet_lines.to_text(lines), at.isoformat()),
        ).rowcount  # fmt: skip
        if added:
            owed, earned = debts_of(member_id), UNPAID_TAKINGS
            ledger.post(connection, transfer(debt_id, EntryKind.DEBT, owed, earned, amount, at))
            journal.write(connection, at, "debt.made", debt_id, str(amount.minor))
        return added == 1


def open_of(connection: sqlite3.Connection, member_id: str) -> tuple[Debt, ...]:
    """What this member has not paid, the oldest first."""
    rows = connection.execute(
        "SELECT id, amount_minor, currency, lines, created_at FROM debts"
        " WHERE member_id = ? AND paid_by = '' ORDER BY rowid",
        (member_id,),
    )
    return tuple(
        Debt(debt_id, Money(minor, currency), cabinet_lines.from_text(lines), at)
        for debt_id, minor, currency, lines, at in rows
    )


def paying(connection: sqlite3.Connection, order_id: str, debt_ids: Iterable[str]) -> None:
    """This order is to pay these debts; in the transaction that places it."""
    connection.executemany(
        "INSERT INTO debt_orders VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(order_id, debt_id) for debt_id in debt_ids],
    )


def paid(connection: sqlite3.Connection, order_id: str, at: datetime) -> None:
    """The order is paid, and the debts with it; in the transaction that makes it so."""
    rows = connection.execute(
        "SELECT d.id, d.member_id, d.amount_minor, d.currency FROM debt_orders o"
        " JOIN debts d ON d.id = o.debt_id WHERE o.order_id = ? AND d.paid_by = ''",
        (order_id,),
    ).fetchall()
    for row in rows:
        _end(connection, row, order_id, at)


def forgive(connection: sqlite3.Connection, session_id: str, at: datetime) -> None:
    """Staff let it go: the books take the earning back, and the door opens again."""
    rows = connection.execute(
        "SELECT id, member_id, amount_minor, currency FROM debts"
        " WHERE session_id = ? AND paid_by = ''",
        (session_id,),
    ).fetchall()
    for row in rows:
        _end(connection, row, "forgiven", at)


def _end(
    connection: sqlite3.Connection, row: tuple[str, str, int, str], by: str, at: datetime
) -> None:
    debt_id, member_id, minor, currency = row
    entry = transfer(
        f"{debt_id}-END", EntryKind.DEBT_PAID, UNPAID_TAKINGS, debts_of(member_id),
        Money(minor, currency), at,
    )  # fmt: skip
    ledger.post(connection, entry)
    connection.execute(
        "UPDATE debts SET paid_by = ?, paid_at = ? WHERE id = ?", (by, at.isoformat(), debt_id)
    )
    journal.write(connection, at, "debt.ended", debt_id, by)
