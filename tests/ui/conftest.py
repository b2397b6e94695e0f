"""A real window, offscreen, that fails its test on any warning of QML or Qt."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.domain.language import Label, Language
from kiosk.flows.events import Event
from kiosk.flows.screens import Screen
from kiosk.tour import finger
from kiosk.ui.app import App, Look, Times
from tests.ui.samples import SHOP, receipt_text

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


class Window:
    """An open kiosk window: shows screens, touches items, keeps the events that came out."""

    def __init__(self, app: App, events: list[Event], qtbot: QtBot) -> None:
        self.app = app
        self.view = app.view
        self.events = events
        self._qtbot = qtbot

    def show(self, screen: Screen) -> None:
        self.app.bridge.show(screen)
        name = type(screen).__name__
        QGuiApplication.processEvents()
        self.wait(lambda: self._is_showing(name))
        self._next_frame()

    def _next_frame(self) -> None:
        """Layouts find their places just before a frame is drawn."""
        with self._qtbot.waitSignal(self.view.frameSwapped, timeout=5000):
            self.view.update()

    def _is_showing(self, name: str) -> bool:
        return finger.is_settled(self.view) and finger.has(self.view, f"page-{name}")

    def wait(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=5000)

    def press(self, *names: str) -> None:
        for name in names:
            self.wait(lambda name=name: finger.has(self.view, name))  # type: ignore[misc]
            finger.press(self.view, name)

    def text_of(self, name: str) -> str:
        return str(finger.find(self.view, name).property("text"))


OpenWindow = Callable[..., Window]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def open_window(
    qtbot: QtBot, qtlog: object, caplog: pytest.LogCaptureFixture
) -> Iterator[OpenWindow]:
    """`open_window(language, way)`; the window closes by itself, warnings fail the test."""
    opened: list[App] = []

    def open_it(
        language: Language = Language.ZH,
        way: str = "portrait",
        *,
        shop: Label = SHOP,
        now_s: Callable[[], float] = lambda: 0.0,
        has_motion: bool = False,
    ) -> Window:
        events: list[Event] = []
        look = Look(shop, language, receipt_text, SIZES[way], has_motion=has_motion)
        app = App(look, events.append, Times(now_s, lambda: "14:32"))
        opened.append(app)
        return Window(app, events, qtbot)

    yield open_it
    for app in opened:
        app.close()
    QGuiApplication.processEvents()
    qt_said = [r.message for r in qtlog.records if r.log_type_name != "QtDebugMsg"]  # type: ignore[attr-defined]
    assert qt_said == []
    assert [record.getMessage() for record in caplog.records] == []
