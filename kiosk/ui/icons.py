"""Icons: one stroked path each on a 24 x 24 grid, drawn for this kiosk, in any colour and size.

Served to QML as images (`image://icon/NAME/RRGGBB/WEIGHT`): the software renderer caches these,
clips them well, and paints them faster than shapes.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

DEFAULT_PX = 48

PATHS: dict[str, str] = {
    "bag": "M5 8 H19 L20 20.5 H4 Z M8.5 10.5 V7 A3.5 3.5 0 0 1 15.5 7 V10.5",
    "phone": "M8 2.5 H16 A1.5 1.5 0 0 1 17.5 4 V20 A1.5 1.5 0 0 1 16 21.5 H8 A1.5 1.5 0 0 1 6.5 20 V4 A1.5 1.5 0 0 1 8 2.5 Z M10.5 18.5 H13.5",
    "face": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 Z M8.7 9.2 V10.6 M15.3 9.2 V10.6 M8 14.2 Q12 18 16 14.2",
    "scan": "M3 8 V5 A2 2 0 0 1 5 3 H8 M16 3 H19 A2 2 0 0 1 21 5 V8 M21 16 V19 A2 2 0 0 1 19 21 H16 M8 21 H5 A2 2 0 0 1 3 19 V16 M9 9.5 V11 M15 9.5 V11 M8.7 14.5 Q12 17.3 15.3 14.5",
    "plus": "M12 5 V19 M5 12 H19",
    "minus": "M5 12 H19",
    "back": "M14.5 5 L7.5 12 L14.5 19",
    "forward": "M9.5 5 L16.5 12 L9.5 19",
    "up": "M5 14.5 L12 7.5 L19 14.5",
    "down": "M5 9.5 L12 16.5 L19 9.5",
    "close": "M6 6 L18 18 M18 6 L6 18",
    "check": "M4.5 12.5 L10 18 L20 6.5",
    "cloud": "M7 18.5 A4.3 4.3 0 0 1 6.6 10 A5.6 5.6 0 0 1 17.4 9.2 A4.7 4.7 0 0 1 17.2 18.5 M4 3.5 L20 20.5",
    "printer": "M7 8.5 V3.5 H17 V8.5 M7 17 H4.5 A1 1 0 0 1 3.5 16 V9.5 A1 1 0 0 1 4.5 8.5 H19.5 A1 1 0 0 1 20.5 9.5 V16 A1 1 0 0 1 19.5 17 H17 M7 14 H17 V20.5 H7 Z",
    "camera": "M3.5 7.5 H7.5 L9.2 5 H14.8 L16.5 7.5 H20.5 V19 H3.5 Z M12 9.5 A3.6 3.6 0 1 1 11.99 9.5 Z",
    "locks": "M6 3 H18 V21 H6 Z M14.6 11.3 V12.7 M3.5 21 H20.5",
    "warn": "M12 3.5 L21.5 20 H2.5 Z M12 10 V14 M12 16.9 V17.1",
    "info": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 Z M12 11 V16.5 M12 7.4 V7.6",
    "question": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 Z M9.3 9.6 A2.7 2.7 0 1 1 12.8 12.2 Q12 12.6 12 13.8 M12 16.9 V17.1",
    "clock": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 Z M12 7 V12 L15.5 14",
    "user": "M12 3.5 A4 4 0 1 1 11.99 3.5 Z M4.5 20.5 C4.5 16 8 14.3 12 14.3 C16 14.3 19.5 16 19.5 20.5",
    "join": "M9.5 3.5 A4 4 0 1 1 9.49 3.5 Z M2.5 20.5 C2.5 16 5.7 14.3 9.5 14.3 C13.3 14.3 16.5 16 16.5 20.5 M19 7 V13 M16 10 H22",
    "lock": "M5 10.5 H19 V20.5 H5 Z M8 10.5 V7.5 A4 4 0 0 1 16 7.5 V10.5 M12 14.5 V16.5",
    "erase": "M8.5 5 H21 V19 H8.5 L2.5 12 Z M11.5 9 L17.5 15 M17.5 9 L11.5 15",
    "search": "M10.5 3.5 A7 7 0 1 1 10.49 3.5 Z M15.7 15.7 L21 21",
    "ticket": "M3.5 6 H20.5 V10 A2 2 0 0 0 20.5 14 V18 H3.5 V14 A2 2 0 0 0 3.5 10 Z M9.5 9 V15",
    "restart": "M19.5 12 A7.5 7.5 0 1 1 16.8 6.2 M17.5 2.5 V7 H13",
    "wallet": "M3.5 7 V18.5 A1.5 1.5 0 0 0 5 20 H20.5 V8.5 H5 A1.5 1.5 0 0 1 5 4.5 H18 V8.5 M16.4 14.2 H16.6",
    "trash": "M4.5 6.5 H19.5 M9 6.5 V3.5 H15 V6.5 M6.5 6.5 L7.5 20.5 H16.5 L17.5 6.5 M10.5 10.5 V16.5 M13.5 10.5 V16.5",
    "status": "M2.5 12.5 H7 L9.5 5.5 L14 19 L16.7 12.5 H21.5",
    "receipt": "M5.5 3 H18.5 V21 L16.3 19.5 L14.2 21 L12 19.5 L9.8 21 L7.7 19.5 L5.5 21 Z M9 8 H15 M9 12 H15",
    "bell": "M6 16.5 V11 A6 6 0 0 1 18 11 V16.5 L20 18.5 H4 Z M10.3 21.2 H13.7",
    "device": "M4 3.5 H20 V15.5 H4 Z M12 15.5 V20.5 M8 20.5 H16",
    "database": "M4.5 6 A7.5 3 0 1 1 19.5 6 A7.5 3 0 1 1 4.5 6 V18 A7.5 3 0 0 0 19.5 18 V6 M4.5 12 A7.5 3 0 0 0 19.5 12",
    "disk_full": "M4 13.5 L6.5 4.5 H17.5 L20 13.5 V19.5 H4 Z M4 13.5 H20 M15.8 16.5 H16.2",
    "catalogue": "M3.5 3.5 H11.5 L20.5 12.5 L12.5 20.5 L3.5 11.5 Z M7.6 7.6 L7.8 7.8",
    "models": "M12 2.5 A9.5 9.5 0 1 1 11.99 2.5 Z M8.7 9.2 V10.6 M15.3 9.2 V10.6 M8 16 Q12 12.8 16 16",
    "cup": "M5 8 H17 V16 A4 4 0 0 1 13 20 H9 A4 4 0 0 1 5 16 Z M17 10 H18.5 A2.5 2.5 0 0 1 18.5 15 H17 M8.5 2.8 V5 M13 2.8 V5",
    "bread": "M4 10.5 C2.5 6.5 6 4.5 12 4.5 C18 4.5 21.5 6.5 20 10.5 L19 11.5 V19.5 H5 V11.5 Z M9 9 L11 12 M13.5 8.5 L15.5 11.5",
    "bottle": "M10 2.5 H14 V6.5 C14 8.5 16.5 9 16.5 12 V20 A1.5 1.5 0 0 1 15 21.5 H9 A1.5 1.5 0 0 1 7.5 20 V12 C7.5 9 10 8.5 10 6.5 Z M7.5 13 H16.5 M7.5 17.5 H16.5",
    "wrench": "M14 7 A4.5 4.5 0 0 1 19.8 3.7 L16.8 6.7 L17.6 9 L19.9 9.6 L21.5 8 A4.5 4.5 0 0 1 15.2 12.4 L7 20.6 A2 2 0 0 1 3.6 17.2 L12 9 Z",
}  # fmt: skip


class Icons(QQuickImageProvider):
    """The engine owns it once it was added."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803 - Qt's names
        """The icon on a clear ground. An unknown name gives an empty picture."""
        side = requestedSize.width() if requestedSize.width() > 0 else DEFAULT_PX
        size.setWidth(side)
        size.setHeight(side)
        return drawn(id, side)


def drawn(request: str, side: int) -> QImage:
    """`request` is NAME/RRGGBB/WEIGHT; the picture is `side` pixels wide and high."""
    name, colour, weight = request.split("/")
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    if name not in PATHS:
        return image
    painter = QPainter(image)
    QSvgRenderer(QByteArray(_svg(PATHS[name], colour, weight).encode())).render(painter)
    painter.end()
    return image


def _svg(path: str, colour: str, weight: str) -> str:
    stroke = f'stroke="#{colour}" stroke-width="{weight}"'
    caps = 'stroke-linecap="round" stroke-linejoin="round" fill="none"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{path}" {stroke} {caps}/></svg>'
    )
