"""A payment service with books of its own that loses, delays and repeats whatever it likes.

What it never does is charge or refund twice under one id: no client could make up for that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeVar

from kiosk.domain.payment import (
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundOutcome, RefundRefused

Said = TypeVar("Said")


class Mood(Enum):
    """What becomes of the next call."""

    PLAIN = auto()
    ANSWER_LOST = auto()
    REQUEST_LOST = auto()
    REQUEST_LATE = auto()  # no answer now; it still arrives, whenever the test lets it
    WAITS = auto()  # for the shopper's yes in the app
    SAYS_NO = auto()
    REVERSES = auto()  # a cancel of what was paid gives it back
    FORGETS = auto()  # a cancel of what it has not seen is said to be done, and is not


@dataclass
class Account:
    """What the service holds of one payment, in fen. `is_closed`: it charges no more."""

    payment: Payment
    charged: int = 0
    given_back: int = 0
    is_closed: bool = False
    is_waiting: bool = False

    @property
    def net(self) -> int:
        return self.charged - self.given_back


@dataclass
class FickleService:
    """A `PaymentRail`. `mood` is that of every call until it is changed."""

    mood: Mood = Mood.PLAIN
    accounts: dict[str, Account] = field(default_factory=dict)
    refunds: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    late: list[Callable[[], object]] = field(default_factory=list)

    def charge(self, payment: Payment, means: Means) -> Outcome:
        return self._over_the_line(lambda: self._charge(payment))

    def query(self, payment: Payment) -> Outcome:
        return self._over_the_line(lambda: self._tell(payment))

    def close(self, payment: Payment) -> Outcome:
        return self._over_the_line(lambda: self._close(payment))

    def refund(self, refund: Refund) -> RefundOutcome:
        return self._over_the_line(lambda: self._refund(refund))

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self._over_the_line(
            lambda: Refunded() if refund.id in self.refunds else Unknown("not seen")
        )

    def say_yes(self, account: Account) -> None:
        """The shopper, in the app."""
        if account.is_waiting and not account.is_closed:
            account.is_waiting = False
            account.charged = account.payment.amount.minor

    def _over_the_line(self, call: Callable[[], Said]) -> Said | Unknown:
        match self.mood:
            case Mood.REQUEST_LOST:
                return Unknown("no answer")
            case Mood.REQUEST_LATE:
                self.late.append(call)
                return Unknown("no answer")
            case Mood.ANSWER_LOST:
                call()
                return Unknown("no answer")
            case _:
                return call()

    def _charge(self, payment: Payment) -> Outcome:
        account = self.accounts.setdefault(payment.id, Account(payment))
        if account.is_closed or account.charged or account.is_waiting:
            return self._tell(payment)
        match self.mood:
            case Mood.SAYS_NO:
                account.is_closed = True
                return Refused(Refusal.DECLINED)
            case Mood.WAITS:
                account.is_waiting = True
            case _:
                account.charged = payment.amount.minor
        return self._tell(payment)

    def _tell(self, payment: Payment) -> Outcome:
        account = self.accounts.get(payment.id)
        if account is None:
            return Unknown("there is no such trade")
        if account.charged:
            return Paid(None, f"no-{payment.id}") if account.net else Reversed()
        return Closed() if account.is_closed else Waiting()

    def _close(self, payment: Payment) -> Outcome:
        account = self.accounts.get(payment.id)
        if account is None and self.mood is Mood.FORGETS:
            return Closed()
        account = self.accounts.setdefault(payment.id, Account(payment))
        if account.charged and account.net == account.charged and self.mood is Mood.REVERSES:
            account.given_back = account.charged
        if not account.charged:
            account.is_closed = True
        return self._tell(payment)

    def _refund(self, refund: Refund) -> RefundOutcome:
        if refund.id in self.refunds:
            assert self.refunds[refund.id] == refund.amount.minor, "another amount under one id"
            return Refunded()
        account = self.accounts.get(refund.payment.id)
        if account is None or refund.id in self.refused or account.net < refund.amount.minor:
            self.refused.add(refund.id)
            return RefundRefused("more than was paid")
        self.refunds[refund.id] = refund.amount.minor
        account.given_back += refund.amount.minor
        return Refunded()
