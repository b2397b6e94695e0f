"""A member who has no face here adds one, from "my data": who joined without, or let it go.

    consenting ─┬─ (under 14) guardian ─┬─ yes ─▶ taking: as retake.py does ─▶ loading ─▶ the page
                ╰───────────────────────┴─ no, back ─▶ the page, as it was

The yes is asked for by itself, as at sign-up. What else is asked is domain/retaking.py's: a face
opens the same purse as the PIN, and is not changed with it, so that the PIN alone gives it nobody.
"""

from __future__ import annotations

from enum import Enum, auto

from kiosk.domain.problems import Problem
from kiosk.domain.retaking import Witness
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.alive import AlivePolicy
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import Captured, CapturePolicy
from kiosk.flows.purpose import Purpose
from kiosk.flows.records import MemberRow
from kiosk.flows.retake import Retake, Retaken
from kiosk.flows.way_out import WayOut, way_out


class State(Enum):
    CONSENTING = auto()
    GUARDIAN = auto()
    TAKING = auto()
    LOADING = auto()


class AddingFace:
    """`outcome` once it has ended. `row`: the member, as they are kept by then."""

    def __init__(self, row: MemberRow, policy: CapturePolicy, alive: AlivePolicy | None) -> None:
        self.row = row
        self._why_no_face: Problem | None = None
        self._retake = Retake(
            row.member, policy, alive, by_pin=True, purpose=Purpose.ADD, save=self._add
        )
        self._by_guardian = False
        self.state = State.CONSENTING
        self.outcome: Retaken | WayOut | None = None

    def start(self) -> list[Effect]:
        self.state = State.CONSENTING
        return [do.Show(see.Consent(self._why_no_face, adds=True))]

    def _ask_guardian(self) -> list[Effect]:
        self.state = State.GUARDIAN
        return [do.Show(see.GuardianConsent(self._why_no_face, adds=True))]

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        self._why_no_face = why_no_face
        match self.state:
            case State.CONSENTING:
                return self.start()
            case State.GUARDIAN:
                return self._ask_guardian()
            case State.TAKING:
                return self._taking(self._retake.faces_changed(why_no_face))
            case State.LOADING:
                return []

    def handle(self, event: Event) -> list[Effect]:
        match self.state:
            case State.CONSENTING | State.GUARDIAN:
                return self._consenting(event)
            case State.TAKING:
                return self._taking(self._retake.handle(event))
            case State.LOADING:
                return self._loading(event)

    def _consenting(self, event: Event) -> list[Effect]:
        match event:
            case member_on.ConsentGiven(with_face=True) if self._why_no_face is None:
                self._by_guardian = self.state is State.GUARDIAN
                self.state = State.TAKING
                return self._retake.start()
            case member_on.ConsentGiven(with_face=False):
                self.outcome = Retaken.KEPT
                return []
            case member_on.GuardianPressed() if self.state is State.CONSENTING:
                return self._ask_guardian()
            case on.BackPressed() if self.state is State.GUARDIAN:
                return self.start()
            case _:
                self.outcome = way_out(event)
                return []

    def _taking(self, effects: list[Effect]) -> list[Effect]:
        if self._retake.outcome is Retaken.DONE:
            self.state = State.LOADING
            return [*effects, member_do.LoadMember(self.row.member.id)]
        self.outcome = self._retake.outcome
        return effects

    def _add(self, found: Captured, proofs: tuple[Witness, ...]) -> Effect:
        return AddFace(
            self.row.member.id, found.templates, found.look_alikes, proofs, self._by_guardian
        )

    def _loading(self, event: Event) -> list[Effect]:
        """It is on disk: whatever comes, it was added."""
        match event:
            case member_on.MemberLoaded(row):
                self.row = row or self.row
                self.outcome = Retaken.DONE
            case on.NotDone(member_do.LoadMember()):
                self.outcome = Retaken.DONE
            case _:  # a touch: a moment, and the page is there
                pass
        return []
