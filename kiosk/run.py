"""A kiosk with its window: the two halves that know nothing of each other, joined and run."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import qInstallMessageHandler

from kiosk.compose.kiosk import Kiosk
from kiosk.compose.records import database_path
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.language import Language
from kiosk.domain.queue_number import Ticket
from kiosk.domain.receipt import Receipt
from kiosk.domain.receipt_text import e_receipt
from kiosk.flows.events import Event
from kiosk.storage.ticket_reader import todays_tickets
from kiosk.ui.app import App, Look, Times, log_qt
from kiosk.ui.display import Display, DisplayLook
from kiosk.ui.report_paper import draw_report

RESTART = 3


class Window:
    """The window and the kiosk behind it; `kiosk` and `app` are there once it is made."""

    def __init__(self, settings: Settings) -> None:
        self.clock = clock = SystemClock(settings.site.zone)
        screen = settings.screen
        look = Look(
            shop=settings.site.name,
            language=settings.site.language,
            receipt_text=lambda receipt: _qr_text(settings, receipt),
            size=None if screen.fullscreen else (screen.width_px, screen.height_px),
        )
        times = Times(clock.monotonic, lambda: f"{clock.now():%H:%M}")
        self.app = App(look, self._send, times)
        self.kiosk = Kiosk(
            settings,
            self.app.bridge,
            self.app.preview.set_image,
            lambda: self.app.quit(RESTART),
            draw_report,
        )

    def run(self) -> int:
        """Until somebody closes it; the exit code is RESTART when staff asked for one."""
        self.kiosk.start()
        return self.run_until_closed()

    def run_until_closed(self) -> int:
        """As `run`, for a kiosk that has started."""
        try:
            return self.app.run()
        finally:
            self.close()

    def close(self) -> None:
        self.kiosk.stop()
        self.app.close()

    def _send(self, event: Event) -> None:
        self.kiosk.put(event)


def run_kiosk(settings: Settings) -> bool:
    """Run until it is closed. True when staff asked for a restart."""
    qInstallMessageHandler(log_qt)
    _end_on_signals(sys.exit)  # until there is a window to close
    window = Window(settings)
    _end_on_signals(window.app.quit)
    return window.run() == RESTART


def run_display(settings: Settings) -> int:
    """The call screen, until it is closed. Reads the kiosk's database and writes nothing."""
    clock = SystemClock(settings.site.zone)
    screen = settings.screen
    look = DisplayLook(
        settings.site.name, None if screen.fullscreen else (screen.width_px, screen.height_px)
    )

    def read() -> tuple[Ticket, ...]:
        return todays_tickets(database_path(settings), clock.now().date().isoformat())

    qInstallMessageHandler(log_qt)
    display = Display(look, read)
    _end_on_signals(display.qt.quit)
    try:
        return display.run()
    finally:
        display.close()


def _end_on_signals(end: Callable[[], None]) -> None:
    """Ctrl-C and systemd's stop end the program in good order, within a second."""

    def ended(_signal: int, _frame: FrameType | None) -> None:
        end()

    signal.signal(signal.SIGTERM, ended)
    signal.signal(signal.SIGINT, ended)


def _qr_text(settings: Settings, receipt: Receipt) -> str:
    return e_receipt(receipt, settings.receipt.url_template, Language.ZH)
