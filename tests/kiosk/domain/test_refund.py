"""A refund's life as a table."""

from __future__ import annotations

import pytest

from kiosk.domain.payment import Unknown
from kiosk.domain.refund import (
    Refunded,
    RefundRefused,
    RefundState,
    late_refund_id,
    refund_state_after,
)

OPEN = [RefundState.CREATED, RefundState.SUBMITTING, RefundState.UNKNOWN]
FINAL = [RefundState.REFUNDED, RefundState.FAILED]


@pytest.mark.parametrize("state", OPEN)
def test_an_answer_moves_an_open_refund(state: RefundState) -> None:
    assert refund_state_after(state, Refunded()) is RefundState.REFUNDED
    assert refund_state_after(state, RefundRefused("no")) is RefundState.FAILED
    assert refund_state_after(state, Unknown("?")) is RefundState.UNKNOWN


@pytest.mark.parametrize("state", FINAL)
def test_a_final_refund_never_changes(state: RefundState) -> None:
    for answer in (Refunded(), RefundRefused("no"), Unknown("?")):
        assert refund_state_after(state, answer) is state


def test_only_the_end_is_final() -> None:
    assert [state for state in RefundState if state.is_final] == FINAL


def test_a_payment_has_one_late_refund() -> None:
    assert late_refund_id("pay-1") == late_refund_id("pay-1") == "pay-1-LATE"
