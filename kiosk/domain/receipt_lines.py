"""The lines of a receipt before any printer is chosen. Widths are the printer's business."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Align = Literal["left", "centre", "right"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph: the printer wraps it. `is_double` is twice as wide and twice as high."""

    text: str
    align: Align = "left"
    is_bold: bool = False
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class PairLine:
    """A name on the left, an amount on the right, such as an item and its price."""

    left: str
    right: str
    is_bold: bool = False
    is_double: bool = False


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class QrLine:
    """A QR code of `text` in the middle of the paper; left out where the text is too long."""

    text: str


ReceiptLine = TextLine | PairLine | RuleLine | QrLine


class PrinterTrouble(StrEnum):
    """What keeps a printer from printing, as far as it tells; each can have words of its own."""

    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    JAMMED = "jammed"
    NOT_THERE = "not_there"
    OTHER = "other"


class PrinterError(Exception):
    """The receipt is not, or not wholly, on paper. The message says what a person can do."""

    def __init__(self, message: str, trouble: PrinterTrouble = PrinterTrouble.OTHER) -> None:
        super().__init__(message)
        self.trouble = trouble


class PrinterUrlError(PrinterError):
    """The setting is wrong: staff must correct the URL, printing again cannot help."""
