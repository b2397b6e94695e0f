"""Staff see that a guardian is there, and type their PIN: for a child under 14 who joins.

Anybody can touch the guardian's button, the child as well. What staff confirm is that an adult
stood there and said yes; who that is to the child, nobody checks.
"""

from __future__ import annotations

from kiosk.domain.pin import is_pin
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.screens import PinStep, PinTrouble


class GuardianSeen:
    """`is_confirmed` once staff have said so. Where there are no staff, it never is."""

    def __init__(self) -> None:
        self.is_confirmed = False

    def start(self) -> list[Effect]:
        return self._ask()

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.DigitsEntered(digits) if not is_pin(digits):
                return self._ask(PinTrouble.NOT_SIX_DIGITS)
            case on.DigitsEntered(digits):
                return [do.CheckStaffPin(digits)]
            case on.StaffPinAccepted():
                self.is_confirmed = True
                return []
            case on.StaffPinRefused(left, locked_for_s):
                trouble = PinTrouble.LOCKED if locked_for_s else PinTrouble.WRONG
                return self._ask(trouble, left, locked_for_s)
            case on.StaffPinOutOfReach():
                return self._ask(PinTrouble.OUT_OF_REACH)
            case _:  # a touch of an earlier screen
                return []

    def _ask(
        self, trouble: PinTrouble | None = None, tries_left: int = 0, locked_for_s: int = 0
    ) -> list[Effect]:
        screen = show.EnterPin(
            PinStep.ENTER, trouble, tries_left, locked_for_s,
            for_staff=True, is_witness=True, of_guardian=True,
        )  # fmt: skip
        return [do.Show(screen)]
