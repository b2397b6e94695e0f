"""A number that was typed is the right one: by a code from a message to it, or typed once more.

    code ─ the right one, of any message that has not expired ─▶ right
     ├ refused at once, or "type it instead" ─▶ again (where no messages are set up: at once)
     ╰ no such number ─▶ wrong
    again ─ the same ─▶ right
       ╰ another ─▶ wrong;  back ─▶ code, while one may still arrive

No answer is no "no": the page waits for the code, and offers to type the number meanwhile. Codes
are in memory only, each for as long as it counts; also while the number is looked at once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from kiosk.domain.member import masked_phone
from kiosk.domain.text_message import MAY_ARRIVE, CodeMessage, Fate, is_code
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.code_effects import SendCode
from kiosk.flows.code_events import CodeAnswered
from kiosk.flows.code_screens import CodeNote, EnterCode
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PhoneTrouble

AGAIN, EXPIRES = "code_again", "code_expires "
NO_MESSAGE = PhoneTrouble.NO_MESSAGE


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """`new_code`: six digits at random. `again_s`: between two messages; `valid_s`: of each code.
    `tries`: wrong ones before no code counts; `messages`: most for one number, in one visit."""

    new_code: Callable[[], str]
    again_s: float = 60.0
    valid_s: float = 300.0
    tries: int = 5
    messages: int = 3


class State(Enum):
    CODE = auto()
    AGAIN = auto()
    AWAY = auto()
    """The number is typed anew: codes still count if it is the same, and nothing is shown."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """The number has to be typed anew, because of `trouble`."""

    trouble: PhoneTrouble


class Right(Enum):
    BY_CODE = auto()
    TYPED_TWICE = auto()


class ConfirmNumber:
    """`outcome` is set once it is over. `policy` None: no messages are set up here."""

    def __init__(self, phone: str, policy: CodePolicy | None, new_id: Callable[[], str]) -> None:
        self.phone = phone
        self._policy = policy
        self._new_id = new_id
        self._codes: dict[str, str] = {}
        """By message id; those that still count."""
        self._asked: str = ""
        """The message whose answer is waited for."""
        self._left = policy.messages if policy else 0
        self._tries = policy.tries if policy else 0
        self._again_s = 0
        self._note = CodeNote.SENDING
        self.state = State.CODE if policy else State.AGAIN
        self.outcome: Right | Wrong | None = None

    def start(self) -> list[Effect]:
        """Also when the same number is typed once more: no second message is sent for that."""
        self.outcome = None
        if self._policy is None:
            return self._type_again()
        if self._codes or self._again_s:
            return self._ask_code()
        return self._send(self._policy) if self._left else self._type_again(NO_MESSAGE)

    def stop(self) -> list[Effect]:
        """No code counts any more."""
        return [*self._stop_waiting(), *self._drop_codes()] if self._policy else []

    def back(self) -> list[Effect] | None:
        """One step back; None: to the number."""
        if self.state is State.AGAIN and self._codes:
            return self._ask_code()
        self.state = State.AWAY
        return None

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case CodeAnswered(message_id, fate):
                return self._answered(message_id, fate)
            case on.TimedOut(timer) if timer.startswith(EXPIRES):
                return self._expired(timer.removeprefix(EXPIRES))
            case on.TimedOut(timer) if timer == AGAIN:
                return self._waited()
            case on.DigitsEntered(digits) if self.state is State.AGAIN:
                is_same = digits == self.phone
                return self._over(Right.TYPED_TWICE if is_same else Wrong(PhoneTrouble.DIFFERENT))
            case on.DigitsEntered(digits) if self.state is State.CODE and is_code(digits):
                return self._typed(digits) if self._codes else []
            case on.RetryPressed() if self._can_send and self._policy:
                return self._send(self._policy)
            case member_on.SkipPressed() if self.state is State.CODE and self._can_type:
                return self._type_again()
            case _:  # a touch of an earlier screen
                return []

    # --- messages -----------------------------------------------------------------------------

    def _send(self, policy: CodePolicy) -> list[Effect]:
        message = CodeMessage(self._new_id(), self.phone, policy.new_code())
        self._codes[message.id] = message.code
        self._asked = message.id
        self._left -= 1
        self._tries = policy.tries
        self._note = CodeNote.SENDING
        return [
            *self._wait_to_send_again(policy),
            do.StartTimer(f"{EXPIRES}{message.id}", policy.valid_s),
            SendCode(message),
            *self._ask_code(),
        ]

    def _wait_to_send_again(self, policy: CodePolicy) -> list[Effect]:
        self._again_s = round(policy.again_s)
        return [do.StartTimer(AGAIN, policy.again_s)]

    def _stop_waiting(self) -> list[Effect]:
        self._again_s = 0
        return [do.StopTimer(AGAIN)]

    def _waited(self) -> list[Effect]:
        self._again_s = 0
        if self._asked:
            self._note = CodeNote.LATE
        return self._show()

    def _answered(self, message_id: str, fate: Fate) -> list[Effect]:
        if message_id != self._asked or message_id not in self._codes or self._policy is None:
            return []
        self._asked = ""
        if fate in MAY_ARRIVE:  # the wait begins anew: the service counts from when it took it
            self._note = CodeNote.SENT if fate is Fate.SENT else CodeNote.LATE
            return [*self._wait_to_send_again(self._policy), *self._show()]
        return [*self._drop(message_id), *self._refused(fate)]

    def _refused(self, fate: Fate) -> list[Effect]:
        if fate is Fate.NO_SUCH_NUMBER:
            return [*self._stop_waiting(), *self._over(Wrong(PhoneTrouble.NOT_A_NUMBER))]
        self._left = 0
        if self._codes:
            self._note = CodeNote.NO_MORE
            return self._show()
        is_watched = self.state is State.CODE
        return [*self._stop_waiting(), *(self._type_again(NO_MESSAGE) if is_watched else [])]

    # --- codes --------------------------------------------------------------------------------

    def _typed(self, digits: str) -> list[Effect]:
        if digits in self._codes.values():
            return self._over(Right.BY_CODE)
        self._tries -= 1
        if self._tries:
            self._note = CodeNote.WRONG
            return self._show()
        self._note = CodeNote.USED_UP
        return [*self._drop_codes(), *self._show()]

    def _expired(self, message_id: str) -> list[Effect]:
        if self._codes.pop(message_id, None) is None or self._codes:
            return []
        self._note = CodeNote.EXPIRED
        return self._show()

    def _drop(self, message_id: str) -> list[Effect]:
        self._codes.pop(message_id, None)
        return [do.StopTimer(f"{EXPIRES}{message_id}")]

    def _drop_codes(self) -> list[Effect]:
        return [effect for message_id in tuple(self._codes) for effect in self._drop(message_id)]

    # --- what is shown ------------------------------------------------------------------------

    @property
    def _can_send(self) -> bool:
        return self.state is State.CODE and self._left > 0 and not self._again_s

    @property
    def _can_type(self) -> bool:
        """Once the message is late: before, the code is the shorter way."""
        is_late = not self._again_s or self._note is CodeNote.LATE
        return is_late or not self._codes or not self._left

    def _ask_code(self) -> list[Effect]:
        self.state = State.CODE
        return self._show()

    def _show(self) -> list[Effect]:
        if self.state is not State.CODE:
            return []
        screen = EnterCode(
            masked_phone(self.phone),
            self._note,
            self._tries if self._note is CodeNote.WRONG else 0,
            self._again_s if self._left and not self._asked else 0,
            can_send=self._can_send,
            can_type=self._can_type,
        )
        return [do.Show(screen)]

    def _type_again(self, trouble: PhoneTrouble | None = None) -> list[Effect]:
        self.state = State.AGAIN
        screen = show.EnterPhone(Purpose.JOIN, trouble, show.PhoneStep.REPEAT)
        return [do.Show(screen)]

    def _over(self, outcome: Right | Wrong) -> list[Effect]:
        self.outcome = outcome
        self.state = State.AWAY
        return self.stop() if isinstance(outcome, Right) else []
