"""Sessions at a cabinet, and the sealed log of each: on disk before the door hears of it.

`sending` is the one gate to a lock: it lets a session's command through once, and only from
`opening`; `sending_again` lets another through, under a new id, while the door is known to be
shut. How a session ends is decided in cabinet_verdicts.py.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.domain.cabinet_session import (
    GENESIS,
    LogLine,
    NewSession,
    OpenSession,
    Role,
    SessionState,
    detail_text,
    log_hash,
)
from kiosk.domain.money import Money
from kiosk.storage import holds, journal
from kiosk.storage.database import transaction

_SELECT = """
    SELECT id, cabinet, door, role, member_id, hold_id, command_id, order_id, debt_id, weights,
        state, lines
    FROM cabinet_sessions
"""


def begin(connection: sqlite3.Connection, session: NewSession, at: datetime) -> bool:
    """Write it down before anything happens. False: it was before, and this changed nothing."""
    with transaction(connection):
        weights = json.dumps(dict(session.weights), sort_keys=True)
        who = (session.id, session.cabinet, session.door, session.role, session.member_id)
        what = (session.hold_id, session.command_id, session.order_id, session.debt_id)
        added = connection.execute(
            "INSERT INTO cabinet_sessions (id, cabinet, door, role, member_id, hold_id, command_id,"
            " order_id, debt_id, state, weights, began_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'opening', ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (*who, *what, weights, at.isoformat(), at.isoformat()),
        ).rowcount
        if added:
            note(connection, session.id, "begun", {"weights": dict(session.weights)}, at)
            journal.write(connection, at, "cabinet.begun", session.id, session.command_id)
        return added == 1


def sending(connection: sqlite3.Connection, session_id: str, at: datetime) -> NewSession | None:
    """From here on the lock may have heard of it. None: not to be sent, or not again.

    A shopper's door needs money that is set aside at this moment.
    """
    with transaction(connection):
        session, state = get(connection, session_id), state_of(connection, session_id)
        held = holds.state_of(connection, session.hold_id) if session.hold_id else None
        is_covered = session.role is Role.STAFF or held == "held"
        if state is not SessionState.OPENING or not is_covered:
            return None
        move(connection, session_id, SessionState.UNLOCKING, at)
        note(connection, session_id, "unlock.sent", {"command": session.command_id}, at)
        return session


def sending_again(
    connection: sqlite3.Connection, session_id: str, command_id: str, at: datetime
) -> NewSession | None:
    """One more command, under an id of its own. None: not to be sent.

    Only of a session whose command before was sent, is over, and opened nothing.
    """
    with transaction(connection):
        session, state = get(connection, session_id), state_of(connection, session_id)
        held = holds.state_of(connection, session.hold_id) if session.hold_id else None
        is_covered = session.role is Role.STAFF or held == "held"
        if state is not SessionState.UNLOCKING or not is_covered:
            return None
        connection.execute(
            "UPDATE cabinet_sessions SET command_id = ? WHERE id = ?", (command_id, session_id)
        )
        journal.write(connection, at, "cabinet.again", session_id, command_id)
        note(connection, session_id, "unlock.sent", {"command": command_id}, at)
        return replace(session, command_id=command_id)


def move(
    connection: sqlite3.Connection, session_id: str, state: SessionState, at: datetime
) -> None:
    """In the caller's transaction, or one of its own."""
    with transaction(connection):
        connection.execute(
            "UPDATE cabinet_sessions SET state = ?, updated_at = ? WHERE id = ?",
            (state, at.isoformat(), session_id),
        )
        journal.write(connection, at, f"cabinet.{state}", session_id)


