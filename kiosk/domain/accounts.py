"""The accounts of the books, and on which side each of them grows.

An account's name is its kind, and after a colon whose it is where there are several of the kind:
`cash`, `wallet:MEMBER`, `takings:RAIL`, `clearing:RAIL`. Names are written into the
books and never change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.payment import Rail


class Side(StrEnum):
    """What the shop holds or spends grows by debits; what it owes or earns, by credits."""

    DEBIT = "debit"
    CREDIT = "credit"


class AccountKind(StrEnum):
    CASH = "cash"  # in hand: what staff took, for top-ups and at the counter
    CLEARING = "clearing"  # what a payment service owes the shop, until it pays out
    WALLET = "wallet"  # owed to one member
    TAKINGS = "takings"  # earned, one account for each rail
    REFUNDS = "refunds"  # given back out of takings
    FEES = "fees"  # kept by payment services
    COUPONS = "coupons"  # the part of a price that a coupon paid
    DEPOSITS = "deposits"  # held for a shopper, not earned
    DEBTS = "debts"  # owed by one member: taken, and the rail said no

    @property
    def side(self) -> Side:
        """The normal side: a balance on the other one is a mistake, or a loss."""
        match self:
            case (
                AccountKind.CASH | AccountKind.CLEARING | AccountKind.REFUNDS
                | AccountKind.FEES | AccountKind.COUPONS | AccountKind.DEBTS
            ):  # fmt: skip
                return Side.DEBIT
            case AccountKind.WALLET | AccountKind.TAKINGS | AccountKind.DEPOSITS:
                return Side.CREDIT

    @property
    def is_one_of_many(self) -> bool:
        return self in {
            AccountKind.CLEARING,
            AccountKind.WALLET,
            AccountKind.TAKINGS,
            AccountKind.DEBTS,
        }


@dataclass(frozen=True, slots=True)
class Account:
    """`of`: the member or the rail; empty where there is one account of the kind.

    Raises ValueError where `of` is missing or one too many.
    """

    kind: AccountKind
    of: str = ""

    def __post_init__(self) -> None:
        if bool(self.of) != self.kind.is_one_of_many:
            raise ValueError(f"not an account: {self.kind} of {self.of or 'nobody'}")

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.of}" if self.of else self.kind.value


CASH = Account(AccountKind.CASH)
REFUNDS = Account(AccountKind.REFUNDS)
DEPOSITS = Account(AccountKind.DEPOSITS)
UNPAID_TAKINGS = Account(AccountKind.TAKINGS, "debt")
"""Earned and not paid yet, the other side of `debts`; paying moves it to the rail's takings."""


def wallet_of(member_id: str) -> Account:
    return Account(AccountKind.WALLET, member_id)


def debts_of(member_id: str) -> Account:
    return Account(AccountKind.DEBTS, member_id)


def takings_of(rail: str) -> Account:
    return Account(AccountKind.TAKINGS, rail)


def funds_of(rail: str) -> Account:
    """Where the money of a rail outside of this kiosk comes in, and goes back from.

    Raises ValueError for the wallet: its money comes from one member.
    """
    match rail:
        case Rail.WALLET:
            raise ValueError("a wallet's money is its member's")
        case Rail.CASH:
            return CASH
        case _:
            return Account(AccountKind.CLEARING, rail)


def account_named(name: str) -> Account:
    """Raises ValueError for a name that `Account.name` never gives."""
    kind, colon, of = name.partition(":")
    if colon and not of:
        raise ValueError(f"not an account: {name}")
    return Account(AccountKind(kind), of)
