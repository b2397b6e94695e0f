"""What can go wrong here, by who must act."""

from __future__ import annotations

from enum import StrEnum


class PaymentServiceError(Exception):
    """Root of this package's errors."""


class SettingsError(PaymentServiceError):
    """The person who starts the service must change what they asked for."""


class ControlError(PaymentServiceError):
    """A shopper's or tester's command cannot be carried out. Nothing was changed."""


class Reason(StrEnum):
    """Why the books refuse. Each vendor has its own words for it."""

    CODE_INVALID = "code_invalid"
    NOT_ENOUGH = "not_enough"
    ALREADY_PAID = "already_paid"
    ALREADY_CLOSED = "already_closed"
    OTHER_CONTENTS = "other_contents"  # the number is known with another amount or another way
    OTHER_BUYER = "other_buyer"
    NO_TRADE = "no_trade"
    NO_REFUND = "no_refund"
    NO_HOLD = "no_hold"
    NO_AGREEMENT = "no_agreement"
    NOT_PAID = "not_paid"
    STILL_PAYING = "still_paying"
    TOO_MUCH = "too_much"  # more than is left of the trade or the hold
    WRONG_STATE = "wrong_state"


class RefusedError(PaymentServiceError):
    """The books say no to the merchant. What was written so far is meant to stay."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


class FieldError(PaymentServiceError):
    """A parameter of the merchant's is missing or not of its form."""

    def __init__(self, field: str, *, missing: bool) -> None:
        super().__init__(f"{field} is {'missing' if missing else 'not of its form'}")
        self.field = field
        self.missing = missing
