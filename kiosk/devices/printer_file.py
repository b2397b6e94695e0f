"""Printers without a printer: receipts appended to a file, or thrown away."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.devices.printer_escpos import Encode
from kiosk.devices.receipt_layout import Row, lay_out, width_of
from kiosk.domain.receipt_lines import PairLine, PrinterError, ReceiptLine, TextLine


class BytesFilePrinter:
    """Appends what a real printer would be sent; `cat FILE > /dev/usb/lp0` prints it later."""

    def __init__(self, path: Path, encode: Encode) -> None:
        self._path = path
        self._encode = encode

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None:
        append_durably(self._path, self._encode(lines))

    def check(self) -> None:
        """Printing itself tells."""


class TextFilePrinter:
    """Appends receipts that people can read on a screen, UTF-8, laid out as on paper."""

    def __init__(self, path: Path, columns: int) -> None:
        self._path = path
        self._columns = columns

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None:
        plain = [_without_size(line) for line in lines]
        rows = [_placed(row, self._columns) for row in lay_out(plain, self._columns)]
        append_durably(self._path, "\n".join([*rows, "=" * self._columns, ""]).encode())

    def check(self) -> None:
        """Printing itself tells."""


class NoPrinter:
    """A kiosk without a printer: the receipt is on the screen only."""

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None:
        """Nothing to do, and nothing that can fail."""

    def check(self) -> None:
        """Likewise."""


def append_durably(path: Path, data: bytes) -> None:
    """On disk when it returns; after a PrinterError the file is as it was."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            _append(descriptor, data)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise PrinterError(
            f"The receipt cannot be written to {path} ({error.strerror}): "
            "check the space and the rights there."
        ) from error


def _append(descriptor: int, data: bytes) -> None:
    length_before = os.fstat(descriptor).st_size
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        os.fsync(descriptor)
    except OSError:
        os.ftruncate(descriptor, length_before)
        raise


def _without_size(line: ReceiptLine) -> ReceiptLine:
    """Text on a screen has one size, so a double line may use the whole width."""
    return replace(line, is_double=False) if isinstance(line, TextLine | PairLine) else line


def _placed(row: Row, columns: int) -> str:
    spare = columns - width_of(row.text)
    indent = {"left": 0, "centre": spare // 2, "right": spare}[row.align]
    return " " * indent + row.text
