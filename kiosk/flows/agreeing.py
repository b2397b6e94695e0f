"""A member agrees with a payment service to be charged without a code: in the app, by our QR code.

    asking ─ a code ─▶ signing ─ the service says so ─▶ agreed
       │                  ╰ stop, or time is up ─▶ ending ─ on disk ─▶ stopped
       ╰ none here, or nobody answers ─▶ cannot, unreachable

Whoever stops is told that nothing stands once that is on disk: a code that is signed late is ended
by the guard (perform_agreements.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum, auto

from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_screens as see
from kiosk.flows.agreement_effects import BeginAgreement, EndAgreement, LookAtAgreements
from kiosk.flows.agreement_events import AgreementBegun, AgreementEndNoted, AgreementLooked
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

SIGN, LOOK = "agreement_sign", "agreement_look"


@dataclass(frozen=True, slots=True)
class AgreeingPolicy:
    """`sign_s`: how long a code stands; `look_s`: between two questions."""

    sign_s: float = 120.0
    look_s: float = 3.0


class Agreed(StrEnum):
    """How it ended. Each has its own words."""

    AGREED = "agreed"
    STOPPED = "stopped"
    CANNOT = "cannot"
    UNREACHABLE = "unreachable"
    UNSURE = "unsure"  # it could not be written down that nothing is to stand


_WITHOUT_CODE = {
    Standing.AGREED: Agreed.AGREED,
    Standing.NONE: Agreed.CANNOT,
    Standing.UNKNOWN: Agreed.UNREACHABLE,
}


class State(Enum):
    ASKING = auto()
    SIGNING = auto()
    ENDING = auto()


class Agreeing:
    """`outcome` is set once it is over."""

    def __init__(self, wish: Wish, policy: AgreeingPolicy) -> None:
        self._wish = wish
        self._policy = policy
        self.rail = wish.rail
        self.state = State.ASKING
        self.outcome: Agreed | None = None

    def start(self) -> list[Effect]:
        screen = see.SignAgreement(self._wish.rail)
        return [
            do.Show(screen),
            BeginAgreement(self._wish),
            do.StartTimer(SIGN, self._policy.sign_s),
        ]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case AgreementBegun(wish, answer) if wish == self._wish:
                return self._begun(answer) if self.state is State.ASKING else []
            case AgreementLooked(member_id, rail, Standing.AGREED) if (
                self.state is State.SIGNING and self._is_ours(member_id, rail)
            ):
                return self._over(Agreed.AGREED)
            case on.TimedOut(timer) if timer == LOOK and self.state is State.SIGNING:
                return self._look()
            case on.TimedOut(timer) if timer == SIGN:
                return self._stop()
            case on.CancelPressed() | on.BackPressed() | on.DonePressed():
                return self._stop()
            case AgreementEndNoted(ending) if ending == self._ending:
                return self._over(Agreed.STOPPED)
            case on.NotDone(EndAgreement(ending)) if ending == self._ending:
                return self._over(Agreed.UNSURE)
            case _:
                return []

    def _begun(self, answer: ToSign | Standing) -> list[Effect]:
        if not isinstance(answer, ToSign):
            return self._over(_WITHOUT_CODE[answer])
        self.state = State.SIGNING
        seconds = self._policy.sign_s
        screen = see.SignAgreement(self._wish.rail, answer.code_url, round(seconds))
        return [
            do.StartTimer(SIGN, seconds),
            do.StartTimer(LOOK, self._policy.look_s),
            do.Show(screen),
        ]

    def _look(self) -> list[Effect]:
        return [
            LookAtAgreements(self._wish.member_id, (self._wish.rail,)),
            do.StartTimer(LOOK, self._policy.look_s),
        ]

    def _stop(self) -> list[Effect]:
        """Also while the code is still asked for: it may be on its way, and be kept somewhere."""
        if self.state is State.ENDING:
            return []
        self.state = State.ENDING
        return [EndAgreement(self._ending)]

    def _over(self, outcome: Agreed) -> list[Effect]:
        self.outcome = outcome
        return [do.StopTimer(SIGN), do.StopTimer(LOOK)]

    @property
    def _ending(self) -> Ending:
        return Ending(self._wish.member_id, self._wish.rail, self._wish.id)

    def _is_ours(self, member_id: str, rail: str) -> bool:
        return (member_id, rail) == (self._wish.member_id, self._wish.rail)
