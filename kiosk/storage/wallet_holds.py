"""What the wallet decides about a hold: set aside, then captured or released, each once.

A hold moves the amount from the wallet to the deposits. It ends with one more entry, whose id
follows from the hold's: a hold can be captured or released, never both and never twice. Each
function runs in the caller's transaction.
"""

from __future__ import annotations

import sqlite3
from datetime import datetime

from kiosk.domain.accounts import DEPOSITS, AccountKind, takings_of, wallet_of
from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.ledger import Entry, EntryKind, Posting, transfer
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail, Refusal, Refused, Unknown
from kiosk.storage import journal, ledger, wallet_denials


def end_of(hold_id: str) -> str:
    """The id of the entry that ends a hold."""
    return f"{hold_id}-END"


def hold(connection: sqlite3.Connection, hold: Hold, at: datetime) -> HoldOutcome:
    if hold.amount.minor <= 0:
        return Unknown(f"a hold of {hold.amount.minor} sets nothing aside")
    decided = _decided(connection, hold)
    if decided is not None:
        return decided
    wallet, amount = wallet_of(hold.member_id), hold.amount
    held = ledger.balance(connection, wallet, amount.currency)
    if held < amount:
        payer = (hold.member_id, amount.currency)
        wallet_denials.deny(connection, hold.id, "refused", at, payer)
        return Refused(Refusal.NOT_ENOUGH, held)
    entry = transfer(hold.id, EntryKind.HOLD, wallet, DEPOSITS, amount, at)
    if not ledger.post(connection, entry):
        return Unknown(f"the id {hold.id} is not a hold's")
    journal.write(connection, at, "wallet.held", hold.id, str(amount.minor))
    return Held()


def capture(connection: sqlite3.Connection, hold: Hold, amount: Money, at: datetime) -> HoldOutcome:
    decided = _decided(connection, hold)
    if not isinstance(decided, Held):
        return decided or Unknown("the wallet has not seen this hold")
    held = _held(connection, hold)
    if amount.currency != held.currency or not 0 < amount.minor <= held.minor:
        return Unknown(f"of {held.minor} held, {amount.minor} cannot be captured")
    rest = held - amount
    postings = (
        Posting(DEPOSITS, held),
        Posting(takings_of(Rail.WALLET), Money(-amount.minor, amount.currency)),
        *_rest(hold, rest),
    )
    ledger.post(connection, Entry(end_of(hold.id), EntryKind.CAPTURE, at, postings))
    journal.write(connection, at, "wallet.captured", hold.id, str(amount.minor))
    return Captured(amount)


def release(connection: sqlite3.Connection, hold: Hold, at: datetime) -> HoldOutcome:
    """Also of a hold that was never seen: then none will be under this id."""
    decided = _decided(connection, hold)
    match decided:
        case None:
            wallet_denials.deny(connection, hold.id, "closed", at)
        case Held():
            held, wallet = _held(connection, hold), wallet_of(hold.member_id)
            entry = transfer(end_of(hold.id), EntryKind.RELEASE, DEPOSITS, wallet, held, at)
            ledger.post(connection, entry)
            journal.write(connection, at, "wallet.released", hold.id, str(held.minor))
        case _:
            return decided
    return Released()


def query(connection: sqlite3.Connection, hold: Hold) -> HoldOutcome:
    return _decided(connection, hold) or Unknown("the wallet has not seen it yet")


def _rest(hold: Hold, rest: Money) -> tuple[Posting, ...]:
    """What goes back to the wallet: no posting, where all of it was taken."""
    back = Posting(wallet_of(hold.member_id), Money(-rest.minor, rest.currency))
    return (back,) if rest.minor else ()


def _held(connection: sqlite3.Connection, hold: Hold) -> Money:
    """What the books say, which is what was asked for when it was held."""
    entry = ledger.find(connection, hold.id)
    assert entry is not None  # noqa: S101  # callers have seen that it is held
    return entry.posting_to(AccountKind.WALLET).amount


def _decided(connection: sqlite3.Connection, hold: Hold) -> HoldOutcome | None:
    ended = ledger.find(connection, end_of(hold.id))
    if ended is not None and ended.kind is EntryKind.CAPTURE:
        taken = ended.posting_to(AccountKind.TAKINGS).amount
        return Captured(Money(-taken.minor, taken.currency))
    if ended is not None:
        return Released()
    entry = ledger.find(connection, hold.id)
    if entry is not None and entry.kind is EntryKind.HOLD:
        return Held()
    match wallet_denials.find(connection, hold.id):
        case ("refused", member_id, currency):
            held = ledger.balance(connection, wallet_of(member_id), currency)
            return Refused(Refusal.NOT_ENOUGH, held)
        case ("closed", _, _):
            return Released()
        case _:
            return None
