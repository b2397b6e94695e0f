"""A hold's life as a table."""

from __future__ import annotations

import pytest

from kiosk.domain.hold import Captured, Held, HoldOutcome, HoldState, Released, hold_state_after
from kiosk.domain.money import Money
from kiosk.domain.payment import Refusal, Refused, Unknown

CREATED, SUBMITTING, UNKNOWN = HoldState.CREATED, HoldState.SUBMITTING, HoldState.UNKNOWN
HELD, FAILED = HoldState.HELD, HoldState.FAILED
CAPTURING, CAPTURED = HoldState.CAPTURING, HoldState.CAPTURED
RELEASING, RELEASED = HoldState.RELEASING, HoldState.RELEASED

ANSWERS: list[HoldOutcome] = [
    Held(), Captured(Money(1)), Released(), Refused(Refusal.NOT_ENOUGH), Unknown("?")
]  # fmt: skip
LIFE = {
    #            Held       Captured  Released  Refused Unknown
    CREATED:    (HELD,      CAPTURED, RELEASED, FAILED, UNKNOWN),
    SUBMITTING: (HELD,      CAPTURED, RELEASED, FAILED, UNKNOWN),
    UNKNOWN:    (HELD,      CAPTURED, RELEASED, FAILED, UNKNOWN),
    HELD:       (HELD,      CAPTURED, RELEASED, FAILED, HELD),
    CAPTURING:  (CAPTURING, CAPTURED, RELEASED, FAILED, CAPTURING),
    RELEASING:  (RELEASING, CAPTURED, RELEASED, FAILED, RELEASING),
    FAILED:     (FAILED,) * 5,
    CAPTURED:   (CAPTURED,) * 5,
    RELEASED:   (RELEASED,) * 5,
}  # fmt: skip


@pytest.mark.parametrize("state", HoldState)
def test_every_answer_in_every_state(state: HoldState) -> None:
    assert tuple(hold_state_after(state, answer) for answer in ANSWERS) == LIFE[state]
