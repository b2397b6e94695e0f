"""The day-end: what came in by each rail, what went back, what is open, and the cash in the drawer.

An X report tells how things stand since the last closing, as often as anybody asks. A Z report
closes that period: numbered, kept with the head of the ledger, and chained to the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from kiosk.domain.accounts import AccountKind
from kiosk.domain.ledger import EntryKind
from kiosk.domain.money import Money
from kiosk.domain.payment import Rail

GENESIS = hashlib.sha256(b"Kaimen day-end, version 1").hexdigest()
"""What stands before the first Z report."""


@dataclass(frozen=True, slots=True)
class AccountSum:
    """The postings of one kind of entry to one account in the period; debits are positive.

    `account` names members' accounts by their kind alone: `wallet`, `debts`.
    """

    kind: EntryKind
    account: str
    count: int
    minor: int


@dataclass(frozen=True, slots=True)
class RailDay:
    """What one rail took and gave back. `fees` as far as bills have told."""

    rail: str
    payments: int
    taken: Money
    refunds: int
    refunded: Money
    fees: Money

    @property
    def net(self) -> Money:
        return self.taken - self.refunded - self.fees


@dataclass(frozen=True, slots=True)
class ReceiptRange:
    """The receipt numbers of one business day. `missing`: numbers between that nobody has."""

    series: str
    first: int
    last: int
    count: int

    @property
    def missing(self) -> int:
        return self.last - self.first + 1 - self.count


@dataclass(frozen=True, slots=True)
class Period:
    """Entries of the ledger, `first` to `last`, and when. Empty where `last` is below `first`.

    `head`: the hash of the last entry. Times are local, ISO 8601; `since` is empty before any Z.
    """

    first: int
    last: int
    head: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """Money whose way is not known yet. `what`: "payment" or "refund"."""

    id: str
    order_id: str
    what: str
    rail: str
    amount: Money
    state: str
    at: str


@dataclass(frozen=True, slots=True)
class DayEnd:
    """`number`: of the Z report, None for an X. `cash`: what the drawer should have gained."""

    number: int | None
    business_date: str
    period: Period
    rails: tuple[RailDay, ...]
    orders: int
    top_ups: int
    topped_up: Money
    cash: Money
    receipts: tuple[ReceiptRange, ...]
    open_payments: tuple[OpenPayment, ...]

    @property
    def taken(self) -> Money:
        return sum((one.taken for one in self.rails), start=Money(0))

    @property
    def refunded(self) -> Money:
        return sum((one.refunded for one in self.rails), start=Money(0))

    @property
    def fees(self) -> Money:
        return sum((one.fees for one in self.rails), start=Money(0))

    @property
    def net(self) -> Money:
        return self.taken - self.refunded - self.fees


def rails_of(sums: Iterable[AccountSum]) -> tuple[RailDay, ...]:
    """One line for each rail that moved money, in the order of `Rail`."""
    counts: defaultdict[str, dict[str, int]] = defaultdict(
        lambda: dict.fromkeys(("payments", "taken", "refunds", "refunded", "fees"), 0)
    )
    for one in sums:
        kind, _, of = one.account.partition(":")
        match one.kind, kind:
            case ((EntryKind.CHARGE | EntryKind.CAPTURE), AccountKind.TAKINGS):
                counts[of]["payments"] += one.count
                counts[of]["taken"] -= one.minor
            case EntryKind.REFUND, (AccountKind.CLEARING | AccountKind.WALLET | AccountKind.CASH):
                counts[of or kind]["refunds"] += one.count
                counts[of or kind]["refunded"] -= one.minor
            case EntryKind.FEE, AccountKind.CLEARING:
                counts[of]["fees"] -= one.minor
            case _:  # the other side of the same entries, and what is no sale
                pass
    order = [*Rail, *sorted(set(counts) - set(Rail))]
    return tuple(_rail_day(rail, counts[rail]) for rail in order if rail in counts)


def cash_of(sums: Iterable[AccountSum]) -> Money:
    """What the drawer gained: top-ups and sales, less what was given back."""
    return Money(sum(one.minor for one in sums if one.account == AccountKind.CASH))


def top_ups_of(sums: Iterable[AccountSum]) -> tuple[int, Money]:
    """How many, and how much."""
    found = [s for s in sums if (s.kind, s.account) == (EntryKind.TOP_UP, AccountKind.CASH)]
    return sum(one.count for one in found), Money(sum(one.minor for one in found))


def snapshot(day: DayEnd) -> str:
    """The whole report as text that never changes: JSON with sorted keys."""
    return json.dumps(asdict(day), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def day_end_of(text: str) -> DayEnd:
    """A report out of its snapshot. Raises ValueError, KeyError or TypeError where it is none."""
    raw = json.loads(text)
    return DayEnd(
        number=raw["number"],
        business_date=raw["business_date"],
        period=Period(**raw["period"]),
        rails=tuple(RailDay(**_amounts(one)) for one in raw["rails"]),
        orders=raw["orders"],
        top_ups=raw["top_ups"],
        topped_up=Money(**raw["topped_up"]),
        cash=Money(**raw["cash"]),
        receipts=tuple(ReceiptRange(**one) for one in raw["receipts"]),
        open_payments=tuple(OpenPayment(**_amounts(one)) for one in raw["open_payments"]),
    )


def seal(previous: str, text: str) -> str:
    """The hash of a Z report: SHA-256 over the hash before it (64 hex digits) and its snapshot."""
    return hashlib.sha256((previous + text).encode()).hexdigest()


def _rail_day(rail: str, counts: dict[str, int]) -> RailDay:
    return RailDay(
        str(rail),
        counts["payments"],
        Money(counts["taken"]),
        counts["refunds"],
        Money(counts["refunded"]),
        Money(counts["fees"]),
    )


def _amounts(raw: dict[str, Any]) -> dict[str, Any]:
    return {key: Money(**one) if isinstance(one, dict) else one for key, one in raw.items()}
