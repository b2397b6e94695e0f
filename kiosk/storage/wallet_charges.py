"""What the wallet decides about a payment: charged, refused or closed, once and for good.

Each function runs in the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.accounts import AccountKind, takings_of, wallet_of
from kiosk.domain.ledger import EntryKind, transfer
from kiosk.domain.payment import Closed, Outcome, Paid, Payment, Rail, Refusal, Refused, Unknown
from kiosk.storage import journal, ledger, wallet_denials


def charge(connection: sqlite3.Connection, payment: Payment, at: datetime) -> Outcome:
    if payment.amount.minor <= 0:
        return Unknown(f"a charge of {payment.amount.minor} moves no money")
    return _decided(connection, payment.id) or _decide(connection, payment, at)


def query(connection: sqlite3.Connection, payment_id: str) -> Outcome:
    return _decided(connection, payment_id) or Unknown("the wallet has not seen it yet")


def close(connection: sqlite3.Connection, payment_id: str, at: datetime) -> Outcome:
    decided = _decided(connection, payment_id)
    if decided is None:
        wallet_denials.deny(connection, payment_id, "closed", at)
    return decided or Closed()


def _decide(connection: sqlite3.Connection, payment: Payment, at: datetime) -> Outcome:
    wallet, takings = wallet_of(payment.member_id), takings_of(Rail.WALLET)
    amount = payment.amount
    held = ledger.balance(connection, wallet, amount.currency)
    if held < amount:
        payer = (payment.member_id, amount.currency)
        wallet_denials.deny(connection, payment.id, "refused", at, payer)
        return Refused(Refusal.NOT_ENOUGH, held)
    entry = transfer(payment.id, EntryKind.CHARGE, wallet, takings, amount, at)
    if not ledger.post(connection, entry):
        return Unknown(f"the id {payment.id} is not a payment's")
    journal.write(connection, at, "wallet.charged", payment.id, str(amount.minor))
    return Paid(held - amount)


def _decided(connection: sqlite3.Connection, payment_id: str) -> Outcome | None:
    entry = ledger.find(connection, payment_id)
    if entry is not None and entry.kind is EntryKind.CHARGE:
        posting = entry.posting_to(AccountKind.WALLET)
        return Paid(ledger.balance(connection, posting.account, posting.amount.currency))
    match wallet_denials.find(connection, payment_id):
        case ("refused", member_id, currency):
            held = ledger.balance(connection, wallet_of(member_id), currency)
            return Refused(Refusal.NOT_ENOUGH, held)
        case ("closed", _, _):
            return Closed()
        case _:
            return None
