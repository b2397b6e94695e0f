"""The day-end: how the day stands, a bill to compare it with, files to take along, and closing it.

    running day ⇄ earlier Z reports        running day ─▶ close? ─▶ the new Z report
         ╰▶ bills ─▶ differences and what to do

A day is closed under an id that is made with the question: two taps make one Z report.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kiosk.domain.day_end import DayEnd
from kiosk.domain.reconcile import Comparison
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import staff_effects as staff_do
from kiosk.flows import staff_events as staff_on
from kiosk.flows import staff_screens as show
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event

ASKED = "staff_asked"
ASK_S = 3.0
"""Then look again what the services said about open payments."""


class StaffDayEndPages:
    """`is_over`: back to the menu."""

    def __init__(self, new_id: Callable[[], str]) -> None:
        self._new_id = new_id
        self._close_id = ""
        self._screen: show.StaffScreen | None = None
        self._day: DayEnd | None = None
        self._last_number = 0
        self._comparison: Comparison | None = None
        self.is_over = False

    def start(self) -> list[Effect]:
        return [staff_do.LoadDayEnd()]

    def handle(self, event: Event) -> list[Effect]:
        match event:
            case on.BackPressed():
                return self._back()
            case staff_on.DayEndLoaded(day, last_number):
                return self._loaded(day, last_number)
            case staff_on.DayExported(folders, left_out):
                done = show.Export(show.ExportNotice.DONE, folders, left_out=left_out)
                return self._exported(done)
            case staff_on.DayNotExported(reason):
                return self._exported(show.Export(show.ExportNotice.FAILED, reason=reason))
            case staff_on.ExportPressed() if self._day:
                busy = self._exported(show.Export(show.ExportNotice.BUSY))
                return [*busy, staff_do.ExportDay(self._day, self._comparison)] if busy else []
            case staff_on.AskAgainPressed():
                return self._ask_again()
            case on.TimedOut(timer) if timer == ASKED:
                return self._asked()
            case _:
                return self._on_page(event)

    def _show(self, screen: show.StaffScreen) -> list[Effect]:
        self._screen = screen
        return [do.Show(screen)]

    def _home(self) -> list[Effect]:
        assert self._day is not None  # noqa: S101  # a page was shown
        return self._show(show.StaffDayEnd(self._day, self._last_number))

    def _back(self) -> list[Effect]:
        match self._screen:
            case show.StaffCloseDay() | show.StaffBills():
                return self._home()
            case show.StaffComparison():
                return [staff_do.LoadBills()]
            case _:
                self.is_over = True
                return []

    def _on_page(self, event: Event) -> list[Effect]:
        match self._screen, event:
            case show.StaffDayEnd(), staff_on.DayChosen(number):
                return [staff_do.LoadDayEnd(number or None)]
            case show.StaffDayEnd(day, last), staff_on.CloseDayPressed() if day.number is None:
                self._close_id = self._new_id()
                return self._show(show.StaffCloseDay(day, last + 1))
            case show.StaffCloseDay(), on.ConfirmPressed():
                return [staff_do.CloseDay(self._close_id)]
            case show.StaffDayEnd() | show.StaffComparison(), staff_on.BillsPressed():
                return [staff_do.LoadBills()]
            case _:
                return self._on_bills(event)

    def _on_bills(self, event: Event) -> list[Effect]:
        match self._screen, event:
            case (
                show.StaffDayEnd() | show.StaffComparison() | show.StaffBills(),
                staff_on.BillsLoaded(files, folder),
            ):
                return self._show(show.StaffBills(files, folder))
            case show.StaffBills(files) as bills, staff_on.BillChosen(path) if not bills.reading:
                name = next((file.name for file in files if file.path == path), "")
                if not name:
                    return []
                reading = replace(bills, reading=name, refused=None)
                return [*self._show(reading), staff_do.CompareBill(path)]
            case show.StaffBills() as bills, staff_on.BillRefused(file, line, reason):
                return self._show(replace(bills, reading="", refused=(file, line, reason)))
            case show.StaffBills() as bills, on.NotDone(staff_do.CompareBill()):
                return self._show(replace(bills, reading=""))
            case show.StaffBills(), staff_on.BillCompared(comparison):
                self._comparison = comparison
                return self._show(show.StaffComparison(comparison))
            case _:  # touches of an earlier page
                return []

    def _loaded(self, day: DayEnd, last_number: int) -> list[Effect]:
        self._day, self._last_number = day, last_number
        if isinstance(self._screen, show.StaffBills | show.StaffComparison):
            return []
        return self._home()

    def _exported(self, export: show.Export) -> list[Effect]:
        match self._screen:
            case show.StaffDayEnd() | show.StaffComparison() as screen:
                return self._show(replace(screen, export=export))
            case _:
                return []

    def _ask_again(self) -> list[Effect]:
        """The guard asks about all that is open; its answers are looked for a little later."""
        match self._screen:
            case show.StaffDayEnd() | show.StaffComparison() as screen if not screen.is_asking:
                asking = self._show(replace(screen, is_asking=True))
                return [*asking, money_do.ResolvePayments(), do.StartTimer(ASKED, ASK_S)]
            case _:
                return []

    def _asked(self) -> list[Effect]:
        match self._screen:
            case show.StaffDayEnd(day):
                return [staff_do.LoadDayEnd(day.number)]
            case show.StaffComparison() as screen:
                return self._show(replace(screen, is_asking=False))
            case _:
                return []
