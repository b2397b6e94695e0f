"""Refunds on disk: id and amount are fixed before the first byte leaves, and never change.

All refunds of a payment together never exceed what was paid: that is looked at in the transaction
that intends one. The entry in the books is in the transaction that records the money as gone.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

import cloud_sync.outbox
from kiosk.domain.accounts import REFUNDS, funds_of
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, PaymentState, Rail, Unknown
from kiosk.domain.refund import (
    Refund,
    RefundOutcome,
    RefundReason,
    RefundRefused,
    RefundState,
    late_refund_id,
    refund_state_after,
)
from kiosk.storage import journal, ledger, payment_rows, refund_receipts
from kiosk.storage.database import transaction
from kiosk.storage.order_message import OrderAddress, refund_message

KIOSK = "kiosk"
"""Who gives back what came too late."""


class RefundNotAllowedError(ValueError):
    """Not paid, not that much, or the id is another refund's. Nothing was written down."""


def intend(connection: sqlite3.Connection, refund: Refund, by: str, at: datetime) -> bool:
    """Write down that this is to be given back. False: it was before, and this changed nothing.

    `by`: who said so. Raises RefundNotAllowedError.
    """
    with transaction(connection):
        known = find(connection, refund.id)
        if known is not None:
            _require_same(known, refund)
            return False
        _require_paid(connection, refund)
        _insert(connection, refund, by, at)
        return True


def intend_late(connection: sqlite3.Connection, payment: Payment, at: datetime) -> None:
    """All of a payment that was given up, and turned out paid."""
    refund = Refund(late_refund_id(payment.id), payment, payment.amount, RefundReason.LATE)
    with transaction(connection):
        if find(connection, refund.id) is None:
            _insert(connection, refund, KIOSK, at)


def submitting(connection: sqlite3.Connection, refund_id: str, at: datetime) -> bool:
    """From here on the rail may have heard of it. False: it is over, and must not be sent."""
    with transaction(connection):
        state = state_of(connection, refund_id)
        if state is None or state.is_final:
            return False
        if state is RefundState.CREATED:
            _move(connection, refund_id, RefundState.SUBMITTING, at)
        return True


def record(
    connection: sqlite3.Connection,
    refund_id: str,
    outcome: RefundOutcome,
    at: datetime,
    address: OrderAddress | None = None,
) -> RefundState:
    """Write the rail's answer down. The state after it.

    With an `address` the back office hears of what was given back.
    """
    with transaction(connection):
        refund, before = get(connection, refund_id)
        after = refund_state_after(before, outcome)
        if after is not before:
            _move(connection, refund_id, after, at, _detail(outcome))
            if after is RefundState.REFUNDED:
                _gave_back(connection, refund, at)
                if address:
                    message = refund_message(connection, refund, address, at)
                    cloud_sync.outbox.put(connection, message)
        return after


def find(connection: sqlite3.Connection, refund_id: str) -> Refund | None:
    row = connection.execute(
        "SELECT payment_id, amount_minor, currency, reason FROM refunds WHERE id = ?", (refund_id,)
    ).fetchone()
    if row is None:
        return None
    payment_id, minor, currency, reason = row
    payment = payment_rows.get(connection, payment_id)
    return Refund(refund_id, payment, Money(minor, currency), RefundReason(reason))


def get(connection: sqlite3.Connection, refund_id: str) -> tuple[Refund, RefundState]:
    """With its state. Raises ValueError where there is no such refund."""
    refund, state = find(connection, refund_id), state_of(connection, refund_id)
    if refund is None or state is None:
        raise ValueError(f"no refund {refund_id}")
    return refund, state


def state_of(connection: sqlite3.Connection, refund_id: str) -> RefundState | None:
    row = connection.execute("SELECT state FROM refunds WHERE id = ?", (refund_id,)).fetchone()
    return RefundState(row[0]) if row else None


def detail_of(connection: sqlite3.Connection, refund_id: str) -> str:
    """What the rail said last, for staff; empty while it has said nothing."""
    row = connection.execute("SELECT detail FROM refunds WHERE id = ?", (refund_id,)).fetchone()
    return str(row[0]) if row else ""


