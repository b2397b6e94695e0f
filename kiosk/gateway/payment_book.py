"""Payments as the gateway wrote them down: whose they are, and the last outcome that counts."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    Payment,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import ConflictError, NotYoursError
from kiosk.rails.gateway_outcome import decoded, encoded


@dataclass(frozen=True, slots=True)
class Entry:
    """`outcome` is None while nothing is known. `closing`: somebody wants no charge any more."""

    payment: Payment
    device: str
    closing: bool
    outcome: Outcome | None

    @property
    def is_final(self) -> bool:
        return isinstance(self.outcome, Paid | Refused | Closed | Reversed)


def find(db: sqlite3.Connection, payment_id: str) -> Entry | None:
    row = db.execute(
        "SELECT order_id, member_id, minor, currency, rail, subject, device, closing, outcome"
        " FROM payments WHERE id = ?",
        (payment_id,),
    ).fetchone()
    if row is None:
        return None
    order_id, member_id, minor, currency, rail, subject, device, closing, outcome = row
    payment = Payment(payment_id, order_id, member_id, Money(minor, currency), rail, subject)
    known = _outcome(outcome)
    if isinstance(known, Paid):
        payment = replace(payment, service_number=known.service_number)
    return Entry(payment, device, bool(closing), known)


def find_own(db: sqlite3.Connection, payment: Payment, device: Device) -> Entry | None:
    """Raises NotYoursError or ConflictError: an id means one payment of one device, for ever."""
    entry = find(db, payment.id)
    if entry is None:
        return None
    if entry.device != device.name:
        raise NotYoursError(f"Payment {payment.id} is another device's.")
    if entry.payment != payment:
        raise ConflictError(f"Payment {payment.id} was asked for with other parameters before.")
    return entry


def add(db: sqlite3.Connection, payment: Payment, device: Device, now: datetime) -> Entry:
    db.execute(
        "INSERT INTO payments (id, device, rail, order_id, member_id, minor, currency, subject,"
        " day, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            payment.id, device.name, payment.rail, payment.order_id, payment.member_id,
            payment.amount.minor, payment.amount.currency, payment.subject,
            now.date().isoformat(), now.isoformat(),
        ),
    )  # fmt: skip
    return Entry(payment, device.name, closing=False, outcome=None)


def mark_closing(db: sqlite3.Connection, payment_id: str) -> None:
    db.execute("UPDATE payments SET closing = 1 WHERE id = ?", (payment_id,))


def keep(db: sqlite3.Connection, payment_id: str, outcome: Outcome) -> None:
    db.execute(
        "UPDATE payments SET outcome = ? WHERE id = ?", (encoded(outcome).decode(), payment_id)
    )


def asked_today(db: sqlite3.Connection, device: Device, currency: str, now: datetime) -> Money:
    """What the device has charged or may still have charged on this day."""
    rows = db.execute(
        "SELECT minor, outcome FROM payments WHERE device = ? AND day = ? AND currency = ?",
        (device.name, now.date().isoformat(), currency),
    )
    still = (
        minor
        for minor, outcome in rows
        if not isinstance(_outcome(outcome), Refused | Closed | Reversed)
    )
    return Money(sum(still), currency)


def after(stored: Outcome | None, new: Outcome) -> Outcome | None:
    """The outcome that stands. A final one gives way to what shows that money moved, only.

    Paid stays, unless it was reversed. After Closed or Refused a Paid is late: it stands, so that
    whoever asks hears it, and the money is given back.
    """
    match stored, new:
        case Reversed(), _:
            return stored
        case Paid(), Reversed():
            return new
        case Paid(), _:
            return stored
        case ((Closed() | Refused()), (Paid() | Reversed())):
            return new
        case ((Closed() | Refused()), _):
            return stored
        case _, Unknown():
            return stored
        case _:
            return new


def is_late(stored: Outcome | None, new: Outcome) -> bool:
    """The device was told that no charge will stand, and now the money has moved."""
    return isinstance(stored, Closed | Refused) and isinstance(new, Paid)


def _outcome(raw: str | None) -> Outcome | None:
    if raw is None:
        return None
    outcome = decoded(raw.encode())
    if isinstance(outcome, Paid | Refused | Waiting | Closed | Reversed):
        return outcome
    return None
