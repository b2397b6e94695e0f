"""A member ends an agreement with a payment service: asked once more, and written down.

confirming ─ tap ─▶ on disk ─▶ ending: the guard ends it at the service (perform_agreements.py)
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.domain.agreement import Ending
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_screens as see
from kiosk.flows.agreement_effects import EndAgreement
from kiosk.flows.agreement_events import AgreementEndNoted
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.way_out import WayOut, way_out


class LetGo(StrEnum):
    ENDING = "ending"
    """Noted here; the service has not said so yet. It has words."""
    FAILED = "failed"


class LettingGo:
    """`outcome` is set once it is over."""

    def __init__(self, member_id: str, rail: str) -> None:
        self._member_id = member_id
        self.rail = rail
        self.outcome: LetGo | WayOut | None = None

    def start(self) -> list[Effect]:
        return [do.Show(see.EndAgreementConfirm(self.rail))]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.ConfirmPressed():
                return [EndAgreement(Ending(self._member_id, self.rail))]
            case AgreementEndNoted(Ending(_, rail)) if rail == self.rail:
                self.outcome = LetGo.ENDING
            case on.NotDone(EndAgreement()):
                self.outcome = LetGo.FAILED
            case _:
                self.outcome = way_out(event)
        return []
