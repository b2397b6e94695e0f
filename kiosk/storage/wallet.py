"""The stored-value wallet: a payment rail in the kiosk's own database.

Behaves like a payment service with its own books: it knows nothing of orders, decides once per
id, and answers the same on every repetition. A yes is an entry of the ledger; a refusal and a
closing are denials (wallet_denials.py), so that a late retry under the same id never moves money.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from kiosk.domain.accounts import CASH, wallet_of
from kiosk.domain.hold import Hold, HoldOutcome
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import BY_MEMBER, Means, Outcome, Payment, Unknown
from kiosk.domain.refund import Refund, RefundOutcome
from kiosk.storage import journal, ledger, wallet_charges, wallet_holds, wallet_refunds
from kiosk.storage.database import StorageError, in_our_words, transaction

Decision = TypeVar("Decision")


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


def pay_out(connection: sqlite3.Connection, pay_out_id: str, member_id: str, at: datetime) -> Money:
    """All that is left, handed out in cash by staff. The same id pays once; what it paid."""
    with transaction(connection):
        left = balance(connection, member_id)
        if left.minor <= 0:
            return Money(0)
        entry = transfer(pay_out_id, EntryKind.PAY_OUT, wallet_of(member_id), CASH, left, at)
        if ledger.post(connection, entry):
            journal.write(connection, at, "wallet.pay_out", pay_out_id, str(left.minor))
    return left


class WalletRail:
    """A `PaymentRail` and a `HoldingRail`. Opens its own connection, on the thread that uses it.

    A member who may pay at all may pay by wallet: by which means they said yes is all the same.
    """

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], now: Callable[[], datetime]
    ) -> None:
        self._connect = connect
        self._now = now
        self._connection: sqlite3.Connection | None = None

    def charge(self, payment: Payment, means: Means) -> Outcome:
        return self._decide(lambda db: wallet_charges.charge(db, payment, self._now()))

    def query(self, payment: Payment) -> Outcome:
        return self._ask(lambda db: wallet_charges.query(db, payment.id))

    def close(self, payment: Payment) -> Outcome:
        return self._decide(lambda db: wallet_charges.close(db, payment.id, self._now()))

    def refund(self, refund: Refund) -> RefundOutcome:
        return self._decide(lambda db: wallet_refunds.refund(db, refund, self._now()))

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self._ask(lambda db: wallet_refunds.query(db, refund))

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        return self._decide(lambda db: wallet_holds.hold(db, hold, self._now()))

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        return self._decide(lambda db: wallet_holds.capture(db, hold, amount, self._now()))

    def release(self, hold: Hold) -> HoldOutcome:
        return self._decide(lambda db: wallet_holds.release(db, hold, self._now()))

    def query_hold(self, hold: Hold) -> HoldOutcome:
        return self._ask(lambda db: wallet_holds.query(db, hold))

    def _decide(self, decision: Callable[[sqlite3.Connection], Decision]) -> Decision | Unknown:
        try:
            with transaction(self._open()) as db:
                return decision(db)
        except StorageError as error:
            return self._lost(error)

    def _ask(self, question: Callable[[sqlite3.Connection], Decision]) -> Decision | Unknown:
        try:
            with in_our_words():
                return question(self._open())
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
