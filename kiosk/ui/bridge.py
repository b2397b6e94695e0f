"""From the conductor's thread to QML: one queued signal each, then plain values.

Every screen has a property map of its own. Only keys whose value changed are written, so a list
that stayed equal keeps its scroll position, and the page that slides out keeps what it showed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtQml import QQmlPropertyMap

from kiosk.domain.language import Label, Language
from kiosk.domain.problems import Fault
from kiosk.domain.receipt import Receipt
from kiosk.flows.screens import Screen
from kiosk.ui.view_models.chrome import chrome
from kiosk.ui.view_models.rendering import DEPTHS, name_of, render
from kiosk.ui.view_models.trouble import badges
from kiosk.ui.wording import Words


@dataclass
class _Page:
    """A screen's property map, and what was last written into it."""

    values: QQmlPropertyMap
    written: dict[str, object] = field(default_factory=dict)

    def write(self, values: dict[str, object]) -> None:
        for key, value in values.items():
            if key not in self.written or self.written[key] != value:
                self.values.insert(key, value)
        self.written = values


class Bridge(QObject):
    """`show`, `speak`, `ask_still_there` and `set_badges` may be called from any thread.

    `receipt_text` gives what the e-receipt's QR code says; "" for no code.
    """

    shown = Signal(str, bool)
    """The screen's name, and whether its page comes from the right (deeper into a journey)."""
    changed = Signal()
    _screen_given = Signal(object)
    _language_given = Signal(object)
    _question_given = Signal(object)
    _badges_given = Signal(object)

    def __init__(
        self,
        shop: Label,
        language: Language = Language.ZH,
        receipt_text: Callable[[Receipt], str] = lambda _receipt: "",
    ) -> None:
        super().__init__()
        self._shop = shop
        self._words = Words(language, receipt_text)
        self._screen: Screen | None = None
        self._badges: tuple[Fault, ...] = ()
        self._still_there_s = 0
        self._pages: dict[str, _Page] = {}
        self._chrome = _Page(QQmlPropertyMap.create(self))
        self._dress()
        self._chrome.values.insert("time", "")
        queued = Qt.ConnectionType.QueuedConnection
        self._screen_given.connect(self._on_screen, queued)
        self._language_given.connect(self._on_language, queued)
        self._question_given.connect(self._on_question, queued)
        self._badges_given.connect(self._on_badges, queued)

    # --- from any thread ------------------------------------------------------------------

    def show(self, screen: Screen) -> None:
        self._screen_given.emit(screen)

    def speak(self, language: Language) -> None:
        self._language_given.emit(language)

    def ask_still_there(self, seconds: int | None) -> None:
        self._question_given.emit(seconds)

    def set_badges(self, faults: tuple[Fault, ...]) -> None:
        self._badges_given.emit(faults)

    # --- the Qt thread --------------------------------------------------------------------

    def set_time(self, text: str) -> None:
        """The clock in the header, for example 14:32. Qt thread only."""
        self._chrome.values.insert("time", text)

    @Slot(str, result=QObject)
    def page(self, name: str) -> QQmlPropertyMap:
        """The values of a screen, for its QML page."""
        if name not in self._pages:
            self._pages[name] = _Page(QQmlPropertyMap.create(self))
        return self._pages[name].values

    def _on_screen(self, screen: Screen) -> None:
        before, self._screen = self._screen, screen
        name = name_of(screen)
        self._write(screen)
        if before is None or name_of(before) != name:
            self.changed.emit()
            is_deeper = before is None or DEPTHS[type(screen)] >= DEPTHS[type(before)]
            self.shown.emit(name, is_deeper)

    def _write(self, screen: Screen) -> None:
        name = name_of(screen)
        self.page(name)
        self._pages[name].write(render(screen, self._words))

    def _on_language(self, language: Language) -> None:
        self._words = Words(language, self._words.receipt_text)
        self._dress()
        if self._screen is not None:
            self._write(self._screen)

    def _on_question(self, seconds: int | None) -> None:
        self._still_there_s = seconds or 0
        self.changed.emit()

    def _on_badges(self, faults: tuple[Fault, ...]) -> None:
        self._badges = faults
        self._dress()

    def _dress(self) -> None:
        values = chrome(self._shop, self._words)
        self._chrome.write({**values, "badges": badges(self._badges, self._words)})

    # --- for QML --------------------------------------------------------------------------

    def _name(self) -> str:
        return name_of(self._screen) if self._screen else ""

    def _values(self) -> QObject:
        return self._chrome.values

    def _seconds(self) -> int:
        return self._still_there_s

    screen_name = Property(str, _name, notify=changed)
    chrome = Property(QObject, _values, constant=True)
    still_there_s = Property(int, _seconds, notify=changed)
