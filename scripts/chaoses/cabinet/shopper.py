"""Who stands at the screen: asks for a door that is offered, says who they are, reads the result.

Knows nothing but the screen. Goes on until the file `enough` is there.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from pathlib import Path
from random import Random  # noqa: TID251  # the type of what is given

from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as show_cabinet
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from scripts.chaoses.money.opening import MEMBER_PHONE, MEMBER_PIN

BORED_S = 12.0
"""So long without a new screen: the shopper tries to leave."""


class Shopper:
    """One after the other, all with the same number and PIN."""

    def __init__(
        self,
        put: Callable[[Event], None],
        screens: queue.SimpleQueue[Screen],
        enough: Path,
        rng: Random,
    ) -> None:
        self._put = put
        self._screens = screens
        self._enough = enough
        self._rng = rng

    def start(self) -> None:
        threading.Thread(target=self.run, name="shopper", daemon=True).start()

    def run(self) -> None:
        """For ever: the end is a kill, or the end of the process."""
        while True:
            try:
                screen = self._screens.get(timeout=BORED_S)
            except queue.Empty:
                self._put(on.CancelPressed())
                continue
            if self._screens.empty():
                self._react(screen)

    def _react(self, screen: Screen) -> None:
        match screen:
            case show_cabinet.CabinetHome(doors):
                ready = [door for door in doors if door.why_not is None]
                if ready and not self._enough.exists():
                    door = self._rng.choice(ready)
                    self._put(cabinet.OpenCabinetPressed(door.cabinet, door.door))
            case money_show.ChoosePayment():
                self._put(money_on.PayByPhonePressed())
            case show.EnterPhone():
                self._put(on.DigitsEntered(MEMBER_PHONE))
            case show.EnterPin():
                self._put(on.DigitsEntered(MEMBER_PIN))
            case show_cabinet.CabinetDebt():
                self._put(cabinet.PayDebtPressed())
            case money_show.ConfirmPayment():
                self._put(on.ConfirmPressed())
            case show_cabinet.CabinetResult() | show.Result():
                self._put(on.DonePressed())
            case _:
                pass
