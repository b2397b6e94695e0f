"""Losses on disk: a door opened without us, what the shelves weighed before, and what was missing.

open ─ closed again, weighed ─┬▶ closed   (nothing is missing)
                              ╰▶ review ─ a person says what left ─▶ closed
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import (
    Loss,
    ReviewCase,
    ReviewRow,
    SessionState,
    WeightPoint,
    detail_text,
)
from kiosk.domain.money import Money
from kiosk.domain.settlement.evidence import Evidence, EvidenceError, as_json, from_json
from kiosk.domain.settlement.explanation import Change
from kiosk.storage import cabinet_stock, journal
from kiosk.storage.database import transaction

NO_SESSION = "no_session"
"""The reason that staff read."""


def begin(connection: sqlite3.Connection, loss: Loss, at: datetime) -> bool:
    """As soon as the door is known to be open. False: it was before."""
    with transaction(connection):
        weights = json.dumps(dict(loss.weights), sort_keys=True)
        added = connection.execute(
            "INSERT INTO cabinet_losses (id, cabinet, door, state, weights, began_at, updated_at)"
            " VALUES (?, ?, ?, 'open', ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            (loss.id, loss.cabinet, loss.door, weights, at.isoformat(), at.isoformat()),
        ).rowcount
        if added:
            journal.write(connection, at, "cabinet.forced", f"{loss.cabinet}/{loss.door}", loss.id)
        return added == 1


def weighed(
    connection: sqlite3.Connection,
    loss_id: str,
    evidence: Evidence,
    at: datetime,
    *,
    is_missing: bool,
) -> None:
    """The door is closed again. `is_missing`: something left, or nobody can tell."""
    with transaction(connection):
        state = "review" if is_missing else "closed"
        connection.execute(
            "UPDATE cabinet_losses SET state = ?, evidence = ?, updated_at = ?"
            " WHERE id = ? AND state = 'open'",
            (state, detail_text(as_json(evidence)), at.isoformat(), loss_id),
        )
        journal.write(connection, at, f"cabinet.loss_{state}", loss_id)


def accept(
    connection: sqlite3.Connection,
    loss_id: str,
    by: str,
    cabinet: Cabinet | None,
    changes: Iterable[Change],
    at: datetime,
) -> bool:
    """A person says what left: the stock follows, and nobody pays. False: it was decided before."""
    with transaction(connection):
        moved = connection.execute(
            "UPDATE cabinet_losses SET state = 'closed', decided_by = ?, updated_at = ?"
            " WHERE id = ? AND state = 'review'",
            (by, at.isoformat(), loss_id),
        ).rowcount
        if moved and cabinet is not None:
            cabinet_stock.change(connection, cabinet, changes)
        if moved:
            journal.write(connection, at, "cabinet.loss_closed", loss_id, by)
        return moved == 1


def open_ones(connection: sqlite3.Connection) -> tuple[Loss, ...]:
    """Begun, and not weighed yet: a restart goes on with them."""
    rows = connection.execute(
        "SELECT id, cabinet, door, weights FROM cabinet_losses WHERE state = 'open'"
    )
    return tuple(
        Loss(loss_id, cabinet, door, tuple(sorted(json.loads(weights).items())))
        for loss_id, cabinet, door, weights in rows
    )


def waiting(connection: sqlite3.Connection) -> tuple[ReviewRow, ...]:
    """For the list that staff work through."""
    rows = connection.execute(
        "SELECT id, cabinet, began_at FROM cabinet_losses WHERE state = 'review' ORDER BY began_at"
    )
    return tuple(
        ReviewRow(loss_id, cabinet, began_at, SessionState.REVIEW, NO_SESSION, "", Money(0))
        for loss_id, cabinet, began_at in rows.fetchall()
    )


def case_of(connection: sqlite3.Connection, loss_id: str) -> ReviewCase | None:
    """None where there is nothing to decide any more."""
    rows = [row for row in waiting(connection) if row.session_id == loss_id]
    if not rows:
        return None
    (evidence,) = connection.execute(
        "SELECT evidence FROM cabinet_losses WHERE id = ?", (loss_id,)
    ).fetchone()
    seen = _evidence(evidence)
    points = _points(seen) if seen else ()
    edges = tuple((edge.at_ms, edge.is_open) for edge in seen.door_edges) if seen else ()
    return ReviewCase(rows[0], "", Money(0), points, edges, seen, (), (), "", is_whole=True)


def _evidence(text: str | None) -> Evidence | None:
    try:
        return from_json(json.loads(text)) if text else None
    except (EvidenceError, ValueError):
        return None


def _points(seen: Evidence) -> tuple[WeightPoint, ...]:
    """Before and after: what happened between was not followed."""
    times = [edge.at_ms for edge in seen.door_edges] or [0, 1000]
    return tuple(
        WeightPoint(at, shelf.id, reading.mg)
        for shelf in seen.shelves
        for at, reading in ((min(times), shelf.before), (max(times) + 1000, shelf.after))
    )
