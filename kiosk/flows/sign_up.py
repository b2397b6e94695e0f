"""Joining: consent first, one number typed, then a few good looks at the camera.

consent ─┬▶ (under 14) guardian ─▶ staff see them (guardian.py) ─▶ phone …
         ╰▶ phone ─▶ confirming (confirm_number.py) ─▶ pin ─▶ pin again ─▶ name …
name ─┬ with face ─▶ capturing ─▶ saving ─▶ over
      ╰ without ────────────────▶ saving ─▶ over
capturing ─ good frames ─▶ moving ─ alive ─▶ saving; twice not ─▶ failed
          │                       ╰ alive, and somebody we know ─▶ over (already a member)
          ╰ too long ─▶ failed ─▶ capturing | saving without a face

Nobody is told whose face it is, and nobody who did not move that it is a member's.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from kiosk.domain.identity import Identity
from kiosk.domain.member import is_mobile
from kiosk.domain.pin import is_easy, is_pin
from kiosk.domain.problems import Problem
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import screens as show
from kiosk.flows.alive import AliveCheck, AlivePolicy, Verdict
from kiosk.flows.code_events import CodeAnswered
from kiosk.flows.confirm_number import CodePolicy, ConfirmNumber, Right, Wrong
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CAPTURE_TIMER, Captured, CapturePolicy, FaceCapture
from kiosk.flows.guardian import GuardianSeen
from kiosk.flows.purpose import Purpose
from models.results import Template

MAX_NAME = 20


class State(Enum):
    CONSENT = auto()
    GUARDIAN = auto()
    STAFF = auto()
    PHONE = auto()
    CONFIRMING = auto()
    PIN = auto()
    PIN_AGAIN = auto()
    NAME = auto()
    CAPTURING = auto()
    MOVING = auto()
    FAILED = auto()
    SAVING = auto()
    OVER = auto()


class SignUp:
    """`is_over` once the person has left. `can_agree`: a new member may go on to agree with a
    payment service (my_data.py). `needs_pin`: also of those who join with a face. `codes`: None
    where no messages are set up."""

    def __init__(  # noqa: PLR0913 - what a visit knows
        self,
        policy: CapturePolicy,
        new_id: Callable[[], str],
        why_no_face: Problem | None,
        *,
        alive: AlivePolicy | None = None,
        can_agree: bool = False,
        needs_pin: bool = False,
        codes: CodePolicy | None = None,
    ) -> None:
        self._needs_pin = needs_pin
        self._codes = codes
        self._new_id = new_id
        self._policy = policy
        self._member_id = new_id()
        self._why_no_face = why_no_face
        self._with_face = False
        self._by_guardian = False
        self._guardian = GuardianSeen()
        self._look_alikes: tuple[str, ...] = ()
        self._phone = self._pin = self._name = ""
        self._number = ConfirmNumber("", None, new_id)
        self._capture = FaceCapture(policy)
        self._alive_policy = alive
        self._alive: AliveCheck | None = None
        self.state = State.CONSENT
        self.is_over = False
        self.wants_my_data = False
        """It is over, and they are a member who wants to see what is kept."""
        self.joined = ""
        """Who has just become a member here."""
        self._can_agree = can_agree

    def start(self) -> list[Effect]:
        self.state = State.CONSENT
        self._by_guardian = False
        return [do.Show(see.Consent(self._why_no_face))]

    def _ask_guardian(self) -> list[Effect]:
        self.state = State.GUARDIAN
        self._by_guardian = True
        return [do.Show(see.GuardianConsent(self._why_no_face))]

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera or the models went away, or came back."""
        self._why_no_face = why_no_face
        if self.state is State.CONSENT:
            return self.start()
        if self.state is State.GUARDIAN:
            return self._ask_guardian()
        if self.state is State.FAILED:
            return self._failed()
        is_watching = self.state in {State.CAPTURING, State.MOVING}
        return self._failed() if is_watching and why_no_face else []

    def handle(self, event: Event) -> list[Effect]:
        if isinstance(event, on.CancelPressed):
            return self._leave()
        if isinstance(event, on.BackPressed):
            return self._back()
        if self.state is State.CONFIRMING:
            return self._confirming(event)
        is_news = isinstance(event, CodeAnswered | on.TimedOut)
        return [*(self._number.handle(event) if is_news else []), *self._in_state(event)]

    def _in_state(self, event: Event) -> list[Effect]:
        match self.state:
            case State.CONSENT | State.GUARDIAN:
                return self._consenting(event)
            case State.STAFF:
                return self._seen_by_staff(event)
            case State.PHONE:
                return self._phoning(event)
            case State.PIN | State.PIN_AGAIN:
                return self._choosing_pin(event)
            case State.NAME:
                return self._naming(event)
            case State.CAPTURING:
                return self._capturing(event)
            case State.MOVING:
                return self._moving(event)
            case State.FAILED:
                return self._after_failure(event)
            case State.SAVING:
                return self._saving(event)
            case State.OVER:
                return self._over(event)
            case State.CONFIRMING:
                return self._confirming(event)

    def _over(self, event: Event) -> list[Effect]:
        match event:
            case on.DonePressed():
                return self._leave()
            case member_on.MyDataPressed() if self._can_agree and self.joined:
                self.wants_my_data = True
                return self._leave()
            case _:
                return []

    def _leave(self) -> list[Effect]:
        if self.state is State.SAVING:
            return []  # it is being written down: a moment, and the answer is there
        self.is_over = True
        return [*self._number.stop(), *self._stop_capturing()]

    def _back(self) -> list[Effect]:
        match self.state:
            case State.CONSENT | State.OVER:
                return self._leave()
            case State.PHONE | State.GUARDIAN:
                return self.start()
            case State.STAFF:
                return self._ask_guardian()
            case State.CONFIRMING:
                stays = self._number.back()
                return self._ask_phone() if stays is None else stays
            case State.PIN:
                return self._ask_phone()
            case State.PIN_AGAIN | State.NAME:
                return self._ask_pin()
            case State.CAPTURING | State.MOVING | State.FAILED:
                return [*self._stop_capturing(), *self._ask_name()]
            case State.SAVING:
                return []  # too late to go back

    # --- consent, number, PIN, name -----------------------------------------------------------

    def _consenting(self, event: Event) -> list[Effect]:
        match event:
            case member_on.ConsentGiven(with_face) if not (with_face and self._why_no_face):
                self._with_face = with_face
                return self._ask_staff() if self._by_guardian else self._ask_phone()
            case member_on.GuardianPressed() if self.state is State.CONSENT:
                return self._ask_guardian()
            case member_on.MyDataPressed() if self.state is State.CONSENT:
                self.wants_my_data = True
                return self._leave()
            case _:  # a touch of an earlier screen
                return []

    def _ask_staff(self) -> list[Effect]:
        self.state = State.STAFF
        self._guardian = GuardianSeen()
        return self._guardian.start()

    def _seen_by_staff(self, event: Event) -> list[Effect]:
        effects = self._guardian.handle(event)
        return self._ask_phone() if self._guardian.is_confirmed else effects

    def _ask_phone(self, trouble: show.PhoneTrouble | None = None) -> list[Effect]:
        self.state = State.PHONE
        sends = self._codes is not None
        return [do.Show(show.EnterPhone(Purpose.JOIN, trouble, sends_code=sends))]

    def _phoning(self, event: Event) -> list[Effect]:
        match event:
            case on.DigitsEntered(digits) if is_mobile(digits):
                self._phone = digits
                return [member_do.CheckPhone(digits)]
            case on.DigitsEntered():
                return self._ask_phone(show.PhoneTrouble.NOT_A_NUMBER)
            case member_on.PhoneChecked(is_free):
                taken = show.PhoneTrouble.TAKEN
                return self._confirm_number() if is_free else self._ask_phone(taken)
            case _:  # a touch of an earlier screen
                return []

    def _confirm_number(self) -> list[Effect]:
        """A digit that is wrong now would be found when the money is somebody else's."""
        before, is_same = self._number, self._number.phone == self._phone
        if is_same and self._codes and isinstance(before.outcome, Right):
            return self._ask_pin()  # no second message
        stopped = [] if is_same else before.stop()
        if not is_same:
            self._number = ConfirmNumber(self._phone, self._codes, self._new_id)
        self.state = State.CONFIRMING
        return [*stopped, *self._number.start()]

    def _confirming(self, event: Event) -> list[Effect]:
        effects = self._number.handle(event)
        match self._number.outcome:
            case Right():
                return [*effects, *self._ask_pin()]
            case Wrong(trouble):
                return [*effects, *self._ask_phone(trouble)]
            case None:
                return effects

    def _ask_pin(
        self, step: show.PinStep = show.PinStep.CHOOSE, trouble: show.PinTrouble | None = None
    ) -> list[Effect]:
        self.state = State.PIN if step is show.PinStep.CHOOSE else State.PIN_AGAIN
        can_skip = self._may_skip_pin and step is show.PinStep.CHOOSE
        return [do.Show(show.EnterPin(step, trouble, can_skip=can_skip))]

    @property
    def _may_skip_pin(self) -> bool:
        return self._with_face and not self._needs_pin

    def _choosing_pin(self, event: Event) -> list[Effect]:
        match event:
            case member_on.SkipPressed() if self._may_skip_pin and self.state is State.PIN:
                self._pin = ""
                return self._ask_name()
            case on.DigitsEntered(digits) if self.state is State.PIN:
                return self._first_pin(digits)
            case on.DigitsEntered(digits) if digits == self._pin:
                return self._ask_name()
            case on.DigitsEntered():
                return self._ask_pin(trouble=show.PinTrouble.DIFFERENT)
            case _:  # a touch of an earlier screen
                return []

    def _first_pin(self, digits: str) -> list[Effect]:
        if not is_pin(digits):
            return self._ask_pin(trouble=show.PinTrouble.NOT_SIX_DIGITS)
        if is_easy(digits):
            return self._ask_pin(trouble=show.PinTrouble.EASY)
        self._pin = digits
        return self._ask_pin(show.PinStep.REPEAT)

    def _ask_name(self) -> list[Effect]:
        self.state = State.NAME
        return [do.Show(see.EnterName())]

    def _naming(self, event: Event) -> list[Effect]:
        match event:
            case member_on.NameEntered(name):
                self._name = name.strip()[:MAX_NAME]
                return self._start_capture() if self._with_face else self._save(())
            case _:  # a touch of an earlier screen
                return []

    # --- the face -----------------------------------------------------------------------------

    def _start_capture(self) -> list[Effect]:
        if self._why_no_face:
            return self._failed()
        self.state = State.CAPTURING
        self._capture = FaceCapture(self._policy)
        return self._capture.start()

    def _stop_capturing(self) -> list[Effect]:
        if self.state is State.MOVING and self._alive is not None:
            return self._alive.stop()
        return self._capture.stop() if self.state is State.CAPTURING else []

    def _capturing(self, event: Event) -> list[Effect]:
        match event:
            case face_on.FaceObserved() if self._capture.outcome is None:
                return [*self._capture.observed(event), *self._captured(event.sighting.template)]
            case on.TimedOut(timer) if timer == CAPTURE_TIMER:
                return self._failed()
            case member_on.SkipPressed() if self._capture.outcome is None:
                return [*self._stop_capturing(), *self._join_without_face()]
            case _:  # a late frame
                return []

    def _captured(self, last: Template | None) -> list[Effect]:
        match self._capture.outcome:
            case Captured(templates) as captured:
                return self._good_frames(captured, templates[0])
            case Identity() as known:
                return self._good_frames(known, last)
            case None:
                return []

    def _good_frames(self, outcome: Captured | Identity, face: Template | None) -> list[Effect]:
        if self._alive_policy is None:
            return [*self._stop_capturing(), *self._seen(outcome)]
        self.state = State.MOVING
        known = outcome.member_id if isinstance(outcome, Identity) else ""
        self._alive = AliveCheck(self._alive_policy, face, Purpose.JOIN, whose=known)
        return [do.StopTimer(CAPTURE_TIMER), *self._alive.start()]

    def _seen(self, outcome: Captured | Identity) -> list[Effect]:
        if isinstance(outcome, Captured):
            self._look_alikes = outcome.look_alikes
            return self._save(outcome.templates)
        self.state = State.OVER
        return [do.Show(see.AlreadyMember())]

    def _moving(self, event: Event) -> list[Effect]:
        check, captured = self._alive, self._capture.outcome
        if isinstance(event, member_on.SkipPressed):
            return [*self._stop_capturing(), *self._join_without_face()]
        if check is None or captured is None:
            return []
        effects = check.handle(event)
        match check.outcome:
            case Verdict.ALIVE:
                return [*effects, *self._seen(captured)]
            case Verdict.NOT_ALIVE:
                self.state = State.FAILED
                return [*effects, *self._failed()]
            case None:
                return effects

    def _failed(self) -> list[Effect]:
        why_no_face = self._why_no_face if self._with_face else None
        effects = [*self._stop_capturing(), do.Show(see.JoinFailed(why_no_face))]
        self.state = State.FAILED
        return effects

    def _after_failure(self, event: Event) -> list[Effect]:
        match event:
            case on.RetryPressed() if self._with_face:
                return [] if self._why_no_face else self._start_capture()
            case on.RetryPressed() | on.ConfirmPressed():
                return self._join_without_face()
            case _:  # a late frame
                return []

    def _join_without_face(self) -> list[Effect]:
        """Without a face there must be a PIN: nobody could pay otherwise."""
        self._with_face = False
        self._capture = FaceCapture(self._policy)  # and what it has seen is forgotten
        return self._save(()) if self._pin else self._ask_pin()

    # --- saving -------------------------------------------------------------------------------

    def _save(self, templates: tuple[Template, ...]) -> list[Effect]:
        self.state = State.SAVING
        return [
            member_do.RegisterMember(
                self._member_id,
                self._phone,
                self._name,
                self._pin,
                templates,
                self._look_alikes if templates else (),
                by_guardian=self._by_guardian,
            )
        ]

    def _saving(self, event: Event) -> list[Effect]:
        match event:
            case member_on.MemberRegistered(member):
                self.state = State.OVER
                self.joined = member.id
                can_agree = self._can_agree
                return [do.Show(see.Welcome(member.masked, member.has_face, can_agree=can_agree))]
            case member_on.PhoneTaken():
                return self._ask_phone(show.PhoneTrouble.TAKEN)
            case on.NotDone(member_do.RegisterMember()):
                return self._failed()
            case _:
                return []
