"""A member's face is taken anew, from "my data": hair, glasses, or photographs that were bad.
Or for the first time, after a yes of its own: adding_face.py.

    capturing ─ good frames ─▶ moving ─ alive ─▶ what else is to be proved (domain/retaking.py)?
        ─▶ nothing ─────────────▶ saving ─▶ done
        ─▶ PIN, or staff's PIN ─▶ saving ─▶ done
    capturing ─ another member's face, too long ─▶ kept as it was; so does whoever leaves

New templates live in this object only until all is proved; the old ones stay until then.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, StrEnum, auto

from kiosk.domain.member import Member, masked_phone
from kiosk.domain.pin import is_pin
from kiosk.domain.problems import Problem
from kiosk.domain.retaking import Witness, may_retake, missing
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.adding_face_effects import AddFace
from kiosk.flows.alive import AliveCheck, AlivePolicy, Verdict
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CAPTURE_TIMER, Captured, CapturePolicy, FaceCapture
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PinStep, PinTrouble
from kiosk.flows.way_out import WayOut
from models.results import Template


class Retaken(StrEnum):
    """How it ended; each has words."""

    DONE = "done"
    KEPT = "kept"
    OTHERS = "others"
    """The face is another member's."""
    NOT_YOURS = "not_yours"
    """Neither the face nor a PIN told who it is."""
    TOO_LONG = "too_long"
    NOT_ALIVE = "not_alive"
    FAILED = "failed"


class State(Enum):
    CAPTURING = auto()
    MOVING = auto()
    PIN = auto()
    STAFF = auto()
    SAVING = auto()


Save = Callable[[Captured, tuple[Witness, ...]], Effect]


