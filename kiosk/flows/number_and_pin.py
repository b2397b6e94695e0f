"""Who is it? By phone number and PIN, typed one after the other.

    number ─ eleven digits ─▶ pin ─ right ─▶ member
                               ╰ wrong ─▶ pin, until it is locked for a while

Whether a member has this number is told by the PIN only: right, or not.
"""

from __future__ import annotations

from kiosk.domain.member import Member, is_mobile, masked_phone
from kiosk.domain.pin import is_pin
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.purpose import Purpose


class NumberAndPin:
    """`outcome` is set once a PIN was right. `is_at_pin`: one step back is the number."""

    def __init__(self, purpose: Purpose) -> None:
        self._purpose = purpose
        self._phone = ""
        self.is_at_pin = False
        self.outcome: Member | None = None

    def start(self, trouble: show.PhoneTrouble | None = None) -> list[Effect]:
        self.is_at_pin = False
        return [do.Show(show.EnterPhone(self._purpose, trouble))]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.DigitsEntered(digits):
                return self._pin_typed(digits) if self.is_at_pin else self._number_typed(digits)
            case member_on.PinAccepted(member) if self.is_at_pin:
                self.outcome = member
                return []
            case member_on.PinRefused(tries_left, locked_for_s) if self.is_at_pin:
                trouble = show.PinTrouble.LOCKED if locked_for_s else show.PinTrouble.WRONG
                return self._ask_pin(trouble, tries_left, locked_for_s)
            case _:  # a touch of an earlier screen, or a late frame
                return []

    def _number_typed(self, digits: str) -> list[Effect]:
        if not is_mobile(digits):
            return self.start(show.PhoneTrouble.NOT_A_NUMBER)
        self._phone = digits
        return self._ask_pin()

    def _pin_typed(self, digits: str) -> list[Effect]:
        if not is_pin(digits):
            return self._ask_pin(show.PinTrouble.NOT_SIX_DIGITS)
        return [member_do.CheckPin(self._phone, digits)]

    def _ask_pin(
        self, trouble: show.PinTrouble | None = None, tries_left: int = 0, locked_for_s: int = 0
    ) -> list[Effect]:
        self.is_at_pin = True
        masked = masked_phone(self._phone)
        step = show.PinStep.ENTER
        screen = show.EnterPin(step, trouble, tries_left, locked_for_s, masked_phone=masked)
        return [do.Show(screen)]
