"""Decisions about faces, read for staff: a page at a time, and today's counts.

Read from the newest row on, which is the newest decision: rows are only added. Their numbers may
change when the file is written anew (cleaning.py), which nobody does while staff stand there.
"""

from __future__ import annotations

import sqlite3
from datetime import date, datetime

from kiosk.domain.money import Money
from kiosk.domain.risk import Decision, Deed, Reason, Step
from kiosk.flows.decision_records import CheckPage, CheckState, FaceCheck, StepCount
from kiosk.storage import members
from kiosk.storage.vault import Vault

ROWS = 6
CHECK = (
    "SELECT c.id, c.at, c.member_id, c.deed, c.amount_minor, c.currency, c.step, c.reasons,"
    " c.state, coalesce((SELECT o.id FROM orders o WHERE o.id = c.order_id), ''), c.rowid"
    " FROM face_checks c"
)
CheckRow = tuple[str, str, str, str, int, str, str, str, str, str, int]
_NEWEST = 2**63 - 1


def page(
    connection: sqlite3.Connection,
    vault: Vault,
    now: datetime,
    *,
    only_asked: bool = False,
    before: int = 0,
) -> CheckPage:
    """The decisions before that place; 0: the newest. `only_asked`: where a tap was not enough."""
    rows: list[CheckRow] = connection.execute(
        f"{CHECK} WHERE c.rowid < ? AND (c.step <> 'tap' OR NOT ?) ORDER BY c.rowid DESC LIMIT ?",
        (before or _NEWEST, only_asked, ROWS + 1),
    ).fetchall()
    shown = rows[:ROWS]
    masked = {member_id: _masked(connection, vault, member_id) for _, _, member_id, *_ in shown}
    older = shown[-1][-1] if len(rows) > ROWS else 0
    checks = tuple(check_of(row, masked[row[2]]) for row in shown)
    return CheckPage(checks, older, today(connection, now.date()))


def check_of(row: CheckRow, masked: str) -> FaceCheck:
    check_id, at, member_id, deed, minor, currency, step, reasons, state, order_id, _ = row
    decision = Decision(Step[step.upper()], tuple(Reason(one) for one in reasons.split()))
    return FaceCheck(
        check_id, at, member_id, masked, Deed(deed), Money(minor, currency), decision,
        CheckState(state), order_id,
    )  # fmt: skip


def _masked(connection: sqlite3.Connection, vault: Vault, member_id: str) -> str:
    found = members.find(connection, vault, member_id)
    return found.masked if found else ""


def today(connection: sqlite3.Connection, day: date) -> tuple[StepCount, ...]:
    """Only the rows of that day are read, from the end."""
    rows = connection.execute(
        "SELECT step, state, count(*) FROM face_checks WHERE rowid > coalesce("
        " (SELECT rowid FROM face_checks WHERE at < ? ORDER BY rowid DESC LIMIT 1), 0)"
        " AND substr(at, 1, 10) = ? GROUP BY step, state",
        (day.isoformat(), day.isoformat()),
    ).fetchall()
    found = {(step, state): count for step, state, count in rows}
    return tuple(
        StepCount(step, *(found.get((step.name.lower(), str(state)), 0) for state in CheckState))
        for step in Step
    )
