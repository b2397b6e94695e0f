"""A finger on the screen: touches things by name, waits to see what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPointingDevice
from PySide6.QtTest import QTest

from kiosk.tour.finger import is_settled, middle_of, visible_items
from kiosk.ui.app import App

WAIT_S = 20.0
SLICE_S = 0.01
STILL_S = 0.06
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

    def value(self, screen: str, key: str) -> object:
        """What a page was given to show."""
        return self._app.bridge.page(screen).value(key)

    def wait(self, what: str, is_so: Callable[[], bool], timeout_s: float = WAIT_S) -> None:
        """Serve the screen until `is_so`. Raises TourError that tells what was waited for."""
        deadline = self._monotonic() + timeout_s
        while not is_so():
            if self._monotonic() > deadline:
                raise TourError(
                    f"waited {timeout_s:.0f} s for {what} on {self.screen or 'no page'}"
                )
            self.pause(SLICE_S)

    def sees(self, screen: str, timeout_s: float = WAIT_S) -> None:
        """Wait for a screen, and for its page to stand still."""
        self.wait(f"the screen {screen}", lambda: self.screen == screen, timeout_s)
        self.wait("the page to stand still", lambda: is_settled(self._app.view))

    def sees_item(self, name: str) -> None:
        self.wait(f"{name!r}", lambda: self.is_there(name))

    def is_there(self, name: str) -> bool:
        """Whether a thing of this name can be seen and touched."""
        return self._middle(name) is not None

    def touch(self, name: str) -> None:
        """One tap with a finger in the middle of the thing with this name, once it stands still."""
        self.wait(f"{name!r} to stand still", lambda: self._is_still(name))
        middle = self._middle(name)
        if middle is not None:
            self._tap(middle)

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
        """Let a moment pass. A loop of its own: QTest.qWait would keep Python from every thread."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def picture(self, path: Path) -> None:
        """The screen as it is, as PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if not self._app.view.grabWindow().save(str(path)):
            raise TourError(f"cannot write {path}: is the disk full?")

    def _middle(self, name: str) -> QPoint | None:
        named = [
            item
            for item in visible_items(self._app.view.rootObject())
            if item.objectName() == name and item.isEnabled()
        ]
        return middle_of(named[-1]) if named else None

    def _is_still(self, name: str) -> bool:
        before = self._middle(name)
        self.pause(STILL_S)
        return before is not None and is_settled(self._app.view) and before == self._middle(name)

    def _tap(self, at: QPoint) -> None:
        view = self._app.view
        QTest.touchEvent(view, self._device).press(0, at, view).commit()
        QTest.touchEvent(view, self._device).release(0, at, view).commit()
        self.pause(SLICE_S)

    def _key(self, key: int, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            self._app.qt.sendEvent(self._app.view, event)
