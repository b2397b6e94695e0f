"""The README's picture: five steps of one purchase, and the same shop on a wide screen.

    QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software python -m tests.ui.montage

writes docs/kiosk.png. The shop is the sample shop, the face is drawn.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from PySide6.QtTest import QTest

from kiosk.domain.cart import Cart, CartLine
from kiosk.domain.language import Language
from kiosk.domain.order import OrderLine
from kiosk.flows import face_screens as face_show
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as s
from kiosk.flows.purpose import Purpose
from kiosk.storage.catalogue_file import load_catalogue
from tests.ui.drawn_face import drawn_face
from tests.ui.gallery import SETTLED_MS, open_app
from tests.ui.samples import receipt

INTO = Path("docs/kiosk.png")
GROUND = QColor("#e4e0d6")
EDGE = 36
TALL, WIDE = (306, 544), (967, 544)
"""One portrait and one landscape screen in the picture, in pixels."""

CATALOGUE = load_catalogue(Path("kiosk/shop/catalogue.toml"))
CART = Cart((CartLine(CATALOGUE.products[1], 1), CartLine(CATALOGUE.products[5], 2)))
LINES = tuple(
    OrderLine(
        one.product.sku, one.product.name, one.quantity, one.product.price, one.product.service
    )
    for one in CART.lines
)
PAID = replace(receipt(), lines=LINES, total=CART.total)

STEPS: tuple[s.Screen, ...] = (
    s.Attract(faces_work=True),
    s.Browse(CATALOGUE, CART),
    money_show.ChoosePayment(CART),
    face_show.LookAtCamera(Purpose.PAY, face_show.FaceHint.GOOD, 0.7, CART),
    money_show.ConfirmPayment("张*", CART, 30, by_face=True),
    s.Result(PAID, s.DoorNotice.OPEN, s.PrintNotice.PRINTED),
)


def pictures(language: Language, way: str, screens: tuple[s.Screen, ...]) -> list[QImage]:
    app = open_app(language, way)
    taken = []
    for screen in screens:
        app.bridge.show(screen)
        QTest.qWait(50)
        app.preview.set_image(drawn_face())
        QTest.qWait(SETTLED_MS)
        taken.append(app.view.grabWindow())
    app.close()
    return taken


def lay(painter: QPainter, picture: QImage, place: QRectF) -> None:
    """Scaled into `place`, with round corners."""
    path = QPainterPath()
    path.addRoundedRect(place, 20, 20)
    painter.setClipPath(path)
    scaled = picture.scaled(
        place.size().toSize(),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.drawImage(place.topLeft(), scaled)


def main() -> None:
    tall = pictures(Language.ZH, "portrait", STEPS)
    (wide,) = pictures(Language.EN, "landscape", STEPS[1:2])
    across = 4 * TALL[0] + 5 * EDGE
    montage = QImage(across, 2 * TALL[1] + 3 * EDGE, QImage.Format.Format_RGB32)
    montage.fill(GROUND)
    painter = QPainter(montage)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    places = [(column, 0) for column in range(4)] + [(0, 1)]
    shown = [tall[0], tall[1], tall[3], tall[4], tall[5]]
    for (column, row), picture in zip(places, shown, strict=True):
        corner = EDGE + column * (TALL[0] + EDGE), EDGE + row * (TALL[1] + EDGE)
        lay(painter, picture, QRectF(*corner, *TALL))
    room = across - TALL[0] - 3 * EDGE
    height = room * WIDE[1] / WIDE[0]
    top = EDGE * 2 + TALL[1] + (TALL[1] - height) / 2
    lay(painter, wide, QRectF(EDGE * 2 + TALL[0], top, room, height))
    painter.end()
    INTO.parent.mkdir(exist_ok=True)
    montage.save(str(INTO), quality=0)


if __name__ == "__main__":
    main()
