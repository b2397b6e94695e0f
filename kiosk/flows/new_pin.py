"""A member without a PIN chooses one, twice the same, before the face goes; or goes without.

Nothing is kept here: whoever asked gives `chosen` on with the wish. Taking a consent back must be
as easy as giving it (PIPL, art. 15): so this can be skipped, and then nothing but staff is left.
"""

from __future__ import annotations

from kiosk.domain.pin import is_easy, is_pin
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event


class NewPin:
    """`chosen` is None until it is decided; "" if skipped."""

    def __init__(self) -> None:
        self._first = ""
        self.chosen: str | None = None

    def start(self, trouble: show.PinTrouble | None = None) -> list[Effect]:
        self._first = ""
        screen = show.EnterPin(show.PinStep.CHOOSE, trouble, can_skip=True, face_goes=True)
        return [do.Show(screen)]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case member_on.SkipPressed() if not self._first:
                self.chosen = ""
            case on.DigitsEntered(digits) if not self._first:
                return self._begun(digits)
            case on.DigitsEntered(digits) if digits == self._first:
                self.chosen = digits
            case on.DigitsEntered():
                return self.start(show.PinTrouble.DIFFERENT)
            case _:  # a touch of an earlier screen
                pass
        return []

    def _begun(self, digits: str) -> list[Effect]:
        if not is_pin(digits):
            return self.start(show.PinTrouble.NOT_SIX_DIGITS)
        if is_easy(digits):
            return self.start(show.PinTrouble.EASY)
        self._first = digits
        return [do.Show(show.EnterPin(show.PinStep.REPEAT, face_goes=True))]