def open_ones(connection: sqlite3.Connection) -> list[Refund]:
    """Refunds without a final answer, the oldest first."""
    rows = connection.execute(
        "SELECT id FROM refunds WHERE state IN ('created', 'submitting', 'unknown') ORDER BY rowid"
    ).fetchall()
    found = (find(connection, refund_id) for (refund_id,) in rows)
    return [refund for refund in found if refund is not None]


def refundable(connection: sqlite3.Connection, payment_id: str) -> Money:
    """What is left to give back: what was paid, less every refund that has not failed."""
    payment = payment_rows.get(connection, payment_id)
    state = payment_rows.state_of(connection, payment_id)
    if state not in {PaymentState.PAID, PaymentState.REFUNDING}:
        return Money(0, payment.amount.currency)
    (intended,) = connection.execute(
        "SELECT coalesce(sum(amount_minor), 0) FROM refunds"
        " WHERE payment_id = ? AND state <> 'failed'",
        (payment_id,),
    ).fetchone()
    return payment.amount - Money(intended, payment.amount.currency)


def _require_same(known: Refund, refund: Refund) -> None:
    same = (refund.payment.id, refund.amount)
    if (known.payment.id, known.amount) != same:
        raise RefundNotAllowedError(f"the refund {refund.id} is for another amount or payment")


def _require_paid(connection: sqlite3.Connection, refund: Refund) -> None:
    left = refundable(connection, refund.payment.id)
    if refund.amount.currency != left.currency:
        raise RefundNotAllowedError(f"{refund.payment.id} was not paid in {refund.amount.currency}")
    if not Money(0, left.currency) < refund.amount <= left:
        raise RefundNotAllowedError(
            f"of {refund.payment.id} {left.minor} are left to give back, not {refund.amount.minor}"
        )


def _insert(connection: sqlite3.Connection, refund: Refund, by: str, at: datetime) -> None:
    amount = (refund.amount.minor, refund.amount.currency)
    connection.execute(
        "INSERT INTO refunds (id, payment_id, amount_minor, currency, reason, by, state,"
        " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, 'created', ?, ?)",
        (refund.id, refund.payment.id, *amount, refund.reason, by, at.isoformat(), at.isoformat()),
    )
    journal.write(connection, at, "refund.created", refund.id, str(refund.amount.minor))


def _move(
    connection: sqlite3.Connection,
    refund_id: str,
    state: RefundState,
    at: datetime,
    detail: str = "",
) -> None:
    connection.execute(
        "UPDATE refunds SET state = ?, detail = ?, updated_at = ? WHERE id = ?",
        (state, detail, at.isoformat(), refund_id),
    )
    journal.write(connection, at, f"refund.{state}", refund_id)


def _detail(outcome: RefundOutcome) -> str:
    return outcome.reason if isinstance(outcome, RefundRefused | Unknown) else ""


def _gave_back(connection: sqlite3.Connection, refund: Refund, at: datetime) -> None:
    """The money is gone. The wallet, which has the same books, has posted it itself."""
    connection.execute(
        "UPDATE refunds SET refunded_at = ? WHERE id = ?",
        (at.isoformat(timespec="seconds"), refund.id),
    )
    refund_receipts.give_number(connection, refund.id, at)
    payment = refund.payment
    if payment.rail != Rail.WALLET:
        funds = funds_of(payment.rail)
        entry = transfer(refund.id, EntryKind.REFUND, REFUNDS, funds, refund.amount, at)
        ledger.post(connection, entry)
    (given,) = connection.execute(
        "SELECT sum(amount_minor) FROM refunds WHERE payment_id = ? AND state = 'refunded'",
        (payment.id,),
    ).fetchone()
    if given == payment.amount.minor:
        state = payment_rows.state_of(connection, payment.id)
        if state is not PaymentState.REFUNDED:
            payment_rows.move(connection, payment.id, PaymentState.REFUNDED, at)
        payment_rows.cancel_order(connection, payment.id, at)
