"""What can go wrong on a page, found by looking at its items: cut text, overlaps, small targets,
words of the other language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk.domain.language import Language
from kiosk.tour.finger import visible_items

SLACK = 2.0
OVERLAP = 6.0


def complaints(view: QQuickView) -> list[str]:
    """Sentences about what is wrong on the page that is shown; empty when all is well."""
    items = list(visible_items(view.rootObject()))
    texts = [item for item in items if _is_text(item)]
    buttons = [item for item in items if item.inherits("QQuickAbstractButton")]
    window = QRectF(0, 0, view.width(), view.height())
    pictures = [item for item in items if _is_picture(item)]
    return [
        *(said for text in texts for said in _cut(text)),
        *(f"{_name(item)} leaves the window" for item in _outside(texts + buttons, window)),
        *_overlaps(texts, _painted),
        *_overlaps(buttons, _box),
        *_covered(texts, _painted, buttons),
        *_covered(pictures, _box, buttons),
        *_small(buttons, view),
        *_spills([one for one in buttons if window.contains(_box(one))], texts + pictures),
    ]


def _is_text(item: QQuickItem) -> bool:
    return item.inherits("QQuickText") and bool(item.property("text")) and _opacity(item) > 0


def _is_picture(item: QQuickItem) -> bool:
    is_drawn = item.inherits("QQuickImage") or item.property("scene") is not None
    return is_drawn and item.width() > 0 and _opacity(item) > 0


def _opacity(item: QQuickItem | None) -> float:
    return 1.0 if item is None else item.opacity() * _opacity(item.parentItem())


def _cut(text: QQuickItem) -> Iterator[str]:
    if text.objectName() == "may-elide":
        return
    if text.property("truncated"):
        yield f"{_name(text)} is truncated"
    if text.property("contentWidth") > text.width() + SLACK:
        yield f"{_name(text)} is wider than its place"


def _outside(items: list[QQuickItem], window: QRectF) -> list[QQuickItem]:
    grown = window.adjusted(-SLACK, -SLACK, SLACK, SLACK)
    return [item for item in items if not _scrolls(item) and not grown.contains(_box(item))]


def _overlaps(items: list[QQuickItem], place: object) -> Iterator[str]:
    still = [(item, place(item)) for item in items if not _scrolls(item)]  # type: ignore[operator]
    for number, (item, box) in enumerate(still):
        for other, other_box in still[number + 1 :]:
            shared = box.intersected(other_box)
            is_inside = item.isAncestorOf(other) or other.isAncestorOf(item)
            if not is_inside and shared.width() > OVERLAP and shared.height() > OVERLAP:
                yield f"{_name(item)} lies over {_name(other)}"


def _covered(items: list[QQuickItem], place: object, buttons: list[QQuickItem]) -> Iterator[str]:
    """A button over a text or a picture that is not its own."""
    still = [button for button in buttons if not _scrolls(button)]
    for item in items:
        box = place(item)  # type: ignore[operator]
        for button in still:
            shared = box.intersected(_box(button))
            is_own = button.isAncestorOf(item) or _scrolls(item)
            if not is_own and shared.width() > OVERLAP and shared.height() > OVERLAP:
                yield f"{_name(button)} covers {_name(item)}"


def _spills(buttons: list[QQuickItem], items: list[QQuickItem]) -> Iterator[str]:
    """What is painted in a button over its edge. A row that is being dropped has lost its name."""
    for button in buttons:
        grown = _box(button).adjusted(-SLACK, -SLACK, SLACK, SLACK)
        for item in items:
            place = _painted(item) if _is_text(item) else _box(item)
            is_inside = button.isAncestorOf(item) and bool(button.objectName())
            if is_inside and not grown.contains(place):
                yield f"{_name(item)} spills over the edge of {_name(button)}"


def _small(buttons: list[QQuickItem], view: QQuickView) -> Iterator[str]:
    across, along = sorted((view.width(), view.height()))
    least = 96 * min(across / 1080, along / 1920) - 1
    window = QRectF(0, 0, view.width(), view.height())
    for button in buttons:
        if not window.intersects(_box(button)):
            continue  # waiting outside of the window to be scrolled in
        if min(button.width(), button.height()) < least:
            yield f"{_name(button)} is too small for a finger"


def _scrolls(item: QQuickItem) -> bool:
    above = item.parentItem()
    return bool(above) and (above.inherits("QQuickFlickable") or _scrolls(above))


def _box(item: QQuickItem) -> QRectF:
    return QRectF(
        item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height()))
    )


def _painted(text: QQuickItem) -> QRectF:
    """Where the letters are: the content, a little less than its line boxes."""
    width, height = text.property("contentWidth"), text.property("contentHeight") * 0.8
    box = _box(text)
    top = box.center().y() - height / 2
    left = {2: box.right() - width, 4: box.center().x() - width / 2}.get(
        text.property("alignment"), box.left()
    )
    return QRectF(left, top, width, height)


def _name(item: QQuickItem) -> str:
    said = item.property("text")
    return f"{item.objectName() or 'text'} {said!r}"


# --- the other language -------------------------------------------------------------------------

A_SENTENCE = re.compile(r"[A-Za-z]{2,}( [A-Za-z]{2,}){2,}")
HANZI = re.compile(r"[\u4e00-\u9fff]")
NAMES = re.compile(r"中文|张\*?|手续费")
"""The language switch, a shopper, and a column in the bills of Chinese payment services."""
FOR_TECHNICIANS = ("给维修人员：", "告诉安装人员：")
"""What a device or an exception says follows in the words of its maker."""


def foreign(view: QQuickView, language: Language) -> list[str]:
    """Texts in the other language; empty when the page speaks one."""
    shown = [item for item in visible_items(view.rootObject()) if _is_text(item)]
    return [f"{_name(item)} is foreign" for item in shown if _is_foreign(item, language)]


def _is_foreign(item: QQuickItem, language: Language) -> bool:
    said = str(item.property("text"))
    if language is Language.EN:
        return bool(HANZI.search(NAMES.sub("", said)))
    return bool(A_SENTENCE.search(said)) and not any(one in said for one in FOR_TECHNICIANS)
