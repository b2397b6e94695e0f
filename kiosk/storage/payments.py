"""A payment's life on disk: submitted, answered, given up. What it may become: domain/payment.py.

What follows from an answer is in the transaction that records it: the entry in the books, the
refund of money that came too late, and the end of an order that nobody will pay.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.accounts import funds_of, takings_of
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.member import masked_account
from kiosk.domain.payment import (
    Outcome,
    Paid,
    Payment,
    PaymentState,
    Rail,
    Reversed,
    state_after,
)
from kiosk.domain.refund import Refunded, late_refund_id
from kiosk.storage import ledger, payment_rows, refunds
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress

OPEN = (
    PaymentState.CREATED,
    PaymentState.SUBMITTING,
    PaymentState.PAYING,
    PaymentState.UNKNOWN,
    PaymentState.CANCELLING,
)
"""What the rail has still to say about. `refunding` waits for its refund instead."""

_WITHOUT_MONEY = {
    PaymentState.FAILED,
    PaymentState.CLOSED,
    PaymentState.CANCELLING,
    PaymentState.REFUNDING,
    PaymentState.REFUNDED,
}


def submitting(connection: sqlite3.Connection, payment_id: str, at: datetime) -> bool:
    """From here on the rail may have heard of it. False: it was submitted before."""
    with transaction(connection):
        if payment_rows.state_of(connection, payment_id) is not PaymentState.CREATED:
            return False
        payment_rows.move(connection, payment_id, PaymentState.SUBMITTING, at)
        return True


def give_up(connection: sqlite3.Connection, payment_id: str, at: datetime) -> PaymentState:
    """The shopper is about to be told that no charge will stand: from here on none does.

    The order is cancelled with it. A payment that is over already stays what it is. The state now.
    """
    with transaction(connection):
        state = payment_rows.state_of(connection, payment_id)
        if state is None:
            raise ValueError(f"no payment {payment_id}")
        if state is PaymentState.CANCELLING or state not in OPEN:
            return state
        payment_rows.move(connection, payment_id, PaymentState.CANCELLING, at)
        payment_rows.cancel_order(connection, payment_id, at)
        return PaymentState.CANCELLING


def record_outcome(
    connection: sqlite3.Connection,
    payment_id: str,
    outcome: Outcome,
    at: datetime,
    address: OrderAddress | None = None,
) -> PaymentState:
    """Write the rail's answer down, with all that follows from it. The state after it.

    With an `address` the back office hears of money that the service has given back already.
    """
    with transaction(connection):
        payment = payment_rows.get(connection, payment_id)
        before = payment_rows.state_of(connection, payment_id)
        assert before is not None  # noqa: S101  # it was found above
        after = state_after(before, outcome)
        if after is before:
            return after
        payment_rows.move(connection, payment_id, after, at)
        match outcome:
            case Paid():
                _took(connection, payment, outcome, at)
            case Reversed():
                _took(connection, payment, Paid(), at)
            case _:
                pass
        if after in {PaymentState.REFUNDING, PaymentState.REFUNDED}:
            _give_back(connection, payment, outcome, at, address)
        if after in _WITHOUT_MONEY:
            payment_rows.cancel_order(connection, payment_id, at)
        return after


def open_ones(connection: sqlite3.Connection) -> list[tuple[Payment, PaymentState]]:
    """Payments that the rail has still to say about, the oldest first."""
    return payment_rows.open_ones(connection)


def unfinished(connection: sqlite3.Connection) -> list[str]:
    """Payments that are paid while their order is open: a restart or a full disk came between."""
    rows = connection.execute(
        "SELECT p.id FROM orders o JOIN payments p ON p.order_id = o.id"
        " WHERE o.state = 'open' AND p.state = 'paid' ORDER BY p.rowid"
    )
    return [payment_id for (payment_id,) in rows]


def _took(connection: sqlite3.Connection, payment: Payment, paid: Paid, at: datetime) -> None:
    """Money has come in. The wallet, which has the same books, has posted it itself.

    A payer who was forgotten meanwhile is not written down.
    """
    connection.execute(
        "UPDATE payments SET service_number = ?, paid_at = ?, payer = CASE"
        " WHEN member_id = '' OR EXISTS (SELECT 1 FROM members m WHERE m.id = member_id)"
        " THEN ? ELSE '' END WHERE id = ?",
        (
            paid.service_number,
            at.isoformat(timespec="seconds"),
            masked_account(paid.payer),
            payment.id,
        ),
    )
    if payment.rail != Rail.WALLET:
        funds, takings = funds_of(payment.rail), takings_of(payment.rail)
        entry = transfer(payment.id, EntryKind.CHARGE, funds, takings, payment.amount, at)
        ledger.post(connection, entry)


def _give_back(
    connection: sqlite3.Connection,
    payment: Payment,
    outcome: Outcome,
    at: datetime,
    address: OrderAddress | None,
) -> None:
    """What came too late goes back; where the service has reversed it, it has gone already."""
    refunds.intend_late(connection, payment, at)
    if isinstance(outcome, Reversed):
        refunds.record(connection, late_refund_id(payment.id), Refunded(), at, address)
