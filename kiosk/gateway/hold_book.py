"""Pre-authorisations as the gateway wrote them down."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, Refused
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import ConflictError, NotYoursError
from kiosk.rails.gateway_outcome import decoded, encoded


@dataclass(frozen=True, slots=True)
class HoldEntry:
    """`captured`: the amount that a capture was asked for, whatever came of it."""

    hold: Hold
    captured: Money | None
    releasing: bool
    outcome: HoldOutcome | None

    @property
    def is_final(self) -> bool:
        return isinstance(self.outcome, Captured | Released | Refused)


def find_own(db: sqlite3.Connection, hold: Hold, device: Device) -> HoldEntry | None:
    """Raises NotYoursError or ConflictError: an id means one hold of one device, for ever."""
    row = db.execute(
        "SELECT device, rail, session_id, member_id, minor, currency, subject, captured,"
        " releasing, outcome FROM holds WHERE id = ?",
        (hold.id,),
    ).fetchone()
    if row is None:
        return None
    owner, rail, session_id, member_id, minor, currency, subject, captured, releasing, raw = row
    if owner != device.name:
        raise NotYoursError(f"Hold {hold.id} is another device's.")
    known = Hold(hold.id, session_id, member_id, Money(minor, currency), rail, subject)
    if known != hold:
        raise ConflictError(f"Hold {hold.id} was asked for with other parameters before.")
    taken = None if captured is None else Money(captured, currency)
    return HoldEntry(hold, taken, bool(releasing), _outcome(raw))


def add(db: sqlite3.Connection, hold: Hold, device: Device, now: datetime) -> HoldEntry:
    db.execute(
        "INSERT INTO holds (id, device, rail, session_id, member_id, minor, currency, subject, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            hold.id, device.name, hold.rail, hold.session_id, hold.member_id, hold.amount.minor,
            hold.amount.currency, hold.subject, now.isoformat(),
        ),
    )  # fmt: skip
    return HoldEntry(hold, None, releasing=False, outcome=None)


def mark_capture(db: sqlite3.Connection, hold: Hold, amount: Money) -> None:
    db.execute("UPDATE holds SET captured = ? WHERE id = ?", (amount.minor, hold.id))


def mark_releasing(db: sqlite3.Connection, hold: Hold) -> None:
    db.execute("UPDATE holds SET releasing = 1 WHERE id = ?", (hold.id,))


def keep(db: sqlite3.Connection, hold: Hold, device: Device, outcome: HoldOutcome) -> HoldOutcome:
    """The outcome that stands: a final one never changes."""
    known = find_own(db, hold, device)
    if known is not None and known.is_final and known.outcome is not None:
        return known.outcome
    if isinstance(outcome, Held | Captured | Released | Refused):
        db.execute(
            "UPDATE holds SET outcome = ? WHERE id = ?", (encoded(outcome).decode(), hold.id)
        )
    return outcome


def captured(db: sqlite3.Connection, payment: Payment, device: Device) -> Captured | None:
    """What was captured under this payment's id, by this device and of this amount."""
    row = db.execute(
        "SELECT device, rail, outcome FROM holds WHERE id = ?", (payment.id,)
    ).fetchone()
    outcome = None if row is None else _outcome(row[2])
    if not isinstance(outcome, Captured) or outcome.amount != payment.amount:
        return None
    return outcome if (row[0], row[1]) == (device.name, payment.rail) else None


def _outcome(raw: str | None) -> HoldOutcome | None:
    outcome = None if raw is None else decoded(raw.encode())
    return outcome if isinstance(outcome, Held | Captured | Released | Refused) else None
