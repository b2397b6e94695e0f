"""A finger on the screen: finds things by name, touches them, waits to see what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.ui.app import App

WAIT_S = 20.0
SLICE_MS = 10
STILL_MS = 60
"""A person's finger takes longer to get there than a page to come to rest."""


class TourError(Exception):
    """Something that should have happened on the screen did not."""


class Hand:
    """Works on the Qt thread and serves Qt's event loop while it waits."""

    def __init__(self, app: App, monotonic: Callable[[], float]) -> None:
        self._app = app
        self._monotonic = monotonic
        self._device: QPointingDevice = QTest.createTouchDevice()

    @property
    def screen(self) -> str:
        return str(self._app.bridge.screen_name)

    def wait(self, what: str, is_so: Callable[[], bool], timeout_s: float = WAIT_S) -> None:
        """Serve the screen until `is_so`. Raises TourError that tells what was waited for."""
        deadline = self._monotonic() + timeout_s
        while not is_so():
            if self._monotonic() > deadline:
                raise TourError(
                    f"waited {timeout_s:.0f} s for {what}; on {self.screen or 'no page'}"
                )
            QTest.qWait(SLICE_MS)

    def sees(self, screen: str, timeout_s: float = WAIT_S) -> None:
        """Wait for a screen, and for its page to stand still."""
        self.wait(f"the screen {screen}", lambda: self.screen == screen, timeout_s)
        self.wait("the page to stand still", lambda: not self._is_moving())

    def sees_item(self, name: str) -> None:
        self.wait(f"{name!r}", lambda: self._visible(name) is not None)

    def is_there(self, name: str) -> bool:
        return self._visible(name) is not None

    def touch(self, name: str) -> None:
        """One tap with a finger in the middle of the thing with this name, once it stands still."""
        self.wait(f"{name!r} to stand still", lambda: self._is_still(name))
        middle = self._middle(name)
        if middle is not None:
            self._tap(middle.toPoint())

    def type_digits(self, digits: str) -> None:
        """On the keypad, then OK."""
        for digit in digits:
            self.touch(f"keypad-{digit}")
        self.touch("keypad-ok")

    def scan(self, barcode: str) -> None:
        """As a barcode scanner does it: a burst of keys, then Enter."""
        for key in barcode:
            self._key(ord(key), key)
        self._key(Qt.Key.Key_Return, "\r")

    def pause(self, seconds: float) -> None:
        """Let a moment pass, as a person does."""
        QTest.qWait(round(seconds * 1000))

    def picture(self, path: Path) -> None:
        """The screen as it is, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._app.view.grabWindow().save(str(path)):
            raise TourError(f"cannot write {path}: is the disk full?")

    def _is_moving(self) -> bool:
        return bool(self._app.view.rootObject().property("is_moving"))

    def _visible(self, name: str) -> QQuickItem | None:
        """The newest item of this name that a finger could reach."""
        found = None
        waiting = [self._app.view.contentItem()]
        while waiting:
            item = waiting.pop()
            if not item.isVisible() or not item.isEnabled():
                continue
            if item.objectName() == name:
                found = item
            waiting.extend(item.childItems())
        return found

    def _middle(self, name: str) -> QPointF | None:
        item = self._visible(name)
        if item is None:
            return None
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))

    def _is_still(self, name: str) -> bool:
        before = self._middle(name)
        QTest.qWait(STILL_MS)
        return before is not None and before == self._middle(name)

    def _tap(self, at: QPoint) -> None:
        view = self._app.view
        QTest.touchEvent(view, self._device).press(0, at, view).commit()
        QTest.touchEvent(view, self._device).release(0, at, view).commit()
        QTest.qWait(SLICE_MS)

    def _key(self, key: int, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            self._app.qt.sendEvent(self._app.view, event)
