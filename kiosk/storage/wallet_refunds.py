"""What the wallet decides about a refund: money back to who paid, once and never too much.

It looks at its own books only: what it was asked to give back is beyond its own charge, or not.
Each function runs in the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.accounts import REFUNDS, AccountKind, wallet_of
from kiosk.domain.ledger import Entry, EntryKind, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import Unknown
from kiosk.domain.refund import Refund, Refunded, RefundOutcome, RefundRefused
from kiosk.storage import journal, ledger, wallet_denials
from kiosk.storage.wallet_holds import end_of

REFUSED = RefundRefused("the wallet took less than this, or has given it back already")


def refund(connection: sqlite3.Connection, refund: Refund, at: datetime) -> RefundOutcome:
    decided = _decided(connection, refund)
    if decided is not None:
        return decided
    left = _taken(connection, refund) - _given_back(connection, refund)
    if not Money(0, left.currency) < refund.amount <= left:
        payer = (refund.payment.member_id, refund.amount.currency)
        wallet_denials.deny(connection, refund.id, "refused", at, payer)
        return REFUSED
    return _give(connection, refund, at)


def query(connection: sqlite3.Connection, refund: Refund) -> RefundOutcome:
    return _decided(connection, refund) or Unknown("the wallet has not seen it yet")


def _give(connection: sqlite3.Connection, refund: Refund, at: datetime) -> RefundOutcome:
    wallet, amount = wallet_of(refund.payment.member_id), refund.amount
    entry = transfer(refund.id, EntryKind.REFUND, REFUNDS, wallet, amount, at)
    if not ledger.post(connection, entry):
        return Unknown(f"the id {refund.id} is not a refund's")
    connection.execute(
        "INSERT INTO wallet_refunds VALUES (?, ?, ?, ?)",
        (refund.id, refund.payment.id, amount.minor, amount.currency),
    )
    journal.write(connection, at, "wallet.refunded", refund.id, str(amount.minor))
    return Refunded()


def _decided(connection: sqlite3.Connection, refund: Refund) -> RefundOutcome | None:
    row = connection.execute(
        "SELECT payment_id, minor, currency FROM wallet_refunds WHERE refund_id = ?", (refund.id,)
    ).fetchone()
    asked = (refund.payment.id, refund.amount.minor, refund.amount.currency)
    if row is not None:
        return Refunded() if row == asked else Unknown(f"{refund.id} was another refund")
    return REFUSED if wallet_denials.find(connection, refund.id) else None


def _taken(connection: sqlite3.Connection, refund: Refund) -> Money:
    """Nothing, where the wallet of this member was not charged under the payment's id."""
    payment = refund.payment
    charged = ledger.find(connection, payment.id)
    captured = ledger.find(connection, end_of(payment.id))
    for entry, kind in ((charged, EntryKind.CHARGE), (captured, EntryKind.CAPTURE)):
        if entry is not None and entry.kind is kind and _is_of(entry, payment.member_id):
            minor = -entry.posting_to(AccountKind.TAKINGS).amount.minor
            return Money(minor, entry.posting_to(AccountKind.TAKINGS).amount.currency)
    return Money(0, refund.amount.currency)


def _is_of(entry: Entry, member_id: str) -> bool:
    """A charge debits the wallet itself; a capture debits what was held for it before."""
    postings = [one for one in entry.postings if one.account.kind is AccountKind.WALLET]
    return all(one.account == wallet_of(member_id) for one in postings)


def _given_back(connection: sqlite3.Connection, refund: Refund) -> Money:
    (minor,) = connection.execute(
        "SELECT coalesce(sum(minor), 0) FROM wallet_refunds WHERE payment_id = ? AND currency = ?",
        (refund.payment.id, refund.amount.currency),
    ).fetchone()
    return Money(minor, refund.amount.currency)
