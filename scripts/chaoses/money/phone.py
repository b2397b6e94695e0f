"""The payment app in the shopper's pocket: it talks to the service by a line of its own.

While the service is down the app tries again for a moment, as people do.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.simulators.payment_service.asking import ask
from kiosk.simulators.payment_service.errors import ControlError

TRIES = 25
PAUSE_S = 0.2


class Phone:
    """`buyer`: a name that nobody else has, so that the service's books tell the shopper.

    `wait` waits so many seconds.
    """

    def __init__(self, address: str, buyer: str, wait: Callable[[float], object]) -> None:
        self._address = address
        self.buyer = buyer
        self._wait = wait

    def install(self, fen: int, habit: str) -> None:
        """Again: no change."""
        self._ask("add-buyer", self.buyer, str(fen), habit)

    def code(self, service: str) -> str | None:
        """A fresh payment code."""
        said = self._ask("code", service, self.buyer)
        return said if isinstance(said, str) else None

    def scan(self, code_url: str) -> None:
        """The kiosk's code, and pay it."""
        self._ask("scan", code_url, self.buyer)

    def answer(self, how: str) -> None:
        """`confirm` or `refuse` what the app asks for."""
        for number in self._asked():
            self._ask(how, number)

    def _asked(self) -> list[str]:
        trades: Any = self._ask("trades") or []
        mine = [one for one in trades if one["buyer"] == self.buyer]
        return [str(one["number"]) for one in mine if one["state"] == "waiting"]

    def _ask(self, *words: str) -> object:
        """None where it is refused, or nobody answers for too long."""
        for _ in range(TRIES):
            try:
                return ask(self._address, words[0], list(words[1:]))
            except ControlError as error:
                if not isinstance(error.__cause__, Exception):
                    return None  # the service is there, and says no
                self._wait(PAUSE_S)
        return None
