"""What the kiosk needs from the world: small protocols, named after the need.

Devices, workers and storage provide them; perform.py calls them; compose.py picks who provides.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.domain.language import Language
from kiosk.domain.payment import Outcome, Payment
from kiosk.domain.problems import Fault
from kiosk.domain.receipt import Receipt
from kiosk.flows.screens import Screen


class Clock(Protocol):
    """Monotonic for waiting, wall time for stamps."""

    def monotonic(self) -> float: ...

    def now(self) -> datetime:
        """Local time of the shop, aware."""


class PaymentRail(Protocol):
    """One way to move money. Slow: called by the payments worker only.

    Every call may be repeated with the same id and then answers the same. A rail never raises
    for a lost answer: it returns Unknown.
    """

    def charge(self, payment: Payment) -> Outcome:
        """Move the money, once per payment id."""

    def query(self, payment_id: str) -> Outcome:
        """What became of it? Unknown while nobody can tell."""

    def close(self, payment_id: str) -> Outcome:
        """Closed: no money will move under this id, ever. Paid: too late, it has moved."""


class Payments(Protocol):
    """Accepts work for a rail; answers come back as PaymentAnswered events."""

    def charge(self, payment: Payment) -> None: ...
    def query(self, payment_id: str) -> None: ...
    def close(self, payment_id: str) -> None: ...


class PickUpDoor(Protocol):
    """Answers come back as DoorOpened, DoorFailed or DoorUnknown events."""

    def open(self, command_id: str) -> None: ...


class Printer(Protocol):
    """Answers come back as Printed or PrintFailed events."""

    def print(self, receipt: Receipt, language: Language) -> None: ...


class Eyes(Protocol):
    """Judges camera frames while watching; answers come back as FaceObserved events."""

    def watch(self) -> None: ...
    def stop_watching(self) -> None: ...

    def members_changed(self) -> None:
        """Templates were added or deleted: search in the new set from the next frame on."""


class Cloud(Protocol):
    def wake(self) -> None:
        """Something was put into the outbox."""


class Display(Protocol):
    """The screen in front of the shopper; callable from any thread."""

    def show(self, screen: Screen) -> None: ...
    def speak(self, language: Language) -> None: ...
    def ask_still_there(self, seconds: int | None) -> None: ...
    def set_badges(self, faults: tuple[Fault, ...]) -> None: ...
