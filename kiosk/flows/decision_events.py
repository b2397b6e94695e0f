"""What happened on the pages about decisions: touches of staff, and answers for them."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.flows.decision_effects import LoadDecisions
from kiosk.flows.decision_records import CheckPage, MemberRecord
from kiosk.flows.decision_screens import RecordTab

# --- a person ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionsFiltered:
    """`only_asked`: leave out where one tap was enough."""

    only_asked: bool


@dataclass(frozen=True, slots=True)
class PageTurned:
    """To what is older, or back to what is newer."""

    is_older: bool


@dataclass(frozen=True, slots=True)
class DecisionChosen:
    check_id: str


@dataclass(frozen=True, slots=True)
class RecordPressed:
    """What is kept of the member on the screen: consents, decisions, journal."""


@dataclass(frozen=True, slots=True)
class RecordTabChosen:
    tab: RecordTab


@dataclass(frozen=True, slots=True)
class ConsentChosen:
    """To read its text. `place`: in the list of all, from 0."""

    place: int


@dataclass(frozen=True, slots=True)
class PaidOrderPressed:
    """The order that a face paid."""


FROM_DECISIONS = (
    DecisionsFiltered, PageTurned, DecisionChosen, RecordPressed, RecordTabChosen, ConsentChosen,
    PaidOrderPressed,
)  # fmt: skip

# --- answers ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DecisionsLoaded:
    asked: LoadDecisions
    page: CheckPage


@dataclass(frozen=True, slots=True)
class RecordLoaded:
    """None: there is no such member any more, or their record does not open."""

    member_id: str
    record: MemberRecord | None


DecisionEvent = (
    DecisionsFiltered | PageTurned | DecisionChosen | RecordPressed | RecordTabChosen
    | ConsentChosen | PaidOrderPressed | DecisionsLoaded | RecordLoaded
)  # fmt: skip
