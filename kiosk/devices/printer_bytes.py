"""Receipts as ESC/POS bytes: as a picture, or as text for printers that have a Chinese font.

Commands are those of Epson's "ESC/POS Command Reference"; the printers of other makers speak
the same for this much. The text is GB18030, in the multilingual (Kanji) mode.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kiosk.devices.receipt_layout import CHARSET, Row, lay_out
from kiosk.domain.receipt_lines import Align, ReceiptLine

if TYPE_CHECKING:
    from PIL.Image import Image

INITIALISE = b"\x1b@"  # ESC @: forget what the last receipt set
CHINESE_ON = b"\x1c&"  # FS &: two bytes are one character; ESC @ may have turned it off
FEED_AND_CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the knife, cut but for one point
RASTER = b"\x1dv0\x00"  # GS v 0, in normal size; width in bytes, height in dots, then the rows
BAND = 128
"""Dots of height in one GS v 0: small printers keep no more in memory."""

_ALIGN: dict[Align, bytes] = {"left": b"\x1ba\x00", "centre": b"\x1ba\x01", "right": b"\x1ba\x02"}


def picture_bytes(lines: Iterable[ReceiptLine], dots: int) -> bytes:
    """The whole receipt, drawn here, from initialising to the cut."""
    # Pillow and segno take a third of a second, which the first screen need not wait for.
    from kiosk.devices.receipt_picture import draw  # noqa: PLC0415

    return INITIALISE + b"".join(_bands(draw(lines, dots))) + FEED_AND_CUT


def text_bytes(lines: Iterable[ReceiptLine], columns: int) -> bytes:
    """The whole receipt, drawn by the printer, from initialising to the cut. Without QR codes."""
    rows = b"".join(_row_bytes(row) for row in lay_out(lines, columns))
    return INITIALISE + CHINESE_ON + rows + FEED_AND_CUT


def _bands(picture: Image) -> Iterator[bytes]:
    width, height = picture.size
    for top in range(0, height, BAND):
        rows = min(BAND, height - top)
        band = picture.crop((0, top, width, top + rows))
        yield RASTER + struct.pack("<HH", width // 8, rows) + band.tobytes()


def _row_bytes(row: Row) -> bytes:
    bold = b"\x1bE" + (b"\x01" if row.is_bold else b"\x00")
    size = b"\x1d!" + (b"\x11" if row.is_double else b"\x00")
    return _ALIGN[row.align] + bold + size + row.text.encode(CHARSET) + b"\n"
