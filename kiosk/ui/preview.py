"""The live picture in the framing ring: newest image only, forgotten as soon as nobody looks.

`Preview` is the mailbox between the camera's thread and the page; `PreviewItem` paints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Property, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QImage, QPainter, QTransform
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QML_IMPORT_NAME = "Kaimen"
QML_IMPORT_MAJOR_VERSION = 1

PAINTED_PX = 480
"""Painted no larger than a camera's picture is; the window stretches it, at half the cost."""


class Preview(QObject):
    """One slot: a new image replaces the last one. `set_image` may be called from any thread."""

    arrived = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self._is_wanted = False

    @property
    def image(self) -> QImage | None:
        return self._image

    def want(self, *, is_wanted: bool) -> None:
        """Whether a page shows it now. When not, the last image is dropped and new ones too."""
        self._is_wanted = is_wanted
        if not is_wanted:
            self._image = None

    def set_image(self, rgb: NDArray[np.uint8]) -> None:
        """`rgb`: uint8 of H x W x 3, shown as it is (mirror it before). Copied here."""
        if not self._is_wanted:
            return
        height, width, _ = rgb.shape
        seen = QImage(rgb.tobytes(), width, height, width * 3, QImage.Format.Format_RGB888)
        # A copy, because a QImage made from a buffer must not outlive it; in the format that Qt
        # scales fastest.
        self._image = seen.convertToFormat(QImage.Format.Format_RGB32)
        self.arrived.emit()


@QmlElement
class PreviewItem(QQuickPaintedItem):
    """Paints the newest image of its `source`, filling a circle. Nothing without an image."""

    source_changed = Signal()
    painted_anew = Signal()
    """A new picture came. On the Qt thread."""
    live_changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._source: Preview | None = None
        self._is_live = False
        self.setAntialiasing(True)
        self.widthChanged.connect(self._choose_size)
        self.heightChanged.connect(self._choose_size)

    def paint(self, painter: QPainter) -> None:
        image = self._source.image if self._source else None
        if image is None:
            return
        side = min(self.width(), self.height())
        circle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        painter.setPen(Qt.PenStyle.NoPen)
        brush = QBrush(image)
        brush.setTransform(_covering(image, circle))
        painter.setBrush(brush)
        painter.drawEllipse(circle)

    @Slot()
    def _choose_size(self) -> None:
        """The painter's coordinates stay those of the item, whatever is chosen here."""
        longest = max(self.width(), self.height(), 1)
        share = min(1.0, PAINTED_PX / longest)
        self.setTextureSize(QSize(round(self.width() * share), round(self.height() * share)))

    @Slot()
    def _repaint(self) -> None:
        # Not update() itself: a signal would reach QQuickItem's, which paints nothing anew.
        self.update()
        self.painted_anew.emit()
        if not self._is_live:
            self._is_live = True
            self.live_changed.emit()

    def _get_live(self) -> bool:
        return self._is_live

    def _get_source(self) -> QObject | None:
        return self._source

    def _set_source(self, source: Preview | None) -> None:
        if source is self._source:
            return
        self._source = source
        if source is not None:
            source.arrived.connect(self._repaint, Qt.ConnectionType.QueuedConnection)
        self.source_changed.emit()
        self.update()

    source = Property(QObject, _get_source, _set_source, notify=source_changed)
    is_live = Property(bool, _get_live, notify=live_changed)
    """Whether a picture has come since the page opened."""


def _covering(image: QImage, circle: QRectF) -> QTransform:
    """Scale and shift that lay the middle of `image` over `circle`, cutting what hangs over."""
    scale = max(circle.width() / image.width(), circle.height() / image.height())
    left = circle.center().x() - image.width() * scale / 2
    top = circle.center().y() - image.height() * scale / 2
    return QTransform(scale, 0, 0, scale, left, top)