class Retake:
    """`outcome` once it has ended. `by_pin`: the member gave their PIN in this visit. `save`: what
    is to be done with the new face, answered by FaceRetaken; without it, the old one is replaced.
    """

    def __init__(
        self,
        member: Member,
        policy: CapturePolicy,
        alive: AlivePolicy | None,
        *,
        by_pin: bool,
        purpose: Purpose = Purpose.RETAKE,
        save: Save | None = None,
    ) -> None:
        self._member = member
        self._purpose = purpose
        self._save_as = save or self._replace
        self._alive_policy = alive
        self._alive: AliveCheck | None = None
        self._proofs = {Witness.PIN} if by_pin else set[Witness]()
        self._capture = FaceCapture(policy, owner=member.id, purpose=purpose)
        self._captured = Captured(())
        self.state = State.CAPTURING
        self.outcome: Retaken | WayOut | None = None

    def start(self) -> list[Effect]:
        return self._capture.start()

    def stop(self) -> list[Effect]:
        """Nobody looks any more. What is being written down is."""
        if self.state is State.MOVING and self._alive is not None:
            return self._alive.stop()
        return self._capture.stop() if self.state is State.CAPTURING else []

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        is_watching = self.state in {State.CAPTURING, State.MOVING}
        return self._end(Retaken.FAILED) if why_no_face and is_watching else []

    def handle(self, event: Event) -> list[Effect]:
        leaves = member_on.SkipPressed | on.BackPressed | on.CancelPressed
        if isinstance(event, leaves) and self.state is not State.SAVING:
            is_over = isinstance(event, on.CancelPressed)
            return self._end(WayOut.LEFT if is_over else Retaken.KEPT)
        match self.state:
            case State.CAPTURING:
                return self._capturing(event)
            case State.MOVING:
                return self._moving(event)
            case State.PIN | State.STAFF:
                return self._proving(event)
            case State.SAVING:
                return self._saving(event)

    def _end(self, outcome: Retaken | WayOut) -> list[Effect]:
        effects = self.stop()
        self.outcome = outcome
        return effects

    # --- the new face -------------------------------------------------------------------------

    def _capturing(self, event: Event) -> list[Effect]:
        match event:
            case face_on.FaceObserved():
                return [*self._capture.observed(event), *self._enough(event.sighting.template)]
            case on.TimedOut(timer) if timer == CAPTURE_TIMER:
                return self._end(Retaken.TOO_LONG)
            case _:  # a touch of an earlier screen
                return []

    def _enough(self, face: Template | None) -> list[Effect]:
        captured = self._capture.outcome
        if captured is None:
            return []
        if isinstance(captured, Captured):
            self._captured, face = captured, captured.templates[0]
            if self._capture.is_owner:
                self._proofs.add(Witness.FACE)
        if self._alive_policy is None:
            return [*self.stop(), *self._ask()]
        self.state = State.MOVING
        whose = self._member.id
        self._alive = AliveCheck(self._alive_policy, face, self._purpose, whose=whose)
        return [do.StopTimer(CAPTURE_TIMER), *self._alive.start()]

    def _moving(self, event: Event) -> list[Effect]:
        if self._alive is None:
            return []
        effects = self._alive.handle(event)
        match self._alive.outcome:
            case Verdict.ALIVE:
                return [*effects, *self._ask()]
            case Verdict.NOT_ALIVE:
                self.outcome = Retaken.NOT_ALIVE
                return effects
            case None:
                return effects

    # --- what else is to be proved ------------------------------------------------------------

    def _ask(self) -> list[Effect]:
        if not self._captured.templates:  # told only to a living person: photographs ask as well
            self.outcome = Retaken.OTHERS
            return []
        if may_retake(self._proofs):
            return self._save()
        asked = missing(self._proofs, has_pin=self._member.has_pin)
        if asked is None:
            self.outcome = Retaken.NOT_YOURS
            return []
        self.state = State.PIN if asked is Witness.PIN else State.STAFF
        return self._ask_pin()

    def _ask_pin(
        self, trouble: PinTrouble | None = None, tries_left: int = 0, locked_for_s: int = 0
    ) -> list[Effect]:
        is_staff = self.state is State.STAFF
        masked = "" if is_staff else masked_phone(self._member.phone)
        screen = show.EnterPin(
            PinStep.ENTER, trouble, tries_left, locked_for_s, is_staff,
            masked_phone=masked, is_witness=is_staff,
        )  # fmt: skip
        return [do.Show(screen)]

    def _proving(self, event: Event) -> list[Effect]:
        is_staff = self.state is State.STAFF
        match event:
            case on.DigitsEntered(digits) if not is_pin(digits):
                return self._ask_pin(PinTrouble.NOT_SIX_DIGITS)
            case on.DigitsEntered(digits) if is_staff:
                return [do.CheckStaffPin(digits)]
            case on.DigitsEntered(digits):
                return [member_do.CheckPin(self._member.phone, digits)]
            case on.StaffPinAccepted() if is_staff:
                return self._proved(Witness.STAFF)
            case member_on.PinAccepted(member) if not is_staff and member.id == self._member.id:
                return self._proved(Witness.PIN)
            case on.StaffPinOutOfReach() if is_staff:
                return self._ask_pin(PinTrouble.OUT_OF_REACH)
            case on.StaffPinRefused(left, locked_s) if is_staff:
                return self._refused(left, locked_s)
            case member_on.PinRefused(left, locked_s) if not is_staff:
                return self._refused(left, locked_s)
            case _:  # a touch of an earlier screen
                return []

    def _refused(self, left: int, locked_for_s: int) -> list[Effect]:
        trouble = PinTrouble.LOCKED if locked_for_s else PinTrouble.WRONG
        return self._ask_pin(trouble, left, locked_for_s)

    def _proved(self, witness: Witness) -> list[Effect]:
        self._proofs.add(witness)
        return self._ask()

    # --- saving -------------------------------------------------------------------------------

    def _save(self) -> list[Effect]:
        self.state = State.SAVING
        return [self._save_as(self._captured, tuple(sorted(self._proofs)))]

    def _replace(self, found: Captured, proofs: tuple[Witness, ...]) -> Effect:
        return member_do.RetakeFace(self._member.id, found.templates, found.look_alikes, proofs)

    def _saving(self, event: Event) -> list[Effect]:
        match event:
            case member_on.FaceRetaken(is_done):
                self.outcome = Retaken.DONE if is_done else Retaken.FAILED
            case on.NotDone(member_do.RetakeFace() | AddFace()):
                self.outcome = Retaken.FAILED
            case _:  # a touch of an earlier screen
                pass
        return []
