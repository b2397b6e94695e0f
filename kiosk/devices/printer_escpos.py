"""A receipt printer at the end of a wire, opened anew for each receipt and each look at it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Protocol

from kiosk.devices.printer_status import Wire, refuse_if_not_ready, wait_until_printed
from kiosk.domain.receipt_lines import ReceiptLine

Encode = Callable[[Sequence[ReceiptLine]], bytes]
"""A whole receipt as the printer takes it: kiosk/devices/printer_bytes.py."""


class Opener(Protocol):
    """Opens a wire for one receipt, or raises PrinterError."""

    def __call__(self) -> Wire: ...


class EscPosPrinter:
    """Holds no wire open: the printer may be switched off in between, and others may use it."""

    def __init__(self, open_wire: Opener, encode: Encode) -> None:
        self._open_wire = open_wire
        self._encode = encode

    def print_receipt(self, lines: Sequence[ReceiptLine]) -> None:
        """Print and cut. Raises PrinterError when it is not, or perhaps not wholly, on paper."""
        data = self._encode(lines)
        with closing(self._open_wire()) as wire:
            can_answer = refuse_if_not_ready(wire)
            wire.write(data)
            if can_answer:
                wait_until_printed(wire)

    def check(self) -> None:
        """Look at it without printing. Raises PrinterError when it could not print now."""
        with closing(self._open_wire()) as wire:
            refuse_if_not_ready(wire)
