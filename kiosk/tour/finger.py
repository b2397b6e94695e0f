"""Touches the screen as a person would: finds items by `objectName`. For tour and tests."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtQuick import QQuickItem, QQuickView
from PySide6.QtTest import QTest


class NotThereError(Exception):
    """No visible item of that name: the screen shows something else."""


def visible_items(item: QQuickItem) -> Iterator[QQuickItem]:
    """`item` and everything below it that can be seen, in drawing order."""
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from visible_items(child)


def find(view: QQuickView, name: str) -> QQuickItem:
    """The last visible item called `name`. Raises NotThereError."""
    found = [item for item in visible_items(view.rootObject()) if item.objectName() == name]
    if not found:
        raise NotThereError(f"nothing called {name!r} can be seen")
    return found[-1]


def has(view: QQuickView, name: str) -> bool:
    return any(item.objectName() == name for item in visible_items(view.rootObject()))


def middle_of(item: QQuickItem) -> QPoint:
    """The middle of an item, in window pixels."""
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def is_settled(view: QQuickView) -> bool:
    """Whether the page has stopped sliding in; before that it takes no touch."""
    return not view.rootObject().property("is_moving")


def press(view: QQuickView, name: str) -> None:
    """Touch an item in its middle. On the Qt thread; wait for `is_settled` first.

    Raises NotThereError for an item that is scrolled out of the window.
    """
    where = middle_of(find(view, name))
    if not QRect(0, 0, view.width(), view.height()).contains(where):
        raise NotThereError(f"{name!r} is scrolled out of the window")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
