"""The desk for payments: written down first, then asked for, then the answer written down.

A payment is worked on by one thread at a time. Once somebody asked to close it, no charge for it
goes out any more, not even one that was late on its way here.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping
from datetime import datetime

from kiosk.domain.payment import Means, Outcome, Payment, Refusal, Refused, Unknown
from kiosk.gateway import payment_book, refund_book
from kiosk.gateway.database import Database
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import NoServiceError, NotKnownError
from kiosk.gateway.payment_book import Entry
from kiosk.gateway.turns import Turns
from kiosk.ports import PaymentRail
from kiosk.storage.database import in_our_words, transaction

log = logging.getLogger(__name__)

Now = Callable[[], datetime]


class PaymentDesk:
    """Any thread may ask. Raises GatewayError or StorageError; a lost answer is Unknown."""

    def __init__(
        self, database: Database, rails: Mapping[str, PaymentRail], turns: Turns, now: Now
    ) -> None:
        self._database = database
        self._rails = dict(rails)
        self._turns = turns
        self._now = now

    def charge(self, device: Device, payment: Payment, means: Means) -> Outcome:
        rail = self._rail(payment.rail)
        with self._turns.of(payment.id):
            with transaction(self._database()) as db:
                entry = payment_book.find_own(db, payment, device)
                entry = entry or _admitted(db, device, payment, self._now())
            if entry.is_final and entry.outcome is not None:
                return entry.outcome
            if entry.closing:
                return Unknown("The payment is being closed.")
            log.info("charge %s of %s by %s", payment.id, payment.amount.minor, device.name)
            return self._record(payment.id, rail.charge(payment, means))

    def query(self, device: Device, payment: Payment) -> Outcome:
        rail = self._rail(payment.rail)
        with in_our_words():
            entry = payment_book.find_own(self._database(), payment, device)
        if entry is None:
            raise NotKnownError(f"Payment {payment.id} was never asked for here. Close it.")
        if entry.is_final and entry.outcome is not None:
            return entry.outcome
        return self._record(payment.id, rail.query(payment))

    def close(self, device: Device, payment: Payment) -> Outcome:
        """A payment that never came here is closed too: its charge may still be on its way."""
        rail = self._rail(payment.rail)
        with self._turns.of(payment.id):
            with transaction(self._database()) as db:
                entry = payment_book.find_own(db, payment, device)
                entry = entry or payment_book.add(db, payment, device, self._now())
                payment_book.mark_closing(db, payment.id)
            if entry.is_final and entry.outcome is not None:
                return entry.outcome
            log.info("close %s by %s", payment.id, device.name)
            return self._record(payment.id, rail.close(payment))

    def paid_entry(self, device: Device, payment: Payment) -> Entry:
        """The payment with its newest outcome. Raises NotKnownError."""
        self.query(device, payment)
        with in_our_words():
            entry = payment_book.find_own(self._database(), payment, device)
        if entry is None:
            raise NotKnownError(f"Payment {payment.id} was never asked for here.")
        return entry

    def _record(self, payment_id: str, new: Outcome) -> Outcome:
        with transaction(self._database()) as db:
            stands = record(db, payment_id, new, self._now())
        log.info("payment %s is %s", payment_id, type(stands).__name__.lower())
        return stands

    def _rail(self, name: str) -> PaymentRail:
        rail = self._rails.get(name)
        if rail is None:
            raise NoServiceError(f"This gateway has no account for {name!r}. See its settings.")
        return rail


def record(db: sqlite3.Connection, payment_id: str, new: Outcome, now: datetime) -> Outcome:
    """What to answer, once `new` is known. A late success gets its refund in the same breath."""
    entry = payment_book.find(db, payment_id)
    if entry is None:
        return new
    stands = payment_book.after(entry.outcome, new)
    if stands is not None and stands != entry.outcome:
        payment_book.keep(db, payment_id, stands)
    if payment_book.is_late(entry.outcome, new):
        log.warning("payment %s was paid after it had been given up: giving it back", payment_id)
        refund_book.add_late(db, entry.payment, now)
    return new if isinstance(new, Unknown) and not entry.is_final else stands or new


def _admitted(db: sqlite3.Connection, device: Device, payment: Payment, now: datetime) -> Entry:
    """Written down. One that is over the device's limit is refused with it, for ever."""
    limit = device.daily_limit
    amount = payment.amount
    is_over = (
        limit is not None
        and limit.currency == amount.currency
        and payment_book.asked_today(db, device, amount.currency, now) + amount > limit
    )
    entry = payment_book.add(db, payment, device, now)
    if not is_over:
        return entry
    log.warning("payment %s is over the daily limit of %s", payment.id, device.name)
    refused = Refused(Refusal.OVER_LIMIT)
    payment_book.keep(db, payment.id, refused)
    return Entry(payment, device.name, closing=False, outcome=refused)
