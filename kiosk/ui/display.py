"""The call screen: which numbers are being made, which can be collected. A window of its own.

Runs as its own process beside the kiosk and only reads. Both languages stand on it at once.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, QUrl
from PySide6.QtQml import QQmlPropertyMap
from PySide6.QtQuick import QQuickView

from kiosk.domain.language import Label
from kiosk.domain.queue_number import Ticket
from kiosk.ui.app import PageError, application, log_warnings
from kiosk.ui.view_models.call_screen import call_screen, newest_ready

log = logging.getLogger(__name__)

QML = Path(__file__).parent / "qml"
POLL_MS = 1000

ReadTickets = Callable[[], tuple[Ticket, ...]]


@dataclass(frozen=True, slots=True)
class DisplayLook:
    """`size` in pixels, or None to fill the screen."""

    shop: Label
    size: tuple[int, int] | None = None


class Display(QObject):
    """`read` gives today's tickets, the one called last at the end; asked once a second."""

    def __init__(self, look: DisplayLook, read: ReadTickets) -> None:
        self.qt = application()
        super().__init__()
        self._shop = look.shop
        self._read = read
        self._shown: tuple[Ticket, ...] | None = None
        self.values = QQmlPropertyMap.create(self)
        self.view = QQuickView()
        self.view.engine().warnings.connect(log_warnings)
        self.poll()
        self._load(look.size)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.poll)
        self._timer.start(POLL_MS)

    def run(self) -> int:
        return self.qt.exec()

    def close(self) -> None:
        self._timer.stop()
        self.view.setSource(QUrl())
        self.view.close()
        self.view.deleteLater()

    def poll(self) -> None:
        """Read the tickets and show what changed. A failing read keeps the last picture."""
        try:
            tickets = self._read()
        except (OSError, sqlite3.Error) as error:
            log.warning("the queue cannot be read, still showing the last one: %s", error)
            return
        if tickets == self._shown:
            return
        called = newest_ready(self._shown, tickets)
        self._shown = tickets
        for key, value in call_screen(self._shop, tickets, called).items():
            self.values.insert(key, value)

    def _load(self, size: tuple[int, int] | None) -> None:
        self.view.rootContext().setContextProperty("vm", self.values)
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.resize(QSize(*size) if size else self.qt.primaryScreen().size())
        self.view.setSource(QUrl.fromLocalFile(str(QML / "Display.qml")))
        if self.view.status() is not QQuickView.Status.Ready:
            raise PageError(f"{self.view.errors()}. Install the project again.")
        if size:
            self.view.show()
        else:
            self.view.showFullScreen()
