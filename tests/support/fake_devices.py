"""Small devices that remember what they were asked, and answer as they are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.day_end import DayEnd
from kiosk.domain.language import Label, Language
from kiosk.domain.problems import Fault
from kiosk.domain.receipt import Receipt
from kiosk.domain.reconcile import Comparison
from kiosk.flows.events import DoorFailed, DoorOpened, DoorUnknown, Printed, PrintFailed
from kiosk.flows.screens import Screen
from kiosk.flows.staff_events import BillRefused, BillsLoaded
from kiosk.workers.reporting import Bills, Told

DoorAnswer = DoorOpened | DoorFailed | DoorUnknown
PrintAnswer = Printed | PrintFailed


class RecordingDisplay:
    """A `Display`: every screen that was shown, the newest last."""

    def __init__(self) -> None:
        self.screens: list[Screen] = []
        self.languages: list[Language] = []
        self.still_there: int | None = None
        self.badges: tuple[Fault, ...] = ()

    def show(self, screen: Screen) -> None:
        self.screens.append(screen)

    def speak(self, language: Language) -> None:
        self.languages.append(language)

    def ask_still_there(self, seconds: int | None) -> None:
        self.still_there = seconds

    def set_badges(self, faults: tuple[Fault, ...]) -> None:
        self.badges = faults


@dataclass
class RecordingEyes:
    """An `Eyes`."""

    is_watching: bool = False
    is_close: bool = False
    changed: list[str] = field(default_factory=list)

    def watch(self, *, closely: bool = False) -> None:
        self.is_watching = True
        self.is_close = closely

    def stop_watching(self) -> None:
        self.is_watching = False

    def member_changed(self, member_id: str) -> None:
        self.changed.append(member_id)


class RecordingDoor:
    """A `PickUpDoor`. `answer` makes the news out of a command id; None stays silent."""

    def __init__(
        self,
        on_event: Callable[[DoorAnswer], None],
        answer: Callable[[str], DoorAnswer] | None = DoorOpened,
    ) -> None:
        self._on_event = on_event
        self.answer = answer
        self.asked: list[str] = []

    def open(self, command_id: str) -> None:
        self.asked.append(command_id)
        if self.answer is not None:
            self._on_event(self.answer(command_id))


NO_BILLS = Bills(
    lambda: BillsLoaded((), ""), lambda bill: BillRefused(bill.name, 0, Label("没有", "none"))
)


class RecordingReports:
    """A `Reports`: every day-end that was to be written; bills as `bills` finds them, at once."""

    def __init__(
        self, bills: Bills = NO_BILLS, on_event: Callable[[Told], None] = lambda _told: None
    ) -> None:
        self._bills = bills
        self._on_event = on_event
        self.exported: list[tuple[DayEnd, Comparison | None, Language]] = []

    def list_bills(self) -> None:
        self._on_event(self._bills.listed())

    def compare(self, bill: Path) -> None:
        self._on_event(self._bills.compared(bill))

    def export(self, day: DayEnd, comparison: Comparison | None, language: Language) -> None:
        self.exported.append((day, comparison, language))


class RecordingPrinter:
    """A `Printer`."""

    def __init__(self, on_event: Callable[[PrintAnswer], None]) -> None:
        self._on_event = on_event
        self.answer: PrintAnswer = Printed()
        self.printed: list[tuple[Receipt, Language]] = []

    def print(self, receipt: Receipt, language: Language) -> None:
        self.printed.append((receipt, language))
        self._on_event(self.answer)


@dataclass
class QuietCloud:
    """A `Cloud`."""

    wakes: int = field(default=0)

    def wake(self) -> None:
        self.wakes += 1
