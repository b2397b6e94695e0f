"""A drawn figure for the preview: no picture of a person stands in this project."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen


def drawn_face(width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """RGB uint8 of H x W x 3."""
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor("#cfd9d4"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = width / 2
    painter.setBrush(QColor("#3f6b5a"))
    painter.drawEllipse(QPointF(middle, height * 1.12), width * 0.36, height * 0.38)
    painter.setBrush(QColor("#e9c9ae"))
    painter.drawRect(QRectF(middle - 34, height * 0.62, 68, 90))
    painter.setBrush(QColor("#2d2622"))
    painter.drawEllipse(QPointF(middle, height * 0.40), 128, 150)
    painter.setBrush(QColor("#f1d3b8"))
    painter.drawEllipse(QPointF(middle, height * 0.45), 108, 134)
    painter.setBrush(QColor("#2d2622"))
    for side in (-1, 1):
        painter.drawEllipse(QPointF(middle + side * 42, height * 0.43), 10, 12)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#a5563f"), 7, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    smile = QPainterPath(QPointF(middle - 40, height * 0.57))
    smile.quadTo(QPointF(middle, height * 0.65), QPointF(middle + 40, height * 0.57))
    painter.drawPath(smile)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : width * 3].reshape(height, width, 3).copy()
