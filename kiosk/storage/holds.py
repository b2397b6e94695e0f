"""Holds on disk: an amount set aside before a door opens, captured or released afterwards.

Who opens the door owns the hold while it is `held`. Everything else that is open is pushed until
it is final: nobody's money stays set aside because an answer was lost.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.hold import (
    Captured,
    Held,
    Hold,
    HoldOutcome,
    HoldState,
    Released,
    hold_state_after,
)
from kiosk.domain.ledger import can_be_booked
from kiosk.domain.money import Money
from kiosk.storage import journal
from kiosk.storage.database import transaction

_SELECT = "SELECT session_id, member_id, amount_minor, currency, rail, subject FROM holds"


def intend(connection: sqlite3.Connection, hold: Hold, at: datetime) -> bool:
    """Write down what is to be set aside. False: it was before, and this changed nothing.

    Raises ValueError for an amount that the ledger could not take.
    """
    if not can_be_booked(hold.amount):
        raise ValueError(f"{hold.amount} cannot be set aside: it cannot be booked")
    with transaction(connection):
        who = (hold.id, hold.session_id, hold.member_id)
        amount = (hold.amount.minor, hold.amount.currency)
        added = connection.execute(
            "INSERT INTO holds (id, session_id, member_id, amount_minor, currency, rail, subject,"
            " state, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'created', ?, ?)"
            " ON CONFLICT DO NOTHING",
            (*who, *amount, hold.rail, hold.subject, at.isoformat(), at.isoformat()),
        ).rowcount
        if added:
            journal.write(connection, at, "hold.created", hold.id, str(hold.amount.minor))
        return added == 1


def submitting(connection: sqlite3.Connection, hold_id: str, at: datetime) -> bool:
    """From here on the rail may have heard of it. False: it was submitted before."""
    with transaction(connection):
        if state_of(connection, hold_id) is not HoldState.CREATED:
            return False
        _move(connection, hold_id, HoldState.SUBMITTING, at)
        return True


def capturing(connection: sqlite3.Connection, hold_id: str, amount: Money, at: datetime) -> bool:
    """Decide how much is taken, for good. False: it is not held, or that was decided before.

    Raises ValueError for more than is held, and for nothing: that is a release.
    """
    with transaction(connection):
        hold = get(connection, hold_id)
        if not Money(0, hold.amount.currency) < amount <= hold.amount:
            raise ValueError(f"of {hold.amount.minor} held, {amount.minor} cannot be captured")
        if state_of(connection, hold_id) is not HoldState.HELD:
            return False
        connection.execute(
            "UPDATE holds SET captured_minor = ? WHERE id = ?", (amount.minor, hold_id)
        )
        _move(connection, hold_id, HoldState.CAPTURING, at)
        return True


def releasing(connection: sqlite3.Connection, hold_id: str, at: datetime) -> bool:
    """Decide that nothing is taken, for good. False: it is over, or being captured."""
    with transaction(connection):
        state = state_of(connection, hold_id)
        if state is None or state.is_final or state is HoldState.CAPTURING:
            return False
        if state is not HoldState.RELEASING:
            _move(connection, hold_id, HoldState.RELEASING, at)
        return True


def record(
    connection: sqlite3.Connection, hold_id: str, outcome: HoldOutcome, at: datetime
) -> HoldState:
    """Write the rail's answer down. The state after it."""
    with transaction(connection):
        before = state_of(connection, hold_id)
        if before is None:
            raise ValueError(f"no hold {hold_id}")
        after = hold_state_after(before, outcome)
        if isinstance(outcome, Held | Captured) and outcome.service_number:
            connection.execute(
                "UPDATE holds SET service_number = ? WHERE id = ?",
                (outcome.service_number, hold_id),
            )
        if after is not before:
            if isinstance(outcome, Captured):  # what the rail took, whatever we asked for
                connection.execute(
                    "UPDATE holds SET captured_minor = ? WHERE id = ?",
                    (outcome.amount.minor, hold_id),
                )
            if isinstance(outcome, Released):
                connection.execute(
                    "UPDATE holds SET captured_minor = NULL WHERE id = ?", (hold_id,)
                )
            _move(connection, hold_id, after, at)
        return after


def find(connection: sqlite3.Connection, hold_id: str) -> Hold | None:
    row = connection.execute(f"{_SELECT} WHERE id = ?", (hold_id,)).fetchone()
    if row is None:
        return None
    session_id, member_id, minor, currency, rail, subject = row
    return Hold(hold_id, session_id, member_id, Money(minor, currency), rail, subject)


def get(connection: sqlite3.Connection, hold_id: str) -> Hold:
    """Raises ValueError where there is no such hold."""
    hold = find(connection, hold_id)
    if hold is None:
        raise ValueError(f"no hold {hold_id}")
    return hold


def state_of(connection: sqlite3.Connection, hold_id: str) -> HoldState | None:
    row = connection.execute("SELECT state FROM holds WHERE id = ?", (hold_id,)).fetchone()
    return HoldState(row[0]) if row else None


def captured_amount(connection: sqlite3.Connection, hold_id: str) -> Money | None:
    """What is or will be taken; None while nothing was decided, and where nothing is taken."""
    row = connection.execute(
        "SELECT captured_minor, currency FROM holds WHERE id = ?", (hold_id,)
    ).fetchone()
    return Money(*row) if row and row[0] is not None else None


def open_ones(connection: sqlite3.Connection) -> list[tuple[Hold, HoldState]]:
    """Those that are not final, the oldest first. A `held` one belongs to its session."""
    rows = connection.execute(
        "SELECT id, state FROM holds WHERE state IN"  # these words exactly: they are the index's
        " ('created', 'submitting', 'unknown', 'held', 'capturing', 'releasing') ORDER BY rowid"
    ).fetchall()
    return [(get(connection, hold_id), HoldState(state)) for hold_id, state in rows]


def _move(connection: sqlite3.Connection, hold_id: str, state: HoldState, at: datetime) -> None:
    connection.execute(
        "UPDATE holds SET state = ?, updated_at = ? WHERE id = ?",
        (state, at.isoformat(), hold_id),
    )
    journal.write(connection, at, f"hold.{state}", hold_id)
