"""Keys and touches of the window before any page sees them.

A HID scanner is a keyboard: a fast burst that ends with Enter is a barcode. No page has a use for
a key, so all keys end here: a scan can never press a button by its Enter.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from kiosk.domain.barcode import KeyBurst
from kiosk.flows.events import BarcodeScanned, Touched
from kiosk.ui.actions import Send

TOUCHED_EVERY_S = 1.0
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease}
_TOUCHES = {QEvent.Type.TouchBegin, QEvent.Type.MouseButtonPress}


class Scanner(QObject):
    """An event filter. `now_s` is monotonic seconds."""

    def __init__(self, send: Send, now_s: Callable[[], float]) -> None:
        super().__init__()
        self._send = send
        self._now_s = now_s
        self._burst = KeyBurst()
        self._touched_at_s: float | None = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """True, which ends the event here, for keys only."""
        if event.type() in _TOUCHES:
            self._touched()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self._typed(event)
        return event.type() in _KEYS or super().eventFilter(watched, event)

    def _touched(self) -> None:
        now_s = self._now_s()
        if self._touched_at_s is None or now_s - self._touched_at_s >= TOUCHED_EVERY_S:
            self._touched_at_s = now_s
            self._send(Touched())

    def _typed(self, event: QKeyEvent) -> None:
        now_s = self._now_s()
        if event.key() in _ENTER:
            code = self._burst.entered(now_s)
            self._burst = KeyBurst()
            if code:
                self._send(BarcodeScanned(code))
        elif event.text().isprintable() and event.text():
            self._burst = self._burst.typed(event.text(), now_s)
