"""How a session ends on disk: what left, the stock, and the order or debt that comes of it.

A verdict is written once, before money moves. The order is made in the transaction that learns
that the hold was captured, so that receipt, books and message to the office agree.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.cabinet import Cabinet, order_of_lines, total_of
from kiosk.domain.cabinet_session import SessionState, Verdict, detail_text
from kiosk.domain.hold import Hold, HoldState
from kiosk.domain.money import Money
from kiosk.domain.order import Order, OrderLine
from kiosk.domain.payment import Paid, Payment
from kiosk.domain.receipt import Receipt
from kiosk.domain.settlement.evidence import as_json
from kiosk.storage import (
    cabinet_lines,
    cabinet_sessions,
    cabinet_stock,
    debts,
    holds,
    journal,
    orders,
    payments,
)
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress

log = logging.getLogger(__name__)

_MAY_END = {
    SessionState.OPENING,
    SessionState.UNLOCKING,
    SessionState.SHOPPING,
    SessionState.SETTLING,
    SessionState.REVIEW,
}


@dataclass(frozen=True, slots=True)
class Finished:
    """`receipt`: of what was paid; `owed`: what was not."""

    session_id: str
    receipt: Receipt | None
    owed: Money | None


def decide(
    connection: sqlite3.Connection, verdict: Verdict, cabinet: Cabinet | None, at: datetime
) -> SessionState:
    """Write it down, with the evidence and the stock that follows. The state that stands now.

    A session that is over, or being charged, keeps what was decided first.
    """
    with transaction(connection):
        session_id = verdict.session_id
        before = cabinet_sessions.state_of(connection, session_id)
        if before is None:
            raise ValueError(f"no session {session_id}")
        if before not in _MAY_END:
            return before
        _write(connection, verdict)
        if cabinet is not None and verdict.state is not SessionState.REVIEW:
            cabinet_stock.change(connection, cabinet, verdict.changes)
        counts = [[line.sku, line.quantity] for line in (*verdict.paid, *verdict.owed)]
        said = {"state": verdict.state, "by": verdict.by, "reason": verdict.reason}
        detail = {**said, "counts": counts, "owed": len(verdict.owed) > 0}
        cabinet_sessions.note(connection, session_id, "verdict", detail, at)
        cabinet_sessions.move(connection, session_id, verdict.state, at)
        journal.write(connection, at, "cabinet.verdict", session_id, verdict.by)
        return verdict.state


def _write(connection: sqlite3.Connection, verdict: Verdict) -> None:
    evidence = detail_text(as_json(verdict.evidence)) if verdict.evidence else None
    connection.execute(
        "UPDATE cabinet_sessions SET evidence = coalesce(?, evidence), lines = ?, owed_lines = ?,"
        " reason = ? WHERE id = ?",
        (
            evidence,
            cabinet_lines.to_text(verdict.paid),
            cabinet_lines.to_text(verdict.owed),
            verdict.reason,
            verdict.session_id,
        ),
    )


def finish(
    connection: sqlite3.Connection,
    hold_id: str,
    payer_of: Callable[[str], str],
    address: OrderAddress,
    at: datetime,
) -> Finished | None:
    """The hold is over: what it paid for becomes an order, the rest a debt. Again: no change.

    `payer_of` gives the masked name of a member. None where no session waits for that hold.
    """
    with transaction(connection):
        session_id = cabinet_sessions.of_hold(connection, hold_id)
        hold_state = holds.state_of(connection, hold_id)
        if session_id is None or hold_state is None or not hold_state.is_final:
            return None
        if cabinet_sessions.state_of(connection, session_id) is not SessionState.CHARGING:
            return None
        session = cabinet_sessions.get(connection, session_id)
        paid, owed = lines_of(connection, session_id)
        if hold_state is not HoldState.CAPTURED:
            paid, owed = (), (*paid, *owed)
        receipt = None
        if paid:
            hold = holds.get(connection, hold_id)
            order = order_of_lines(paid, session.order_id)
            _place(connection, order, hold, payer_of(session.member_id), at)
            receipt = orders.complete(connection, hold.id, None, address, at).receipt
        if owed:
            owner = (session.id, session.member_id)
            debts.add(connection, session.debt_id, owner, owed, at)
        over = SessionState.OWED if owed else SessionState.CHARGED
        cabinet_sessions.note(connection, session_id, "money", {"hold": hold_state}, at)
        cabinet_sessions.move(connection, session_id, over, at)
        return Finished(session_id, receipt, total_of(owed) if owed else None)


def lines_of(
    connection: sqlite3.Connection, session_id: str
) -> tuple[tuple[OrderLine, ...], tuple[OrderLine, ...]]:
    """What the hold is to pay for, and what is owed beyond it."""
    row = connection.execute(
        "SELECT lines, owed_lines FROM cabinet_sessions WHERE id = ?", (session_id,)
    ).fetchone()
    return cabinet_lines.from_text(row[0]), cabinet_lines.from_text(row[1])


def _place(
    connection: sqlite3.Connection, order: Order, hold: Hold, payer: str, at: datetime
) -> None:
    """Order and payment of money that was captured already."""
    taken = holds.captured_amount(connection, hold.id)
    if taken != order.total:
        log.error("hold %s: %s captured for an order of %s", hold.id, taken, order.total)
    payment = Payment(hold.id, order.id, hold.member_id, order.total, hold.rail, hold.subject)
    orders.place(connection, order, payment, payer, at)
    number = _number(connection, hold)
    payments.record_outcome(connection, payment.id, Paid(service_number=number), at)


def _number(connection: sqlite3.Connection, hold: Hold) -> str:
    row = connection.execute("SELECT service_number FROM holds WHERE id = ?", (hold.id,)).fetchone()
    return str(row[0]) if row else ""
