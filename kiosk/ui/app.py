"""The window: makes the Qt application, font, engine and pages, and runs until asked to quit.

Imports nothing heavy: the first screen must stand within a second.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import (
    QEventLoop,
    QMessageLogContext,
    QObject,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    QUrl,
    Signal,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlError
from PySide6.QtQuick import QQuickView, QQuickWindow, QSGRendererInterface

from kiosk.domain.language import Label, Language
from kiosk.domain.receipt import Receipt
from kiosk.ui.actions import Actions, Send
from kiosk.ui.bridge import Bridge
from kiosk.ui.cabinet_actions import CabinetActions
from kiosk.ui.commissioning_actions import CommissioningActions
from kiosk.ui.decision_actions import DecisionActions
from kiosk.ui.fonts import load_font
from kiosk.ui.icon_images import IconImages
from kiosk.ui.preview import Preview
from kiosk.ui.scanner import Scanner
from kiosk.ui.staff_actions import StaffActions

log = logging.getLogger(__name__)

QML = Path(__file__).parent / "qml"
CLOCK_EVERY_MS = 1000


class PageError(Exception):
    """A page does not load: the installation is damaged. Install the project again."""


@dataclass(frozen=True, slots=True)
class Times:
    """`monotonic_s` for the gaps between keys; `clock_text` is the header's clock: 14:32."""

    monotonic_s: Callable[[], float]
    clock_text: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Look:
    """`size` in pixels, or None to fill the screen. Without motion, pages change at once."""

    shop: Label
    language: Language = Language.ZH
    receipt_text: Callable[[Receipt], str] = lambda _receipt: ""
    size: tuple[int, int] | None = None
    has_motion: bool = True


class App(QObject):
    """Create, `run` and close it on the main thread. `bridge` and `preview` take calls from any.

    `send` gets every touch as a typed event, on the Qt thread; it must not block.
    """

    _quit_asked = Signal(int)

    def __init__(self, look: Look, send: Send, times: Times) -> None:
        self.qt = application()
        super().__init__()
        self._times = times
        self.bridge = Bridge(look.shop, look.language, look.receipt_text)
        self.preview = Preview()
        self._actions = Actions(send)
        self._staff_actions = StaffActions(send)
        self._decision_actions = DecisionActions(send)
        self._cabinet_actions = CabinetActions(send)
        self._commissioning_actions = CommissioningActions(send)
        self._scanner = Scanner(send, times.monotonic_s)
        self.view = QQuickView()
        self.view.engine().addImageProvider("icon", IconImages())
        self.view.engine().warnings.connect(log_warnings)
        self.view.installEventFilter(self._scanner)
        self.bridge.shown.connect(self._on_shown)
        self._loop = QEventLoop()
        self._exit_code: int | None = None
        self._quit_asked.connect(self._on_quit, Qt.ConnectionType.QueuedConnection)
        self.view.setInitialProperties({"has_motion": look.has_motion})
        self._load(look.size)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(CLOCK_EVERY_MS)
        self._tick()

    def run(self) -> int:
        """Show the window and serve it until `quit`. Returns the exit code given to `quit`."""
        return self._loop.exec() if self._exit_code is None else self._exit_code

    def quit(self, code: int = 0) -> None:
        """End `run`, from any thread."""
        self._quit_asked.emit(code)

    def close(self) -> None:
        """Take the window down before the objects that its pages look at."""
        self._clock.stop()
        self.view.setSource(QUrl())
        self.view.close()
        self.view.deleteLater()

    def _load(self, size: tuple[int, int] | None) -> None:
        context = self.view.rootContext()
        context.setContextProperty("ui", self.bridge)
        context.setContextProperty("actions", self._actions)
        context.setContextProperty("staff_actions", self._staff_actions)
        context.setContextProperty("decision_actions", self._decision_actions)
        context.setContextProperty("cabinet_actions", self._cabinet_actions)
        context.setContextProperty("setup_actions", self._commissioning_actions)
        context.setContextProperty("preview", self.preview)
        self.view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.view.resize(QSize(*size) if size else self.qt.primaryScreen().size())
        self.view.setSource(QUrl.fromLocalFile(str(QML / "Main.qml")))
        if self.view.status() is not QQuickView.Status.Ready:
            raise PageError(f"{self.view.errors()}. Install the project again.")
        if size:
            self.view.show()
        else:
            self.view.setCursor(Qt.CursorShape.BlankCursor)  # fingers point by themselves
            self.view.showFullScreen()

    def _on_quit(self, code: int) -> None:
        # Not the application's own loop: an exit before it runs would end every later loop as well.
        self._exit_code = code
        self._loop.exit(code)

    def _on_shown(self, name: str) -> None:
        self.preview.want(is_wanted=name in {"LookAtCamera", "ProveAlive"})

    def _tick(self) -> None:
        self.bridge.set_time(self._times.clock_text())


def application() -> QGuiApplication:
    """The one Qt application of this process, with the font loaded."""
    there = QGuiApplication.instance()
    if isinstance(there, QGuiApplication):
        if "Noto Sans SC" not in there.font().family():
            load_font(there)
        return there
    if "QT_QUICK_BACKEND" not in os.environ and not Path("/dev/dri").exists():
        QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
    app = QGuiApplication(["kaimen"])
    load_font(app)
    return app


def log_qt(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """What Qt itself says, which it would write to the terminal as it is."""
    levels = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}
    log.log(levels.get(kind, logging.WARNING), "qt: %s", text)


def log_warnings(errors: list[QQmlError]) -> None:
    for error in errors:
        log.warning("page: %s", error.toString())
