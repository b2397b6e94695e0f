"""The README's picture of setting a cabinet up: four of its screens, side by side.

    QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software python -m tests.ui.montage_set_up

writes docs/set-up.png.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from kiosk.domain.language import Language
from tests.ui.montage import EDGE, GROUND, TALL, lay, pictures
from tests.ui.samples_commissioning import COMMISSIONING_SCREENS

INTO = Path("docs/set-up.png")
SHOWN = ("set-up", "set-up-which", "set-up-known", "set-up-done")


def main() -> None:
    screens = tuple(COMMISSIONING_SCREENS[name] for name in SHOWN)
    across = len(SHOWN) * (TALL[0] + EDGE) + EDGE
    montage = QImage(across, TALL[1] + 2 * EDGE, QImage.Format.Format_RGB32)
    montage.fill(GROUND)
    painter = QPainter(montage)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for column, picture in enumerate(pictures(Language.EN, "portrait", screens)):
        lay(painter, picture, QRectF(EDGE + column * (TALL[0] + EDGE), EDGE, *TALL))
    painter.end()
    montage.save(str(INTO), quality=0)


if __name__ == "__main__":
    main()
