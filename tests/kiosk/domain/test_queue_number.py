"""Queue numbers: how they read, and which moves make sense."""

from __future__ import annotations

import pytest

from kiosk.domain.queue_number import TicketAction, TicketState, actions_for, state_after
from tests.support.builders import KITCHEN, a_ticket

MAKING, READY, SKIPPED, COLLECTED = TicketState
CALL, SKIP, RECALL, COLLECT = TicketAction

# state     call     skip     recall   collect
TABLE = {
    MAKING: (READY, None, None, None),
    READY: (READY, SKIPPED, None, COLLECTED),
    SKIPPED: (None, None, READY, None),
    COLLECTED: (None, None, READY, None),
}


@pytest.mark.parametrize("state", TicketState)
def test_every_move_of_the_table(state: TicketState) -> None:
    assert tuple(state_after(state, action) for action in TicketAction) == TABLE[state]


@pytest.mark.parametrize("state", TicketState)
def test_staff_are_offered_exactly_the_moves_that_make_sense(state: TicketState) -> None:
    sensible = {action for action in TicketAction if state_after(state, action)}
    assert set(actions_for(state)) == sensible


@pytest.mark.parametrize(("number", "text"), [(1, "K001"), (42, "K042"), (1000, "K1000")])
def test_a_number_reads_with_its_counter_and_three_digits(number: int, text: str) -> None:
    assert a_ticket(number, service=KITCHEN).text == text
