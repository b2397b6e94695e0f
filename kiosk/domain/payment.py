"""A payment's life, and the answers that a payment rail can give.

    created → submitting ┬→ paid
                         ├→ failed                     (the rail said no: final)
                         ├→ paying → paid | closed     (the shopper still has to say yes elsewhere)
                         ├→ unknown → paid | closed | paying
                         ╰→ cancelling → closed        (no money moved, none will: final)
                                       → refunded      (it had moved, and was given back: final)
                                       → refunding → refunded
    closed, failed → refunding                         (the rail said yes after all)

An answer that never comes is `unknown`, never "no". From `cancelling` on the shopper has been told
that no charge will stand: a success that shows up later is given back, never kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from kiosk.domain.money import Money


class PaymentState(StrEnum):
    CREATED = "created"
    SUBMITTING = "submitting"
    PAYING = "paying"
    UNKNOWN = "unknown"
    CANCELLING = "cancelling"
    PAID = "paid"
    FAILED = "failed"
    CLOSED = "closed"
    REFUNDING = "refunding"
    REFUNDED = "refunded"

    @property
    def is_final(self) -> bool:
        """No answer that is still expected can change it."""
        return self in {
            PaymentState.PAID,
            PaymentState.FAILED,
            PaymentState.CLOSED,
            PaymentState.REFUNDED,
        }


class Rail(StrEnum):
    """The ways to move money. Names are written into the books and never change."""

    WALLET = "wallet"
    ALIPAY = "alipay"
    WECHAT = "wechat"
    CASH = "cash"  # at the counter, confirmed by staff
    CARD = "card"  # likewise, on a terminal of its own


CHARGES_BY_AGREEMENT = (Rail.ALIPAY,)
"""Services that charge a member who agreed to it there. WeChat Payscore only holds: a cabinet."""

HOLDS_FOR_MEMBERS = (Rail.WALLET, Rail.WECHAT)
"""Where money of a member can be set aside without a code."""


class Refusal(StrEnum):
    """Why a rail said no, as far as the shopper can do something about it."""

    NOT_ENOUGH = "not_enough"
    NO_ACCOUNT = "no_account"
    CODE_INVALID = "code_invalid"  # expired, used or rubbish: show a fresh one
    OVER_LIMIT = "over_limit"
    NO_AGREEMENT = "no_agreement"  # the member has none there, or ended it in the app
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Payment:
    """A wish to move `amount`. `id` is the idempotency key on every retry.

    `id` is 32 characters of [0-9a-f] (domain/ids.py) and doubles as the merchant's order number at
    every service: Alipay allows 64 characters, WeChat 32. `member_id` is empty for a payer whom we
    do not know. `subject` is what the payer's bill will say.

    Two fields are no part of what it is: `service_number`, the service's own, once it is paid (what
    was captured out of a hold is refunded by that alone), and `terminal`, the till that asks.
    """

    id: str
    order_id: str
    member_id: str
    amount: Money
    rail: str = Rail.WALLET
    subject: str = ""
    service_number: str = field(default="", compare=False)
    terminal: str = field(default="", compare=False)


# --- how the payer says yes ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ByMember:
    """The recognised member: wallet, or the agreement that the member has with the service."""


@dataclass(frozen=True, slots=True)
class ByCode:
    """The code that the shopper's app shows: `bar_code` (Alipay), code pay (WeChat).

    Good for about a minute and once. It is a permission to charge: never stored, never logged.
    """

    code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ByScreen:
    """A code on our screen, which the shopper's app scans: precreate (Alipay), native (WeChat)."""


@dataclass(frozen=True, slots=True)
class ByFaceToken:
    """What the vendor's own certified camera gave: `ftoken` (Alipay), `face_code` (WeChat).

    Our camera and models cannot make one: this is passed through as it came.
    """

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AtCounter:
    """Staff saw the money. `staff` is who says so."""

    staff: str


Means = ByMember | ByCode | ByScreen | ByFaceToken | AtCounter

BY_MEMBER = ByMember()


# --- what a rail answers ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paid:
    """The money moved. `balance` is what is left, where the rail knows it.

    `service_number` is the service's own number (`trade_no`, `transaction_id`); `payer` is masked
    by the service already, and once more before it is kept (member.masked_account). Both empty
    where the rail has none.
    """

    balance: Money | None = None
    service_number: str = ""
    payer: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    reason: Refusal
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The service waits for the shopper. `code_url`: what our screen shows as a QR code."""

    code_url: str | None = None


@dataclass(frozen=True, slots=True)
class Closed:
    """No money moved, and none will under this payment's id."""


@dataclass(frozen=True, slots=True)
class Reversed:
    """Money had moved under this id, and the cancel gave it back."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No trustworthy answer. Ask again with the same id."""

    reason: str


Outcome = Paid | Refused | Waiting | Closed | Reversed | Unknown

_GIVEN_UP = {
    PaymentState.CANCELLING,
    PaymentState.CLOSED,
    PaymentState.FAILED,
    PaymentState.REFUNDING,
}
"""The shopper was told that no charge will stand."""


def state_after(state: PaymentState, outcome: Outcome) -> PaymentState:
    """The state once `outcome` is known. Paid and refunded never change again by an answer."""
    if state in {PaymentState.PAID, PaymentState.REFUNDED}:
        return state
    if state in _GIVEN_UP:
        return _after_giving_up(state, outcome)
    match outcome:
        case Paid():
            return PaymentState.PAID
        case Refused():
            return PaymentState.FAILED
        case Waiting():
            return PaymentState.PAYING
        case Closed():
            return PaymentState.CLOSED
        case Reversed():
            return PaymentState.REFUNDED
        case Unknown():
            return PaymentState.UNKNOWN
        case _:
            assert_never(outcome)


def _after_giving_up(state: PaymentState, outcome: Outcome) -> PaymentState:
    match outcome:
        case Paid():
            return PaymentState.REFUNDING
        case Reversed():
            return PaymentState.REFUNDED
        case Closed() | Refused() if state is PaymentState.CANCELLING:
            return PaymentState.CLOSED
        case _:  # still open, or settled already
            return state
