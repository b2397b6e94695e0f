"""Reads back the ESC/POS bytes that we send, as the paper would show them.

Knows only the commands that kiosk/devices/printer_bytes.py uses for text, and refuses any other:
a byte that got out of place in a receipt must fail a test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMMAND = re.compile(
    rb"(?P<init>\x1b@)|(?P<chinese>\x1c&)|\x1ba(?P<align>[\x00-\x02])|\x1bE(?P<bold>[\x00\x01])"
    rb"|\x1d!(?P<size>[\x00\x11])|(?P<cut>\x1dVB\x00)|(?P<status>\x10\x04[\x01\x02\x04]|\x1dr\x01)|(?P<feed>\n)"
)
_ALIGNS = ("left", "centre", "right")


@dataclass(frozen=True)
class PaperRow:
    text: str
    align: str = "left"
    is_bold: bool = False
    is_double: bool = False

    @property
    def columns(self) -> int:
        width = sum(1 if char.isascii() else 2 for char in self.text)
        return width * 2 if self.is_double else width


def read_receipts(data: bytes) -> list[list[PaperRow]]:
    """The rows of each receipt that was cut off. Raises ValueError for what a printer would not
    know, and for a rest that was not cut."""
    receipts: list[list[PaperRow]] = []
    paper = _Paper()
    at = 0
    while at < len(data):
        command = _COMMAND.match(data, at)
        if command is None:
            at = paper.take_character(data, at)
            continue
        at = command.end()
        if command["cut"]:
            receipts.append(paper.rows)
            paper = _Paper()
        else:
            paper.obey(command)
    if paper.rows or paper.text:
        raise ValueError("the last receipt was not cut")
    return receipts


class _Paper:
    def __init__(self) -> None:
        self.rows: list[PaperRow] = []
        self.text = ""
        self.align, self.is_bold, self.is_double, self.is_chinese = "left", False, False, False

    def obey(self, command: re.Match[bytes]) -> None:
        if command["init"]:
            self.align, self.is_bold, self.is_double, self.is_chinese = "left", False, False, False
        elif command["chinese"]:
            self.is_chinese = True
        elif command["align"]:
            self.align = _ALIGNS[command["align"][0]]
        elif command["bold"]:
            self.is_bold = command["bold"] == b"\x01"
        elif command["size"]:
            self.is_double = command["size"] == b"\x11"
        elif command["feed"]:
            self.rows.append(PaperRow(self.text, self.align, self.is_bold, self.is_double))
            self.text = ""

    def take_character(self, data: bytes, at: int) -> int:
        if data[at] < 0x20:
            raise ValueError(f"unknown command at {at}: {data[at : at + 4]!r}")
        if data[at] < 0x80:
            length = 1
        elif not self.is_chinese:
            raise ValueError("Chinese before FS &")
        else:
            length = 4 if 0x30 <= data[at + 1] <= 0x39 else 2
        self.text += data[at : at + length].decode("gb18030")
        return at + length
