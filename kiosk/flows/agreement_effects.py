"""What to do about a member's agreements with payment services (perform_agreements.py)."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.agreement import Ending, Wish
from kiosk.flows.agreement_events import AgreementNews


@dataclass(frozen=True, slots=True)
class LookAtAgreements:
    """Answered by one AgreementLooked for each rail, whenever it is known."""

    member_id: str
    rails: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BeginAgreement:
    """Answered by AgreementBegun."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class EndAgreement:
    """Written down first, and pushed until the service says so. Answered by AgreementEndNoted,
    and later by AgreementEnded."""

    ending: Ending


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    """Keep what a service said."""

    news: AgreementNews


AgreementEffect = LookAtAgreements | BeginAgreement | EndAgreement | RecordAgreement
