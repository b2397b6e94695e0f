"""A payment's life as a table."""

from __future__ import annotations

import pytest

from kiosk.domain.payment import (
    ByCode,
    ByFaceToken,
    Closed,
    Outcome,
    Paid,
    PaymentState,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
    state_after,
)

CREATED, SUBMITTING, PAYING = PaymentState.CREATED, PaymentState.SUBMITTING, PaymentState.PAYING
UNKNOWN, CANCELLING, PAID = PaymentState.UNKNOWN, PaymentState.CANCELLING, PaymentState.PAID
FAILED, CLOSED = PaymentState.FAILED, PaymentState.CLOSED
REFUNDING, REFUNDED = PaymentState.REFUNDING, PaymentState.REFUNDED

ANSWERS: list[Outcome] = [
    Paid(), Refused(Refusal.NOT_ENOUGH), Waiting(), Closed(), Reversed(), Unknown("no answer"),
]  # fmt: skip
LIFE = {
    #            Paid       Refused Waiting     Closed  Reversed  Unknown
    CREATED:    (PAID,      FAILED, PAYING,     CLOSED, REFUNDED, UNKNOWN),
    SUBMITTING: (PAID,      FAILED, PAYING,     CLOSED, REFUNDED, UNKNOWN),
    PAYING:     (PAID,      FAILED, PAYING,     CLOSED, REFUNDED, UNKNOWN),
    UNKNOWN:    (PAID,      FAILED, PAYING,     CLOSED, REFUNDED, UNKNOWN),
    CANCELLING: (REFUNDING, CLOSED, CANCELLING, CLOSED, REFUNDED, CANCELLING),
    PAID:       (PAID,      PAID,   PAID,       PAID,   PAID,     PAID),
    FAILED:     (REFUNDING, FAILED, FAILED,     FAILED, REFUNDED, FAILED),
    CLOSED:     (REFUNDING, CLOSED, CLOSED,     CLOSED, REFUNDED, CLOSED),
    REFUNDING:  (REFUNDING, *[REFUNDING] * 3,           REFUNDED, REFUNDING),
    REFUNDED:   (REFUNDED,  *[REFUNDED] * 5),
}  # fmt: skip


@pytest.mark.parametrize("state", PaymentState)
def test_every_answer_in_every_state(state: PaymentState) -> None:
    assert tuple(state_after(state, answer) for answer in ANSWERS) == LIFE[state]


def test_what_was_given_up_is_never_kept() -> None:
    given_up = (CANCELLING, CLOSED, FAILED, REFUNDING, REFUNDED)
    assert all(state_after(state, answer) is not PAID for state in given_up for answer in ANSWERS)


def test_unknown_is_not_final() -> None:
    assert {state for state in PaymentState if state.is_final} == {PAID, FAILED, CLOSED, REFUNDED}


def test_a_permission_to_charge_is_not_shown() -> None:
    assert "2812" not in repr(ByCode("281234567890123456"))
    assert "fp05" not in repr(ByFaceToken("fp0593e8"))
    assert "138" not in repr(Paid(payer="138****5678"))
