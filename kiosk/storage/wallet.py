"""The stored-value wallet: a payment rail in the kiosk's own database.

Behaves like a payment service with its own books: it knows nothing of orders, decides once per
payment id, and answers the same on every repetition. A refusal and a closing are entries too
(of amount 0), so that a late retry under the same id can never move money.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.money import Money
from kiosk.domain.payment import Closed, Outcome, Paid, Payment, Refusal, Refused, Unknown
from kiosk.storage import journal
from kiosk.storage.database import StorageError, in_our_words, transaction


def balance(connection: sqlite3.Connection, member_id: str) -> Money:
    """Derived from the entries; no balance is stored anywhere."""
    (minor,) = connection.execute(
        "SELECT coalesce(sum(minor), 0) FROM wallet_entries WHERE member_id = ?", (member_id,)
    ).fetchone()
    return Money(minor)


def top_up(
    connection: sqlite3.Connection, top_up_id: str, member_id: str, amount: Money, at: datetime
) -> None:
    """Add cash that staff took. The same id adds it once."""
    with transaction(connection):
        if _kind(connection, top_up_id) is None:
            _enter(connection, top_up_id, member_id, "top_up", amount, at)
            journal.write(connection, at, "wallet.top_up", top_up_id, str(amount.minor))


class WalletRail:
    """A `PaymentRail`. Opens its own connection, on the payments worker's thread."""

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], now: Callable[[], datetime]
    ) -> None:
        self._connect = connect
        self._now = now
        self._connection: sqlite3.Connection | None = None

    def charge(self, payment: Payment) -> Outcome:
        try:
            with transaction(self._open()) as db:
                decided = _decided(db, payment.id)
                return decided or self._decide(db, payment)
        except StorageError as error:
            return self._lost(error)

    def query(self, payment_id: str) -> Outcome:
        try:
            with in_our_words():
                decided = _decided(self._open(), payment_id)
            return decided or Unknown("the wallet has not seen it yet")
        except StorageError as error:
            return self._lost(error)

    def close(self, payment_id: str) -> Outcome:
        try:
            with transaction(self._open()) as db:
                decided = _decided(db, payment_id)
                if decided is None:
                    _enter(db, payment_id, "", "closed", Money(0), self._now())
                return decided or Closed()
        except StorageError as error:
            return self._lost(error)

    def _open(self) -> sqlite3.Connection:
        self._connection = self._connection or self._connect()
        return self._connection

    def _lost(self, error: StorageError) -> Unknown:
        """Whether it was written is not known: ask again over a new connection."""
        if self._connection:
            self._connection.close()
        self._connection = None
        return Unknown(str(error))

    def _decide(self, db: sqlite3.Connection, payment: Payment) -> Outcome:
        held = balance(db, payment.member_id)
        if held < payment.amount:
            _enter(db, payment.id, payment.member_id, "refused", Money(0), self._now())
            return Refused(Refusal.NOT_ENOUGH, held)
        debit = Money(0) - payment.amount
        _enter(db, payment.id, payment.member_id, "payment", debit, self._now())
        journal.write(db, self._now(), "wallet.charged", payment.id, str(payment.amount.minor))
        return Paid(held - payment.amount)


def _enter(
    connection: sqlite3.Connection,
    entry_id: str,
    member_id: str,
    kind: str,
    amount: Money,
    at: datetime,
) -> None:
    connection.execute(
        "INSERT INTO wallet_entries (id, member_id, kind, minor, currency, at)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (entry_id, member_id, kind, amount.minor, amount.currency, at.isoformat()),
    )


def _kind(connection: sqlite3.Connection, entry_id: str) -> tuple[str, str] | None:
    row: tuple[str, str] | None = connection.execute(
        "SELECT kind, member_id FROM wallet_entries WHERE id = ?", (entry_id,)
    ).fetchone()
    return row


def _decided(connection: sqlite3.Connection, payment_id: str) -> Outcome | None:
    match _kind(connection, payment_id):
        case ("payment", member_id):
            return Paid(balance(connection, member_id))
        case ("refused", member_id):
            return Refused(Refusal.NOT_ENOUGH, balance(connection, member_id))
        case ("closed", _):
            return Closed()
        case _:
            return None
