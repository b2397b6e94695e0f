"""Double entry: what moves money, and the chain that shows when an entry was altered.

A debit is positive, a credit negative; the postings of an entry sum to zero in each currency.

The chain, byte for byte. An entry's fields are, in this order, as UTF-8 text:

    number, id, kind, time (ISO 8601 with offset),
    then for each posting, by place: place (from 0), account, amount (minor units), currency

Whole numbers are decimal, with "-" where negative and nothing in front otherwise. Each field is
written as a netstring (D. J. Bernstein, 1997): its length in bytes, ":", the bytes, ",". The hash
of entry n is SHA-256 over the 64 hex digits of the hash of entry n - 1 and these netstrings, in
lower-case hex digits. Entry 1 follows GENESIS.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.domain.accounts import Account, AccountKind
from kiosk.domain.money import Money

MOST_MINOR = 10**12
"""The ledger's tables refuse more: ten thousand million yuan."""
GENESIS = hashlib.sha256(b"Kaimen ledger, version 1").hexdigest()


class EntryKind(StrEnum):
    TOP_UP = "top_up"
    CHARGE = "charge"
    REFUND = "refund"
    HOLD = "hold"
    CAPTURE = "capture"
    RELEASE = "release"
    FEE = "fee"
    PAY_OUT = "pay_out"
    DEBT = "debt"
    DEBT_PAID = "debt_paid"


@dataclass(frozen=True, slots=True)
class Posting:
    """`amount`: positive is a debit, negative a credit."""

    account: Account
    amount: Money


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` is the idempotency key of what moved the money: a payment's, a refund's, a top-up's.

    A hold has two entries: the second, with `-END` after its id, captures or releases it.
    """

    id: str
    kind: EntryKind
    at: datetime
    postings: tuple[Posting, ...]

    def posting_to(self, kind: AccountKind) -> Posting:
        """The first to an account of that kind. Raises ValueError where there is none."""
        for posting in self.postings:
            if posting.account.kind is kind:
                return posting
        raise ValueError(f"entry {self.id} has no posting to {kind}")


def transfer(
    entry_id: str, kind: EntryKind, debit: Account, credit: Account, amount: Money, at: datetime
) -> Entry:
    """`amount` moves from one account to one other. Raises ValueError unless it is positive."""
    if amount.minor <= 0:
        raise ValueError(f"only a positive amount can move, not {amount.minor}")
    given = Money(-amount.minor, amount.currency)
    return Entry(entry_id, kind, at, (Posting(debit, amount), Posting(credit, given)))


def can_be_booked(amount: Money) -> bool:
    """Positive, no more than an entry of the ledger holds, and of a currency by its ISO code."""
    currency = amount.currency
    is_code = (
        len(currency) == 3 and currency.isascii() and currency.isalpha() and currency.isupper()
    )
    return 0 < amount.minor <= MOST_MINOR and is_code


def is_balanced(postings: Iterable[Posting]) -> bool:
    """Two postings at least, none of zero, and in each currency they sum to zero."""
    amounts = [posting.amount for posting in postings]
    sums: defaultdict[str, int] = defaultdict(int)
    for amount in amounts:
        sums[amount.currency] += amount.minor
    return len(amounts) >= 2 and all(one.minor for one in amounts) and not any(sums.values())


def fields_of(number: int, entry: Entry) -> tuple[bytes, ...]:
    """What the hash is taken over, in the order that the module tells."""
    fields = [str(number), entry.id, entry.kind, entry.at.isoformat()]
    for place, posting in enumerate(entry.postings):
        amount = posting.amount
        fields += [str(place), posting.account.name, str(amount.minor), amount.currency]
    return tuple(field.encode() for field in fields)


def canonical_bytes(fields: Iterable[bytes]) -> bytes:
    """The fields as netstrings: no two different lists of fields give the same bytes."""
    return b"".join(b"%d:%s," % (len(field), field) for field in fields)


def chain_hash(previous: str, fields: Iterable[bytes]) -> str:
    """The hash of the entry with these fields after the entry with the hash `previous`."""
    return hashlib.sha256(previous.encode() + canonical_bytes(fields)).hexdigest()
