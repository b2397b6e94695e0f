"""Receipts as ESC/POS bytes, and the printer that sends them down a wire.

Commands are those of Epson's "ESC/POS Command Reference"; the printers of other makers speak
the same for this much. The text is GB18030, in the multilingual (Kanji) mode.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from kiosk.devices.receipt_layout import CHARSET, Row, lay_out
from kiosk.domain.receipt_lines import Align, PrinterError, ReceiptLine

INITIALISE = b"\x1b@"  # ESC @: forget what the last receipt set
CHINESE_ON = b"\x1c&"  # FS &: two bytes are one character; ESC @ may have turned it off
FEED_AND_CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the knife, cut but for one point
ASK_OFFLINE_CAUSE = b"\x10\x04\x02"  # DLE EOT 2
ASK_PAPER = b"\x10\x04\x04"  # DLE EOT 4

_ALIGN: dict[Align, bytes] = {"left": b"\x1ba\x00", "centre": b"\x1ba\x01", "right": b"\x1ba\x02"}


class Wire(Protocol):
    """The way to a printer, open for one receipt. Each call raises PrinterError when stuck."""

    def write(self, data: bytes) -> None: ...

    def read_byte(self) -> int | None:
        """One byte of an answer; None when the printer says nothing for a while."""

    def close(self) -> None: ...


class Opener(Protocol):
    """Opens a wire for one receipt, or raises PrinterError."""

    def __call__(self) -> Wire: ...


class EscPosPrinter:
    """A receipt printer. Opened anew for each receipt, as it may be switched off in between."""

    def __init__(self, open_wire: Opener, columns: int) -> None:
        self._open_wire = open_wire
        self._columns = columns

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None:
        """Print and cut. Raises PrinterError when it is not, or perhaps not wholly, on paper."""
        data = to_bytes(lines, self._columns)
        wire = self._open_wire()
        try:
            refuse_if_not_ready(wire)
            wire.write(data)
        finally:
            wire.close()


def to_bytes(lines: Iterable[ReceiptLine], columns: int) -> bytes:
    """The whole receipt, from initialising to the cut."""
    rows = b"".join(_row_bytes(row) for row in lay_out(lines, columns))
    return INITIALISE + CHINESE_ON + rows + FEED_AND_CUT


def refuse_if_not_ready(wire: Wire) -> None:
    """Ask for the cover, the knife and the paper. Many printers never answer: then go on."""
    wire.write(ASK_OFFLINE_CAUSE)
    cause = _status(wire)
    if cause is None:
        return
    if cause & 0x04:
        raise PrinterError("The printer's cover is open: close it.")
    if cause & 0x40:
        raise PrinterError("The printer has a fault: look for jammed paper, switch it off and on.")
    wire.write(ASK_PAPER)
    paper = _status(wire)
    if cause & 0x20 or (paper is not None and paper & 0x60):
        raise PrinterError("The printer is out of paper: put in a new roll.")


def _status(wire: Wire) -> int | None:
    """Four bits of a status byte are fixed, 0xx1xx10; no other byte counts."""
    answer = wire.read_byte()
    return answer if answer is not None and answer & 0x93 == 0x12 else None


def _row_bytes(row: Row) -> bytes:
    bold = b"\x1bE" + (b"\x01" if row.is_bold else b"\x00")
    size = b"\x1d!" + (b"\x11" if row.is_double else b"\x00")
    return _ALIGN[row.align] + bold + size + row.text.encode(CHARSET) + b"\n"
