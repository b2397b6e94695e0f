"""The day-end as PDF and as a picture: real files with ink on them, in the shop's font."""

from __future__ import annotations

from PySide6.QtGui import QImage

from kiosk.domain.day_end_report import report_of
from kiosk.domain.language import Label, Language
from kiosk.ui.app import application
from kiosk.ui.report_paper import pdf_bytes, png_bytes
from tests.ui.samples_staff import COMPARISON, RUNNING

SHOP = Label("街角咖啡", "Corner Café")


def test_the_picture_is_full_of_ink_to_its_end() -> None:
    application()
    report = report_of(RUNNING, COMPARISON, SHOP, "kiosk-1", Language.ZH)
    image = QImage.fromData(png_bytes(report))
    assert image.width() == 1688
    rows = range(image.height() - 160, image.height())
    columns = range(0, image.width(), 2)
    assert any(image.pixelColor(x, y).lightness() < 128 for y in rows for x in columns)
    assert all(image.pixelColor(x, 4).lightness() == 255 for x in columns)


def test_the_pdf_holds_the_shops_font() -> None:
    application()
    data = pdf_bytes(report_of(RUNNING, None, SHOP, "kiosk-1", Language.ZH))
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert b"NotoSansSC" in data


def test_markup_in_a_name_stays_a_name() -> None:
    application()
    plain, bold = (
        png_bytes(report_of(RUNNING, None, Label(name, name), "k", Language.EN))
        for name in ("<b>x</b>", "x")
    )
    assert plain != bold
