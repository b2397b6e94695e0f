"""A refund's life: money given back for a payment that was paid.

    created → submitting ┬→ refunded
                         ├→ failed      (the rail said no: final; staff see why)
                         ╰→ unknown → refunded | failed     (asked again: same id, same amount)

The id and the amount are fixed before the first byte leaves and never change on a retry.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, Unknown


class RefundState(StrEnum):
    CREATED = "created"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    REFUNDED = "refunded"
    FAILED = "failed"

    @property
    def is_final(self) -> bool:
        return self in {RefundState.REFUNDED, RefundState.FAILED}


class RefundReason(StrEnum):
    """Why money is given back: staff choose one; `late` is the kiosk's own."""

    WRONG_ITEM = "wrong_item"
    QUALITY = "quality"
    NOT_DELIVERED = "not_delivered"
    CHARGED_WRONG = "charged_wrong"
    OTHER = "other"
    LATE = "late"  # the service said yes after the shopper had been told that no charge will stand


@dataclass(frozen=True, slots=True)
class Refund:
    """`id` is `out_request_no` (Alipay) and `out_refund_no` (WeChat).

    `payment` is the one that was paid; `amount` is all of it or a part.
    """

    id: str
    payment: Payment
    amount: Money
    reason: RefundReason


@dataclass(frozen=True, slots=True)
class Refunded:
    """The money is on its way back to the payer."""


@dataclass(frozen=True, slots=True)
class RefundRefused:
    """Final. `reason` is what the service said, for staff."""

    reason: str


RefundOutcome = Refunded | RefundRefused | Unknown


def late_refund_id(payment_id: str) -> str:
    """A payment has at most one late refund: its id follows from the payment's."""
    return f"{payment_id}-LATE"


def refund_state_after(state: RefundState, outcome: RefundOutcome) -> RefundState:
    """The state once `outcome` is known. A final state never changes again."""
    if state.is_final:
        return state
    match outcome:
        case Refunded():
            return RefundState.REFUNDED
        case RefundRefused():
            return RefundState.FAILED
        case Unknown():
            return RefundState.UNKNOWN
        case _:
            assert_never(outcome)
