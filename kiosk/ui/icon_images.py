"""Icons for QML in any colour and size: `image://icon/NAME/RRGGBB/WEIGHT`.

The drawings are in icons/, one stroke each on a 24 x 24 grid, made for this kiosk. Served as
images, because the software renderer caches and clips those; shapes in a clipped list leave
traces on the page.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DRAWINGS = Path(__file__).parent / "icons"
DEFAULT_PX = 48


class IconImages(QQuickImageProvider):
    """The engine owns it once it was added."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803 - Qt's names
        side = requestedSize.width() if requestedSize.width() > 0 else DEFAULT_PX
        size.setWidth(side)
        size.setHeight(side)
        return drawn(id, side)


def drawn(request: str, side: int) -> QImage:
    """`request` is NAME/RRGGBB/WEIGHT; `side` pixels wide and high, on a clear ground.

    An unknown name gives an empty picture: a missing icon must not stop a purchase.
    """
    name, colour, weight = request.split("/")
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    svg = _drawing(name).replace("currentColor", f"#{colour}").replace("1.9", weight, 1)
    if svg:
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image


@cache
def _drawing(name: str) -> str:
    path = DRAWINGS / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
