"""The print head: rows of dots one below the other, drawn from pictures or from the own font.

Written from the command reference alone: it shares nothing with what the kiosk draws and sends.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

from PIL import Image, ImageDraw, ImageFont

LETTER, HANZI, LINE = 12, 24, 34
"""Font A: dots of a letter and a hanzi in width, of a line in height."""


@dataclass(slots=True)
class Style:
    """What commands have set; ESC @ sets it anew."""

    align: int = 0
    is_bold: bool = False
    is_double: bool = False
    is_chinese: bool = False


class PrintHead:
    """Rows wait until there is paper. `paper` is what is left, in dots; None never ends."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self.paper: int | None = None
        self._waiting: deque[bytes] = deque()
        self._printed: list[bytes] = []

    @property
    def is_idle(self) -> bool:
        return not self._waiting

    def feed(self, rows: int) -> None:
        self._waiting.extend([bytes(self.dots // 8)] * rows)

    def raster(self, width: int, data: bytes) -> None:
        """Rows of `width` bytes, a set bit is black; what is beyond the paper is lost."""
        whole = self.dots // 8
        for at in range(0, len(data), width):
            self._waiting.append(data[at : at + width][:whole].ljust(whole, b"\0"))

    def text(self, text: str, style: Style) -> None:
        """One line in the printer's own font."""
        times = 2 if style.is_double else 1
        picture = Image.new("1", (self.dots, LINE * times), 0)
        pen = ImageDraw.Draw(picture)
        spare = self.dots - sum(map(_cell, text)) * times
        left = (0, spare // 2, spare)[style.align]
        for char in text:
            for shift in (0, 1) if style.is_bold else (0,):
                pen.text((left + shift, 26 * times), char, 1, _font(HANZI * times), anchor="ls")
            left += _cell(char) * times
        self.raster(self.dots // 8, picture.tobytes())

    def move(self) -> None:
        """Print what waits, as far as the paper reaches."""
        while self._waiting and self.paper != 0:
            self._printed.append(self._waiting.popleft())
            if self.paper is not None:
                self.paper -= 1

    def cut(self) -> Image.Image:
        """What was printed since the last cut; 0 is black, as on paper."""
        rows, self._printed = self._printed, []
        flipped = bytes(byte ^ 0xFF for byte in b"".join(rows))
        return Image.frombytes("1", (self.dots, len(rows)), flipped)


def _cell(char: str) -> int:
    return LETTER if char.isascii() else HANZI


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    with as_file(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf") as path:
        return ImageFont.truetype(path, size)
