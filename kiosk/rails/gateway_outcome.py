"""Outcomes as JSON: how the gateway tells them, and how it keeps them."""

from __future__ import annotations

from typing import Literal, assert_never

from pydantic import Field

from kiosk.domain.hold import Captured, Held, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refunded, RefundOutcome, RefundRefused
from kiosk.rails.gateway_wire import (
    MOST_MINOR,
    AmountBody,
    Body,
    Currency,
    Said,
    WireError,
    bytes_of,
    parse,
)

AnyOutcome = Outcome | RefundOutcome | HoldOutcome


class BalanceBody(Body):
    """An amount that may be zero, or below."""

    minor: int = Field(ge=-MOST_MINOR, le=MOST_MINOR)
    currency: Currency


class OutcomeBody(Body):
    """Every answer about a payment, a refund or a hold; `outcome` says which fields count."""

    outcome: Literal[
        "paid", "refused", "waiting", "closed", "reversed", "unknown",
        "refunded", "refund_refused", "held", "captured", "released",
    ]  # fmt: skip
    service_number: Said = ""
    payer: Said = Field(default="", repr=False)
    balance: BalanceBody | None = None
    refusal: Refusal | None = None
    code_url: Said | None = None
    reason: Said = ""
    captured: AmountBody | None = None


def encoded(outcome: AnyOutcome) -> bytes:
    return bytes_of(_body(outcome))


def decoded(raw: bytes) -> AnyOutcome:
    """Raises WireError."""
    return _outcome(parse(raw, OutcomeBody))


def _body(outcome: AnyOutcome) -> OutcomeBody:
    match outcome:
        case Paid(balance, number, payer):
            return OutcomeBody(
                outcome="paid", balance=_balance(balance), service_number=number, payer=payer
            )
        case Refused(reason, balance):
            return OutcomeBody(outcome="refused", refusal=reason, balance=_balance(balance))
        case Waiting(code_url):
            return OutcomeBody(outcome="waiting", code_url=code_url)
        case Closed():
            return OutcomeBody(outcome="closed")
        case Reversed():
            return OutcomeBody(outcome="reversed")
        case Unknown(reason):
            return OutcomeBody(outcome="unknown", reason=reason[:2048])
        case Refunded():
            return OutcomeBody(outcome="refunded")
        case RefundRefused(reason):
            return OutcomeBody(outcome="refund_refused", reason=reason[:2048])
        case Held(number):
            return OutcomeBody(outcome="held", service_number=number)
        case Captured(amount, number):
            return OutcomeBody(
                outcome="captured", captured=AmountBody.of(amount), service_number=number
            )
        case Released():
            return OutcomeBody(outcome="released")
        case _:
            assert_never(outcome)


_PLAIN: dict[str, AnyOutcome] = {
    "closed": Closed(),
    "reversed": Reversed(),
    "refunded": Refunded(),
    "released": Released(),
}


def _outcome(body: OutcomeBody) -> AnyOutcome:
    match body:
        case OutcomeBody(outcome="paid"):
            return Paid(_money(body.balance), body.service_number, body.payer)
        case OutcomeBody(outcome="refused", refusal=Refusal() as refusal):
            return Refused(refusal, _money(body.balance))
        case OutcomeBody(outcome="waiting"):
            return Waiting(body.code_url)
        case OutcomeBody(outcome="unknown"):
            return Unknown(body.reason)
        case OutcomeBody(outcome="refund_refused"):
            return RefundRefused(body.reason)
        case OutcomeBody(outcome="held"):
            return Held(body.service_number)
        case OutcomeBody(outcome="captured", captured=AmountBody() as captured):
            return Captured(captured.money(), body.service_number)
        case _ if body.outcome in _PLAIN:
            return _PLAIN[body.outcome]
        case _:
            raise WireError(f"{body.outcome}: a field is missing")


def _balance(money: Money | None) -> BalanceBody | None:
    return None if money is None else BalanceBody(minor=money.minor, currency=money.currency)


def _money(balance: BalanceBody | None) -> Money | None:
    return None if balance is None else Money(balance.minor, balance.currency)
