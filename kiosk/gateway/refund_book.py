"""Refunds as the gateway wrote them down. All refunds of a payment together never exceed it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.domain.payment import Payment
from kiosk.domain.refund import (
    Refund,
    Refunded,
    RefundOutcome,
    RefundReason,
    RefundRefused,
    late_refund_id,
)
from kiosk.gateway import payment_book
from kiosk.gateway.errors import ConflictError
from kiosk.rails.gateway_outcome import decoded, encoded


@dataclass(frozen=True, slots=True)
class RefundEntry:
    """`outcome` is None while it is not final."""

    refund: Refund
    outcome: RefundOutcome | None


def find(db: sqlite3.Connection, refund_id: str) -> RefundEntry | None:
    row = db.execute(
        "SELECT payment_id, minor, currency, reason, outcome FROM refunds WHERE id = ?",
        (refund_id,),
    ).fetchone()
    if row is None:
        return None
    payment_id, minor, currency, reason, outcome = row
    paid = payment_book.find(db, payment_id)
    if paid is None:  # the foreign key forbids it
        return None
    refund = Refund(refund_id, paid.payment, Money(minor, currency), RefundReason(reason))
    return RefundEntry(refund, _outcome(outcome))


def find_same(db: sqlite3.Connection, refund: Refund) -> RefundEntry | None:
    """Raises ConflictError: a refund's id means one amount of one payment, for ever."""
    entry = find(db, refund.id)
    if entry is None:
        return None
    same = (entry.refund.payment, entry.refund.amount) == (refund.payment, refund.amount)
    if not same:
        raise ConflictError(f"Refund {refund.id} was asked for with other parameters before.")
    return entry


def add(
    db: sqlite3.Connection, refund: Refund, now: datetime, *, by_gateway: bool = False
) -> RefundEntry:
    """One that is more than what is left of the payment is written down as refused."""
    left = refund.payment.amount - _given_back(db, refund.payment)
    outcome: RefundOutcome | None = None
    if refund.amount > left:
        outcome = RefundRefused(f"Only {left.minor} of {refund.payment.amount.minor} fen are left.")
    db.execute(
        "INSERT INTO refunds (id, payment_id, minor, currency, reason, by_gateway, outcome, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            refund.id, refund.payment.id, refund.amount.minor, refund.amount.currency,
            refund.reason, by_gateway, encoded(outcome).decode() if outcome else None,
            now.isoformat(),
        ),
    )  # fmt: skip
    return RefundEntry(refund, outcome)


def add_late(db: sqlite3.Connection, payment: Payment, now: datetime) -> None:
    """The whole of a payment that was paid after it had been given up; once."""
    refund = Refund(late_refund_id(payment.id), payment, payment.amount, RefundReason.LATE)
    if find(db, refund.id) is None:
        add(db, refund, now, by_gateway=True)


def keep(db: sqlite3.Connection, refund_id: str, outcome: RefundOutcome) -> RefundOutcome:
    """The outcome that stands: a final one is kept and never changes."""
    entry = find(db, refund_id)
    if entry is not None and entry.outcome is not None:
        return entry.outcome
    if isinstance(outcome, Refunded | RefundRefused):
        db.execute(
            "UPDATE refunds SET outcome = ? WHERE id = ?", (encoded(outcome).decode(), refund_id)
        )
    return outcome


def late_ones(db: sqlite3.Connection) -> list[Refund]:
    """Refunds that the gateway itself has still to push."""
    ids = db.execute("SELECT id FROM refunds WHERE by_gateway = 1 AND outcome IS NULL ORDER BY id")
    entries = [find(db, refund_id) for (refund_id,) in ids.fetchall()]
    return [entry.refund for entry in entries if entry is not None]


def _given_back(db: sqlite3.Connection, payment: Payment) -> Money:
    """Refunds that were not refused; those that are not known yet count as well."""
    rows = db.execute("SELECT minor, outcome FROM refunds WHERE payment_id = ?", (payment.id,))
    minor = sum(minor for minor, raw in rows if not isinstance(_outcome(raw), RefundRefused))
    return Money(minor, payment.amount.currency)


def _outcome(raw: str | None) -> RefundOutcome | None:
    outcome = None if raw is None else decoded(raw.encode())
    return outcome if isinstance(outcome, Refunded | RefundRefused) else None
