"""What a matched face is asked for before it may do its deed: nothing, digits, number, or PIN.

    assessing ┬ tap ─▶ identified
              ├ digits, number, PIN ─▶ typing ─ right ─▶ identified
              │                          ╰ wrong, tries left ─▶ typing
              ╰ another way ─▶ refused

Until the proof is right no name is shown: whoever looks like a member learns nothing. What is asked
is decided, and written down with its reasons, by perform_faces.py.
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.domain.identity import Check, Identity, Proof
from kiosk.domain.member import Member
from kiosk.domain.money import Money
from kiosk.domain.pack_change import SeenAgain
from kiosk.domain.risk import Decision, Deed, Evidence, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import screens as show
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.purpose import Purpose

PROOF_TIMER = "proof"

_LENGTHS = {Step.DIGITS: 4, Step.NUMBER: 11, Step.PIN: 6}
_PURPOSES = {Deed.LOOK: Purpose.DATA, Deed.CHANGE: Purpose.DATA}
_PHONE_STEPS = {Step.DIGITS: show.PhoneStep.LAST_FOUR, Step.NUMBER: show.PhoneStep.WHOLE}


class Proving:
    """`outcome` is set once it is over: identified, or why this face does not pay."""

    def __init__(
        self,
        evidence: Evidence,
        amount: Money,
        typing_s: float,
        new_id: Callable[[], str],
        seen_again: SeenAgain | None = None,
        deed: Deed = Deed.PAY,
    ) -> None:
        self._seen_again = seen_again
        self._assess = face_do.AssessFace(new_id(), evidence, amount, deed)
        self.deed = deed
        self._typing_s = typing_s
        self._member: Member | None = None
        self._decision: Decision | None = None
        self.outcome: Identified | tuple[Reason, ...] | None = None

    @property
    def is_typing(self) -> bool:
        return self._decision is not None and self.outcome is None

    def start(self) -> list[Effect]:
        return [self._assess]

    def stop(self) -> list[Effect]:
        return [do.StopTimer(PROOF_TIMER)] if self._decision else []

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case face_on.FaceAssessed(check_id) if check_id == self._assess.check_id:
                return self._assessed(event) if self._decision is None else []
            case on.NotDone(face_do.AssessFace()):
                return self._refused((Reason.UNKNOWN,))
            case on.DigitsEntered(digits) if self.is_typing:
                return self._typed(digits)
            case face_on.ProofAccepted(check_id, at_s) if check_id == self._assess.check_id:
                return self._identified(at_s)
            case face_on.ProofRefused(check_id) if check_id == self._assess.check_id:
                return self._wrong(event)
            case on.NotDone(face_do.CheckProof()):
                return self._refused((Reason.UNKNOWN,))
            case _:  # late frames
                return []

    def _assessed(self, event: face_on.FaceAssessed) -> list[Effect]:
        self._decision, self._member = event.decision, event.member
        if event.member is None or event.decision.step >= Step.OTHER_WAY:
            return self._refused(event.decision.reasons)
        if event.decision.step is Step.TAP:
            return self._identified(event.at_s)
        return [do.StartTimer(PROOF_TIMER, self._typing_s), self._ask()]

    def _ask(
        self,
        phone_trouble: show.PhoneTrouble | None = None,
        pin_trouble: show.PinTrouble | None = None,
        tries_left: int = 0,
        locked_for_s: int = 0,
    ) -> Effect:
        assert self._decision is not None  # noqa: S101  # nothing is asked before it
        step, reasons = self._decision.step, self._decision.reasons
        if step is Step.PIN:
            enter = show.PinStep.ENTER
            return do.Show(
                show.EnterPin(enter, pin_trouble, tries_left, locked_for_s, reasons=reasons)
            )
        purpose = _PURPOSES.get(self._assess.deed, Purpose.PAY)
        return do.Show(
            show.EnterPhone(purpose, phone_trouble, _PHONE_STEPS[step], reasons, tries_left)
        )

    def _typed(self, digits: str) -> list[Effect]:
        assert self._decision is not None  # noqa: S101  # nothing is typed before it
        if len(digits) != _LENGTHS[self._decision.step]:
            return [self._ask(show.PhoneTrouble.TOO_SHORT, show.PinTrouble.NOT_SIX_DIGITS)]
        return [face_do.CheckProof(self._assess.check_id, digits)]

    def _wrong(self, event: face_on.ProofRefused) -> list[Effect]:
        if event.tries_left == 0:
            return self._refused((Reason.FAILURES,))
        is_locked = event.locked_for_s > 0
        pin_trouble = show.PinTrouble.LOCKED if is_locked else show.PinTrouble.WRONG
        again = self._ask(
            show.PhoneTrouble.WRONG, pin_trouble, event.tries_left, event.locked_for_s
        )
        return [do.StartTimer(PROOF_TIMER, self._typing_s), again]

    def _identified(self, at_s: float) -> list[Effect]:
        member = self._member
        assert member is not None  # noqa: S101  # refused otherwise
        check = Check(self._assess.check_id, at_s, self._seen_again)
        identity = Identity(member.id, Proof.FACE, check)
        self.outcome = Identified(identity, member, self._assess.evidence)
        return self.stop()

    def _refused(self, reasons: tuple[Reason, ...]) -> list[Effect]:
        self.outcome = reasons
        return self.stop()
