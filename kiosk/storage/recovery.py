"""After a restart: finish or undo what was open, and say so.

payment created ─▶ it never left this kiosk: cancel the order
payment open at the wallet ─ close it ─▶ paid: complete the order
                                      ─▶ closed, refused: cancel the order
payment, refund or hold open at a service ─▶ left to the guard: nobody waits for a network here
payment paid, order still open ─▶ complete the order
door intended ─▶ dropped (never sent; nobody stands there)   door sent ─▶ unknown
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.door import DoorState
from kiosk.domain.payment import Closed, Outcome, Payment, PaymentState, Rail, Unknown
from kiosk.domain.receipt import Receipt
from kiosk.ports import PaymentRail
from kiosk.storage import cleaning, orders, payments
from kiosk.storage.database import in_our_words
from kiosk.storage.order_message import OrderAddress


@dataclass(frozen=True, slots=True)
class Recovered:
    """What the restart did: finished and undone orders, doors and payments nobody knows about."""

    finished: tuple[Receipt, ...] = ()
    undone: tuple[str, ...] = ()
    doors: tuple[str, ...] = ()
    still_unknown: tuple[str, ...] = ()


def recover(
    connection: sqlite3.Connection, wallet: PaymentRail, address: OrderAddress, at: datetime
) -> Recovered:
    """Doing it twice does no more than doing it once. Raises StorageError."""
    with in_our_words():
        cleaning.settle(
            connection
        )  # a power cut may have come between forgetting a member and this
        undone, unknown = _resolve(connection, wallet, at)
        unfinished = payments.unfinished(connection)
        finished = tuple(_finish(connection, one, address, at) for one in unfinished)
        return Recovered(finished, undone, _settle_doors(connection, at), unknown)


def _resolve(
    connection: sqlite3.Connection, wallet: PaymentRail, at: datetime
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Orders undone, and payments that nobody knows about even now."""
    undone, unknown = [], []
    for payment, state in payments.open_ones(connection):
        outcome = _outcome(payment, state, wallet)
        after = payments.record_outcome(connection, payment.id, outcome, at)
        if after in {PaymentState.CLOSED, PaymentState.FAILED}:
            orders.annotate(connection, payment.order_id, "undone")
            undone.append(payment.order_id)
        elif not after.is_final:
            if after is not PaymentState.CANCELLING:  # of that one the order is over already
                orders.annotate(connection, payment.order_id, orders.ASKING)
            unknown.append(payment.id)
    return tuple(undone), tuple(unknown)


def _outcome(payment: Payment, state: PaymentState, wallet: PaymentRail) -> Outcome:
    if state is PaymentState.CREATED:
        return Closed()
    if payment.rail == Rail.WALLET:
        return wallet.close(payment)
    return Unknown("the guard will ask")


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
