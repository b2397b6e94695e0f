"""A payment's life as a table."""

from __future__ import annotations

import pytest

from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    PaymentState,
    Refusal,
    Refused,
    Unknown,
    state_after,
)

OUTCOMES: list[tuple[Outcome, PaymentState]] = [
    (Paid(), PaymentState.PAID),
    (Refused(Refusal.NOT_ENOUGH), PaymentState.FAILED),
    (Closed(), PaymentState.CLOSED),
    (Unknown("no answer"), PaymentState.UNKNOWN),
]
OPEN = [PaymentState.CREATED, PaymentState.SUBMITTING, PaymentState.UNKNOWN]
FINAL = [PaymentState.PAID, PaymentState.FAILED, PaymentState.CLOSED]


@pytest.mark.parametrize("state", OPEN)
@pytest.mark.parametrize(("outcome", "after"), OUTCOMES)
def test_an_answer_moves_an_open_payment(
    state: PaymentState, outcome: Outcome, after: PaymentState
) -> None:
    assert state_after(state, outcome) is after


@pytest.mark.parametrize("state", FINAL)
@pytest.mark.parametrize("outcome", [outcome for outcome, _ in OUTCOMES])
def test_a_final_payment_never_changes(state: PaymentState, outcome: Outcome) -> None:
    assert state_after(state, outcome) is state


def test_unknown_is_not_final() -> None:
    assert [state for state in PaymentState if state.is_final] == FINAL
