"""A report as A4 pages in PDF and as one long picture, in the shop's font.

Called from the thread that writes reports: a QTextDocument, a QPdfWriter and a QImage need no
window and belong to whoever made them, only the application with its font must be there.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from kiosk.domain.day_end_report import Report, Table

DPI = 96
WIDTH_PX, MARGIN_PX, SCALE = 780, 32, 2.0
"""The picture: so wide, drawn at twice the size so that small print is clear."""

_STYLE = """
    h1 { font-size: 17pt; margin-bottom: 10px } h2 { font-size: 11pt; margin-top: 20px }
    td, th { font-size: 8pt; padding: 4px 8px 4px 0 } th { color: #6b655c; font-weight: normal }
"""


def draw_report(report: Report) -> Mapping[str, bytes]:
    """`.pdf` and `.png`, whole files."""
    return {".pdf": pdf_bytes(report), ".png": png_bytes(report)}


def pdf_bytes(report: Report) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(report.title)
    writer.setCreator("Kaimen")
    writer.setResolution(DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(14, 14, 14, 14), QPageLayout.Unit.Millimeter)
    document = _document(report)
    document.setPageSize(QSizeF(writer.width(), writer.height()))
    document.print_(writer)
    del writer  # its end is written when it goes
    return bytes(buffer.data().data())


def png_bytes(report: Report) -> bytes:
    """One picture as high as the report is long."""
    document = _document(report)
    document.setTextWidth(WIDTH_PX)
    height = document.size().height()
    size = QSizeF(WIDTH_PX + 2 * MARGIN_PX, height + 2 * MARGIN_PX) * SCALE
    image = QImage(size.toSize(), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(SCALE, SCALE)
    painter.translate(MARGIN_PX, MARGIN_PX)
    document.drawContents(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _document(report: Report) -> QTextDocument:
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(QFont(QGuiApplication.font().family(), 9))
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(_html(report))
    return document


def _html(report: Report) -> str:
    facts = "".join(
        f"<tr><th align='left'>{escape(name)}</th><td>{_breakable(value)}</td></tr>"
        for name, value in report.facts
    )
    tables = "".join(map(_table, report.tables))
    return f"<h1>{escape(report.title)}</h1><table>{facts}</table>{tables}"


def _table(table: Table) -> str:
    first_number = len(table.head) - table.numbers
    sides = ["right" if place >= first_number else "left" for place in range(len(table.head))]
    head = "".join(
        f"<th align='{side}'>{escape(name)}</th>"
        for side, name in zip(sides, table.head, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td align='{side}'>{_breakable(cell)}</td>"
            for side, cell in zip(sides, row, strict=True)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f"<h2>{escape(table.title)}</h2>"
        f"<table width='100%' cellspacing='0'><tr>{head}</tr>{rows}</table>"
    )


def _breakable(cell: str) -> str:
    """Long numbers may break: a table is as wide as the paper, whatever stands in it."""
    words = (
        "\u200b".join(word[start : start + 8] for start in range(0, len(word), 8))
        if len(word) > 20
        else word
        for word in cell.split(" ")
    )
    return escape(" ".join(words))
