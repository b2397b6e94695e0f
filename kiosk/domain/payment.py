"""A payment's life, and the answers that a payment rail can give.

    created → submitting → paid
                         → failed    (the rail said no: final)
                         → unknown → paid | closed
                         → closed    (we asked the rail to close it and no money moved: final)

An answer that never comes is `unknown`, never "no".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.money import Money


class PaymentState(StrEnum):
    CREATED = "created"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    PAID = "paid"
    FAILED = "failed"
    CLOSED = "closed"

    @property
    def is_final(self) -> bool:
        return self in {PaymentState.PAID, PaymentState.FAILED, PaymentState.CLOSED}


class Refusal(StrEnum):
    """Why a rail said no, as far as the shopper can do something about it."""

    NOT_ENOUGH = "not_enough"
    NO_ACCOUNT = "no_account"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Payment:
    """A wish to move `amount` from a member. `id` is the idempotency key on every retry."""

    id: str
    order_id: str
    member_id: str
    amount: Money
    rail: str = "wallet"


@dataclass(frozen=True, slots=True)
class Paid:
    """The money moved. `balance` is what is left, where the rail knows it."""

    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Refusal
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """No money moved, and none will under this payment's id."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No trustworthy answer. Ask again with the same id."""

    reason: str


Outcome = Paid | Refused | Closed | Unknown


def state_after(state: PaymentState, outcome: Outcome) -> PaymentState:
    """The state once `outcome` is known. A final state never changes again."""
    if state.is_final:
        return state
    match outcome:
        case Paid():
            return PaymentState.PAID
        case Refused():
            return PaymentState.FAILED
        case Closed():
            return PaymentState.CLOSED
        case Unknown():
            return PaymentState.UNKNOWN
