"""The stored-value wallet: a payment rail in the kiosk's own database.

Behaves like a payment service with its own books: it knows nothing of orders, decides once per
payment id, and answers the same on every repetition. A yes is an entry of the ledger; a refusal
and a closing are denials, so that a late retry under the same id can never move money.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

from kiosk.domain.accounts import CASH, AccountKind, takings_of, wallet_of
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import Closed, Outcome, Paid, Payment, Refusal, Refused, Unknown
from kiosk.storage import journal, ledger
from kiosk.storage.database import StorageError, in_our_words, transaction

RAIL = "wallet"

_Payer = tuple[str, str]
"""Member id and currency; both empty where a payment was closed before it was seen."""


def balance(connection: sqlite3.Connection, member_id: str, currency: str = "CNY") -> Money:
    """Derived from the postings; no balance is stored anywhere."""
    return ledger.balance(connection, wallet_of(member_id), currency)


def top_up(
    connection: sqlite3.Connection, top_up_id: str, member_id: str, amount: Money, at: datetime
) -> None:
    """Add cash that staff took. The same id adds it once. Raises ValueError unless positive."""
    entry = transfer(top_up_id, EntryKind.TOP_UP, CASH, wallet_of(member_id), amount, at)
    with transaction(connection):
        if ledger.post(connection, entry):
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
        if payment.amount.minor <= 0:
            return Unknown(f"a charge of {payment.amount.minor} moves no money")
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
                    _deny(db, payment_id, "closed", ("", ""), self._now())
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
        member_id, amount, now = payment.member_id, payment.amount, self._now()
        held = balance(db, member_id, amount.currency)
        if held < amount:
            _deny(db, payment.id, "refused", (member_id, amount.currency), now)
            return Refused(Refusal.NOT_ENOUGH, held)
        wallet, takings = wallet_of(member_id), takings_of(RAIL)
        entry = transfer(payment.id, EntryKind.CHARGE, wallet, takings, amount, now)
        if not ledger.post(db, entry):
            return Unknown(f"the id {payment.id} is not a payment's")
        journal.write(db, now, "wallet.charged", payment.id, str(amount.minor))
        return Paid(held - amount)


def _deny(
    connection: sqlite3.Connection, payment_id: str, what: str, payer: _Payer, at: datetime
) -> None:
    connection.execute(
        "INSERT INTO wallet_denials (payment_id, what, member_id, currency, at)"
        " VALUES (?, ?, ?, ?, ?)",
        (payment_id, what, *payer, at.isoformat()),
    )


def _decided(connection: sqlite3.Connection, payment_id: str) -> Outcome | None:
    entry = ledger.find(connection, payment_id)
    if entry is not None and entry.kind is EntryKind.CHARGE:
        posting = entry.posting_to(AccountKind.WALLET)
        return Paid(ledger.balance(connection, posting.account, posting.amount.currency))
    row = connection.execute(
        "SELECT what, member_id, currency FROM wallet_denials WHERE payment_id = ?", (payment_id,)
    ).fetchone()
    match row:
        case ("refused", *payer):
            return Refused(Refusal.NOT_ENOUGH, balance(connection, *payer))
        case ("closed", *_):
            return Closed()
        case _:
            return None
