"""Queue numbers: per business day and per service, unique and without gaps.

making → ready → collected
         ready → skipped → ready (recalled)
making → ready → ready          (called again)
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TicketState(StrEnum):
    MAKING = "making"
    READY = "ready"
    SKIPPED = "skipped"
    COLLECTED = "collected"


class TicketAction(StrEnum):
    CALL = "call"
    SKIP = "skip"
    RECALL = "recall"
    COLLECT = "collect"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`business_date` is the shop's local date, ISO 8601."""

    business_date: str
    service: str
    prefix: str
    number: int
    order_id: str
    state: TicketState = TicketState.MAKING

    @property
    def text(self) -> str:
        return ticket_text(self.prefix, self.number)


_MOVES = {
    (TicketState.MAKING, TicketAction.CALL): TicketState.READY,
    (TicketState.READY, TicketAction.CALL): TicketState.READY,
    (TicketState.READY, TicketAction.SKIP): TicketState.SKIPPED,
    (TicketState.READY, TicketAction.COLLECT): TicketState.COLLECTED,
    (TicketState.SKIPPED, TicketAction.RECALL): TicketState.READY,
    (TicketState.COLLECTED, TicketAction.RECALL): TicketState.READY,
}


def ticket_text(prefix: str, number: int) -> str:
    return f"{prefix}{number:03d}"


def state_after(state: TicketState, action: TicketAction) -> TicketState | None:
    """The next state, or None where the action makes no sense."""
    return _MOVES.get((state, action))


def actions_for(state: TicketState) -> tuple[TicketAction, ...]:
    """What staff can do now: the buttons beside a number."""
    return tuple(action for at, action in _MOVES if at is state)
