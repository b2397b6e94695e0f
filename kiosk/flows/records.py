"""What staff screens list: rows as the storage answers them. Values only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.domain.language import Label
from kiosk.domain.leaving import Waits
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.order import OrderState


class Grade(StrEnum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the status page and of `python -m kiosk doctor`.

    `topic` is a key of the wording file; `detail` is what was found, `advice` what to do.
    """

    topic: str
    grade: Grade
    detail: Label
    advice: Label = field(default=Label("", ""))


@dataclass(frozen=True, slots=True)
class MemberRow:
    """`waits`: money that is open, where it was looked for. `leaves_since`: the day on which the
    member wished to be forgotten; "" for all others."""

    member: Member
    balance: Money
    joined_on: str
    templates: int
    waits: tuple[Waits, ...] = ()
    leaves_since: str = ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`placed_at` is local time, ISO 8601. `note` says what a restart did, if it did anything."""

    order_id: str
    placed_at: str
    total: Money
    state: OrderState
    payment_state: str
    tickets: tuple[str, ...]
    door_state: str
    note: str = ""
    payer: str = field(default="", repr=False)
