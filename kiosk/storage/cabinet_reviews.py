"""What a person must look at: sessions that the weights did not settle, and those in dispute.

Who decided what is a line of the session's sealed log, and of the journal.
"""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any

from kiosk.domain.cabinet import total_of
from kiosk.domain.cabinet_session import (
    NOT_DECIDED,
    LogLine,
    ReviewCase,
    ReviewRow,
    SessionState,
    WeightPoint,
    first_broken,
)
from kiosk.domain.money import Money
from kiosk.domain.settlement.evidence import EvidenceError, from_json
from kiosk.storage import cabinet_lines, cabinet_sessions, debts, holds, journal, payment_rows
from kiosk.storage.database import transaction

MOST_ROWS = 50
_COLUMNS = "id, cabinet, began_at, state, reason, dispute, lines, owed_lines"


def waiting(connection: sqlite3.Connection) -> tuple[ReviewRow, ...]:
    """The oldest first: nobody's money should stay set aside for longer than a day."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM cabinet_sessions WHERE state = 'review' OR dispute <> ''"  # noqa: S608
        " ORDER BY began_at LIMIT ?",
        (MOST_ROWS,),
    )
    return tuple(_row(row) for row in rows)


def case_of(connection: sqlite3.Connection, session_id: str) -> ReviewCase | None:
    """None where there is nothing to decide any more."""
    row = connection.execute(
        f"SELECT {_COLUMNS}, hold_id, evidence, weights FROM cabinet_sessions"  # noqa: S608
        " WHERE id = ? AND (state = 'review' OR dispute <> '')",
        (session_id,),
    ).fetchone()
    if row is None:
        return None
    hold_id, evidence, weights = row[8:]
    hold = holds.find(connection, hold_id)
    lines = cabinet_sessions.log_of(connection, session_id)
    paid, owed = cabinet_lines.from_text(row[6]), cabinet_lines.from_text(row[7])
    is_sold = payment_rows.find(connection, hold_id) is not None
    return ReviewCase(
        _row(row[:8]),
        hold_id,
        hold.amount if hold else Money(0),
        _points(lines, json.loads(weights)),
        tuple((d["at_ms"], d["is_open"]) for d in _details(lines, "door")),
        _evidence(evidence),
        paid,
        owed,
        hold_id if is_sold else "",
        first_broken(session_id, lines) is None,
    )


def dispute(connection: sqlite3.Connection, session_id: str, reason: str, at: datetime) -> bool:
    """The shopper says that it is not right. False: nothing was charged, or it waits already."""
    with transaction(connection):
        state = cabinet_sessions.state_of(connection, session_id)
        may = {SessionState.CHARGED, SessionState.OWED, SessionState.CHARGING}
        if state not in may:
            return False
        marked = connection.execute(
            "UPDATE cabinet_sessions SET dispute = ? WHERE id = ? AND dispute = ''",
            (reason, session_id),
        ).rowcount
        if marked:
            cabinet_sessions.note(connection, session_id, "dispute", {"reason": reason}, at)
            journal.write(connection, at, "cabinet.dispute", session_id, reason)
        return marked == 1


def close_dispute(
    connection: sqlite3.Connection, session_id: str, by: str, *, forgives: bool, at: datetime
) -> None:
    """A person decided it; what goes back is a refund. `forgives`: what is owed is let go too."""
    with transaction(connection):
        connection.execute("UPDATE cabinet_sessions SET dispute = '' WHERE id = ?", (session_id,))
        if forgives:
            debts.forgive(connection, session_id, at)
        detail = {"by": by, "forgives": forgives}
        cabinet_sessions.note(connection, session_id, "dispute.closed", detail, at)
        journal.write(connection, at, "cabinet.dispute_closed", session_id, by)


def let_go(connection: sqlite3.Connection, before: datetime, at: datetime) -> tuple[str, ...]:
    """Reviews that began before then and that nobody decided: nothing is charged. Their holds.

    They stay in the list, marked, until staff have read that.
    """
    with transaction(connection):
        late = connection.execute(
            "SELECT id, hold_id, began_at FROM cabinet_sessions WHERE state = 'review'"
        ).fetchall()
        late = [one for one in late if datetime.fromisoformat(one[2]) < before]
        for session_id, _, _ in late:
            connection.execute(
                "UPDATE cabinet_sessions SET dispute = ? WHERE id = ?", (NOT_DECIDED, session_id)
            )
            said = {"state": SessionState.NOTHING, "by": NOT_DECIDED, "reason": ""}
            cabinet_sessions.note(connection, session_id, "verdict", said, at)
            cabinet_sessions.move(connection, session_id, SessionState.NOTHING, at)
            journal.write(connection, at, "cabinet.verdict", session_id, NOT_DECIDED)
        return tuple(hold_id for _, hold_id, _ in late if hold_id)


def _row(row: tuple[Any, ...]) -> ReviewRow:
    session_id, cabinet, began_at, state, reason, dispute_, lines, owed = row
    charged = total_of((*cabinet_lines.from_text(lines), *cabinet_lines.from_text(owed)))
    return ReviewRow(session_id, cabinet, began_at, SessionState(state), reason, dispute_, charged)


def _evidence(text: str | None) -> Any:
    try:
        return from_json(json.loads(text)) if text else None
    except (EvidenceError, ValueError):
        return None


def _details(lines: tuple[LogLine, ...], what: str) -> list[dict[str, Any]]:
    return [json.loads(line.detail) for line in lines if line.what == what]


def _points(lines: tuple[LogLine, ...], before: dict[str, int]) -> tuple[WeightPoint, ...]:
    """Levels over time: before, after each step, and at the end."""
    steps = _details(lines, "step")
    first = min((step["at_ms"] for step in steps), default=0) - 2000
    level = dict(before)
    points = [WeightPoint(first, shelf, mg) for shelf, mg in sorted(before.items())]
    for step in steps:
        shelf, at = step["shelf"], step["at_ms"]
        points.append(WeightPoint(at, shelf, level.get(shelf, 0)))
        level[shelf] = level.get(shelf, 0) + step["change_mg"]
        points.append(WeightPoint(at, shelf, level[shelf]))
    last = max((point.at_ms for point in points), default=0) + 2000
    return (*points, *(WeightPoint(last, shelf, mg) for shelf, mg in sorted(level.items())))
