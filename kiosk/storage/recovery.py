"""After a restart: finish or undo what was open, and say so.

payment created, submitting or unknown ─ close at the rail ─▶ paid: complete the order
                                                           ─▶ closed, refused: cancel the order
                                                           ─▶ unknown: ask again later
payment paid, order still open ─▶ complete the order
door intended ─▶ dropped (never sent; nobody stands there)   door sent ─▶ unknown
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.door import DoorState
from kiosk.domain.payment import Closed, Paid, Refused, Unknown
from kiosk.domain.receipt import Receipt
from kiosk.ports import PaymentRail
from kiosk.storage import orders
from kiosk.storage.database import empty_log, in_our_words
from kiosk.storage.order_message import OrderAddress


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the restart did: finished and undone orders, doors and payments nobody knows about."""

    finished: tuple[Receipt, ...] = ()
    undone: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()
    still_unknown: tuple[str, ...] = ()


def open_payments(connection: sqlite3.Connection) -> list[str]:
    """Payments without a final answer, the oldest first."""
    rows = connection.execute(
        "SELECT id FROM payments WHERE state IN ('created', 'submitting', 'unknown') ORDER BY rowid"
    )
    return [payment_id for (payment_id,) in rows]


def unfinished(connection: sqlite3.Connection) -> list[str]:
    """Payments that are paid while their order is not: a restart or a full disk came between."""
    rows = connection.execute(
        "SELECT p.id FROM payments p JOIN orders o ON o.id = p.order_id"
        " WHERE p.state = 'paid' AND o.state <> 'paid' ORDER BY p.rowid"
    )
    return [payment_id for (payment_id,) in rows]


def recover(
    connection: sqlite3.Connection, rail: PaymentRail, address: OrderAddress, at: datetime
) -> Recovered:
    """Doing it twice does no more than doing it once. Raises StorageError."""
    with in_our_words():
        empty_log(connection)  # a power cut may have come between forgetting a member and this
        undone, unknown = _resolve(connection, rail, at)
        finished = tuple(_finish(connection, one, address, at) for one in unfinished(connection))
        return Recovered(finished, undone, _settle_doors(connection, at), unknown)


def _resolve(
    connection: sqlite3.Connection, rail: PaymentRail, at: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Orders undone, and payments that nobody knows about even now."""
    undone, unknown = [], []
    for payment_id in open_payments(connection):
        outcome = rail.close(payment_id)
        orders.record_outcome(connection, payment_id, outcome, at)
        match outcome:
            case Closed() | Refused():
                undone.append(_undone(connection, payment_id))
            case Unknown():
                unknown.append(payment_id)
            case Paid():  # `unfinished` finds it
                pass
    return tuple(undone), tuple(unknown)


def _undone(connection: sqlite3.Connection, payment_id: str) -> str:
    (order_id,) = connection.execute(
        "SELECT order_id FROM payments WHERE id = ?", (payment_id,)
    ).fetchone()
    orders.annotate(connection, order_id, "undone")
    return str(order_id)


def _finish(
    connection: sqlite3.Connection, payment_id: str, address: OrderAddress, at: datetime
) -> Receipt:
    receipt = orders.complete(connection, payment_id, None, address, at).receipt
    orders.annotate(connection, receipt.order_id, "finished")
    return receipt


def _settle_doors(connection: sqlite3.Connection, at: datetime) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT id, order_id, state FROM door_commands WHERE state IN ('intended', 'sent')"
    ).fetchall()
    for command_id, order_id, state in rows:
        was_sent = state == DoorState.SENT
        after = DoorState.UNKNOWN if was_sent else DoorState.DROPPED
        orders.move_door(connection, command_id, after, at, "the kiosk restarted")
        orders.annotate(connection, order_id, "door_unknown" if was_sent else "door_not_opened")
    return tuple(order_id for _, order_id, _ in rows)
