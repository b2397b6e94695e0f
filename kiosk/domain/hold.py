"""A pre-authorisation's life: an amount held first, less of it taken later, the rest let go.

    created → submitting ┬→ held ┬→ capturing → captured     (what was not taken is let go with it)
                         │       ╰→ releasing → released
                         ├→ failed          (the rail said no: final)
                         ╰→ unknown → held | releasing       (never opened a door: let it go)

Wallets move the amount into `deposits`; Alipay freezes it, WeChat Payscore notes a risk limit.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import assert_never

from kiosk.domain.money import Money
from kiosk.domain.payment import Refused, Unknown


class HoldState(StrEnum):
    CREATED = "created"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    HELD = "held"
    FAILED = "failed"
    CAPTURING = "capturing"
    CAPTURED = "captured"
    RELEASING = "releasing"
    RELEASED = "released"

    @property
    def is_final(self) -> bool:
        return self in {HoldState.FAILED, HoldState.CAPTURED, HoldState.RELEASED}


@dataclass(frozen=True, slots=True)
class Hold:
    """`id` is the idempotency key of holding, capturing and releasing alike.

    `amount` is the most that can be captured. `session_id` is what it is held for.
    `terminal`, the till that asks, is no part of what it is.
    """

    id: str
    session_id: str
    member_id: str
    amount: Money
    rail: str
    subject: str = ""
    terminal: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Held:
    """The amount is set aside; nothing is charged."""

    service_number: str = ""


@dataclass(frozen=True, slots=True)
class Captured:
    """`amount` was charged out of the hold, the rest was let go."""

    amount: Money
    service_number: str = ""


@dataclass(frozen=True, slots=True)
class Released:
    """Nothing was charged, and nothing will be under this id."""


HoldOutcome = Held | Captured | Released | Refused | Unknown


def hold_state_after(state: HoldState, outcome: HoldOutcome) -> HoldState:
    """The state once `outcome` is known. A final state never changes again.

    What was decided here (`capturing`, `releasing`) is not undone by a lost answer or by a late
    "held": it is asked for again.
    """
    if state.is_final:
        return state
    match outcome:
        case Captured():
            return HoldState.CAPTURED
        case Released():
            return HoldState.RELEASED
        case Refused():
            return HoldState.FAILED
        case Held() | Unknown() if state in {
            HoldState.HELD,
            HoldState.CAPTURING,
            HoldState.RELEASING,
        }:
            return state
        case Held():
            return HoldState.HELD
        case Unknown():
            return HoldState.UNKNOWN
        case _:
            assert_never(outcome)
