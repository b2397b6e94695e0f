"""Receipt lines laid out in the columns of a printer's own font. Pure: characters in, rows out.

A column is one ASCII character wide. The printer's font draws whatever GB18030 encodes in one
byte in one column and everything else in two, so that is what is counted here. QR codes are left
out: no text draws one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kiosk.domain.receipt_lines import Align, PairLine, QrLine, ReceiptLine, RuleLine, TextLine

CHARSET = "gb18030"

# The half-width sign exists only as a four-byte code, which cheap printers show as rubbish.
_REPLACED = {0xA5: "￥", 0xA0: " "}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of print, not wider than the paper; `align` is left to the printer."""

    text: str
    align: Align = "left"
    is_bold: bool = False
    is_double: bool = False


def lay_out(lines: Iterable[ReceiptLine], columns: int) -> list[Row]:
    """Wrap and pad `lines` for paper of `columns` columns (at least 8)."""
    return [row for line in lines for row in _rows(line, columns)]


def printable(text: str) -> str:
    """`text` as the printer can show it, on one line.

    Control characters become spaces: a product name must not be able to command the printer.
    What has no character in the printer's font becomes a question mark.
    """
    composed = unicodedata.normalize("NFC", text).translate(_REPLACED)
    return "".join(_printable(char) for char in composed)


def width_of(text: str) -> int:
    """Columns taken by printable text."""
    return sum(_width(char) for char in text)


def wrapped(text: str, room: int, width: Callable[[str], int]) -> list[str]:
    """Rows of at most `room`; broken at a space between words, anywhere in Chinese.

    `width` is that of one character, in the unit of `room`, and at most `room`.
    """
    rows: list[str] = []
    while sum(map(width, text)) > room:
        cut = _cut(text, room, width)
        rows.append(text[:cut].rstrip(" "))
        text = text[cut:].lstrip(" ")
    return [*rows, text]


def _cut(text: str, room: int, width: Callable[[str], int]) -> int:
    """How many characters go into the row."""
    taken = fits = 0
    while taken + width(text[fits]) <= room:
        taken += width(text[fits])
        fits += 1
    is_inside_word = _is_of_word(text[fits]) and _is_of_word(text[fits - 1])
    space = text.rfind(" ", 1, fits)
    return space if is_inside_word and space > fits // 2 else fits


def _is_of_word(char: str) -> bool:
    """A letter that is read together with its neighbour, or a sign such as × before a number."""
    return char != " " and unicodedata.east_asian_width(char) not in {"W", "F"}


def _rows(line: ReceiptLine, columns: int) -> Iterator[Row]:
    match line:
        case TextLine():
            room = columns // 2 if line.is_double else columns
            for text in wrapped(printable(line.text), room, _width):
                yield Row(text, line.align, line.is_bold, line.is_double)
        case PairLine():
            room = columns // 2 if line.is_double else columns
            for text in _paired(printable(line.left), printable(line.right), room):
                yield Row(text, "left", line.is_bold, line.is_double)
        case RuleLine():
            yield Row("-" * columns)
        case QrLine():
            return


def _paired(left: str, right: str, columns: int) -> list[str]:
    """The right part stands in the last row, on a row of its own if there is no room beside."""
    rows = wrapped(left, columns, _width)
    *above, last_right = wrapped(right, columns, _width)
    if above or width_of(rows[-1]) + 1 + width_of(last_right) > columns:
        rows += [*(_flush_right("", text, columns) for text in above), ""]
    return [*rows[:-1], _flush_right(rows[-1], last_right, columns)]


def _flush_right(left: str, right: str, columns: int) -> str:
    return left + " " * (columns - width_of(left) - width_of(right)) + right


def _width(char: str) -> int:
    return 1 if char.isascii() else 2


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category in ("Cf", "Mn", "Me"):
        return ""
    if category in ("Cs", "Co", "Cn"):
        return "?"
    if len(char.encode(CHARSET)) <= 2 or unicodedata.name(char, "").startswith("CJK UNIFIED"):
        return char
    # Of the other four-byte codes hardly a font has any; a letter may do without its accent.
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else "?"