def note(
    connection: sqlite3.Connection,
    session_id: str,
    what: str,
    detail: Mapping[str, Any],
    at: datetime,
) -> None:
    """One more line of the session's log, sealed to the one before."""
    with transaction(connection):
        last = connection.execute(
            "SELECT place, hash FROM cabinet_log WHERE session_id = ? ORDER BY place DESC LIMIT 1",
            (session_id,),
        ).fetchone()
        place, previous = (last[0] + 1, last[1]) if last else (0, GENESIS)
        line = (at.isoformat(timespec="milliseconds"), what, detail_text(detail))
        seal = log_hash(previous, session_id, place, line)
        connection.execute(
            "INSERT INTO cabinet_log VALUES (?, ?, ?, ?, ?, ?)", (session_id, place, *line, seal)
        )


def log_of(connection: sqlite3.Connection, session_id: str) -> tuple[LogLine, ...]:
    rows = connection.execute(
        "SELECT at, what, detail, hash FROM cabinet_log WHERE session_id = ? ORDER BY place",
        (session_id,),
    )
    return tuple(LogLine(*row) for row in rows)


def state_of(connection: sqlite3.Connection, session_id: str) -> SessionState | None:
    row = connection.execute(
        "SELECT state FROM cabinet_sessions WHERE id = ?", (session_id,)
    ).fetchone()
    return SessionState(row[0]) if row else None


def get(connection: sqlite3.Connection, session_id: str) -> NewSession:
    """Raises ValueError where there is no such session."""
    row = connection.execute(f"{_SELECT} WHERE id = ?", (session_id,)).fetchone()
    if row is None:
        raise ValueError(f"no session {session_id}")
    return _session(row)


def of_hold(connection: sqlite3.Connection, hold_id: str) -> str | None:
    """The session whose money this hold is."""
    row = connection.execute(
        "SELECT id FROM cabinet_sessions WHERE hold_id = ?", (hold_id,)
    ).fetchone()
    return row[0] if row else None


def of_order(connection: sqlite3.Connection, order_id: str) -> str | None:
    """The session that ended with this order."""
    row = connection.execute(
        "SELECT id FROM cabinet_sessions WHERE order_id = ? AND order_id <> ''", (order_id,)
    ).fetchone()
    return row[0] if row else None


def open_ones(connection: sqlite3.Connection) -> tuple[OpenSession, ...]:
    """What a restart must go on with: sessions that are not over, and holds of ended ones.

    Those in review wait for a person and are not among them.
    """
    rows = connection.execute(
        f"{_SELECT} WHERE state IN ('opening', 'unlocking', 'shopping', 'settling', 'charging',"
        " 'review')"  # these words exactly: they are the index's
    ).fetchall()
    rows += connection.execute(
        f"{_SELECT} WHERE state IN ('nothing', 'cancelled') AND hold_id IN"  # noqa: S608
        " (SELECT id FROM holds WHERE state IN ('created', 'submitting', 'unknown', 'held'))"
    ).fetchall()
    found = (_open(connection, row) for row in rows)
    return tuple(one for one in found if one.state is not SessionState.REVIEW)


def _open(connection: sqlite3.Connection, row: tuple[Any, ...]) -> OpenSession:
    session, state = _session(row), SessionState(row[10])
    held = holds.state_of(connection, session.hold_id) if session.hold_id else None
    is_charging = state is SessionState.CHARGING
    total = sum(line["minor"] * line["quantity"] for line in json.loads(row[11]))
    charge = Money(total) if is_charging else None
    return OpenSession(session, state, held or "", charge, _was_seen_open(connection, session))


def _was_seen_open(connection: sqlite3.Connection, session: NewSession) -> bool:
    edges = (json.loads(line.detail) for line in log_of(connection, session.id)
             if line.what == "door")  # fmt: skip
    return any(edge["is_open"] and edge["door"] == session.door for edge in edges)


def _session(row: tuple[Any, ...]) -> NewSession:
    session_id, cabinet, door, role, member_id = row[:5]
    hold_id, command_id, order_id, debt_id, weights = row[5:10]
    weighed = tuple(sorted(json.loads(weights).items()))
    who = (session_id, cabinet, door, Role(role), member_id)
    return NewSession(*who, hold_id, command_id, order_id, debt_id, weighed)
