"""The printer itself: bytes in, answers and cut receipts out. No thread, no time.

Knows the commands of Epson's "ESC/POS Command Reference" that receipts need. Real-time questions
(DLE EOT) are answered as their bytes come in, even offline; everything else waits in a buffer of
limited size and is done in turn. A command that it does not know is told as a complaint.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from PIL import Image

from kiosk.simulators.receipt_printer.head import LINE, PrintHead, Style

FEED_TO_KNIFE = 80
"""Dots between print head and knife, about a centimetre."""
_REAL_TIME = re.compile(rb"\x10\x04([\x01-\x04])")
_COMMAND = re.compile(
    rb"(?P<init>\x1b@)|\x1ba(?P<align>[\x00-\x02])|\x1bE(?P<bold>[\x00\x01])"
    rb"|\x1d!(?P<size>[\x00\x11])|(?P<chinese>\x1c&)|(?P<latin>\x1c\.)|\x1bd(?P<lines>.)"
    rb"|\x1dV(?:[\x00\x01]|(?:[AB](?P<feed>.)))|(?P<status>\x1dr[\x01\x31])|(?P<asked>\x10\x04.)"
    rb"|\x1dv0[\x00\x30](?P<raster>.{4})",
    re.DOTALL,
)
_BEGINNING = re.compile(
    rb"\x1b|\x1b[aEd]|\x1d|\x1d!|\x1c|\x1dV|\x1dV[AB]|\x1dr|\x10|\x10\x04|\x1dv|\x1dv0|"
    rb"\x1dv0[\x00\x30].{0,3}",
    re.DOTALL,
)


class Question(IntEnum):
    """n of DLE EOT n."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR = 3
    PAPER = 4


@dataclass(slots=True)
class Habits:
    """How it misbehaves. `is_mute` answers nothing, as cheap printers do; `is_jammed` is a fault
    of the knife; `buffer` is the room for what is not printed yet, in bytes."""

    is_mute: bool = False
    is_jammed: bool = False
    buffer: int = 64 * 1024


class Machine:
    """`on_cut` gets every receipt as a picture, black on white. One thread at a time."""

    def __init__(
        self, dots: int, on_cut: Callable[[Image.Image], None], habits: Habits | None = None
    ) -> None:
        self.head = PrintHead(dots)
        self.habits = habits or Habits()
        self.is_cover_open = False
        self.complaints: list[str] = []
        self._on_cut = on_cut
        self._buffer = bytearray()
        self._scanned = bytearray()
        self._style = Style()
        self._line = ""

    @property
    def room(self) -> int:
        """How many bytes it takes now."""
        return max(0, self.habits.buffer - len(self._buffer))

    @property
    def is_online(self) -> bool:
        return not (self.is_cover_open or self.habits.is_jammed or self.head.paper == 0)

    def receive(self, data: bytes) -> bytes:
        """Take bytes of the host; what it answers at once."""
        self._scanned += data
        answers = bytearray()
        end = 0
        for match in _REAL_TIME.finditer(self._scanned):
            answers.append(self._status(Question(match[1][0])))
            end = match.end()
        del self._scanned[: max(end, len(self._scanned) - 2)]
        self._buffer += data
        return (b"" if self.habits.is_mute else bytes(answers)) + self.proceed()

    def proceed(self) -> bytes:
        """Go on with what waits, as after a new roll was put in; what it answers in turn."""
        answers = bytearray()
        while self.is_online:
            self.head.move()
            if not self.head.is_idle or not self._step(answers):
                break
        return b"" if self.habits.is_mute else bytes(answers)

    def _step(self, answers: bytearray) -> bool:
        """Do the first thing in the buffer; False while it has not wholly arrived."""
        match = _COMMAND.match(self._buffer)
        if match is None:
            return self._take_character()
        raster = match["raster"] or bytes(4)
        width, height = int.from_bytes(raster[:2], "little"), int.from_bytes(raster[2:], "little")
        end = match.end() + width * height
        if len(self._buffer) < end:
            return False
        body = bytes(self._buffer[match.end() : end])
        found = {name: value for name, value in match.groupdict().items() if value is not None}
        command = bytes(match[0])
        del self._buffer[:end]
        self._obey(command, found, body, answers)
        return True

    def _obey(
        self, command: bytes, found: dict[str, bytes], body: bytes, answers: bytearray
    ) -> None:
        match next(iter(found.items()), ("cut", b"")):
            case ("init", _):
                self._style, self._line = Style(), ""
            case ("align", align):
                self._style.align = align[0]
            case ("bold", bold):
                self._style.is_bold = bold == b"\x01"
            case ("size", size):
                self._style.is_double = size == b"\x11"
            case ("chinese" | "latin" as charset, _):
                self._style.is_chinese = charset == "chinese"
            case ("lines", lines):
                self.head.feed(lines[0] * LINE)
            case ("raster", raster):
                self._raster(int.from_bytes(raster[:2], "little"), body)
            case ("status", _):
                answers.append(0x00)  # it never comes here without paper
            case ("feed" | "cut", rows):
                self._cut(command, rows)
            case _:
                pass  # DLE EOT: answered when its bytes came in

    def _raster(self, width: int, body: bytes) -> None:
        if width * 8 > self.head.dots:
            self.complaints.append(f"a picture of {width * 8} dots on paper of {self.head.dots}")
        if width:
            self.head.raster(width, body)

    def _cut(self, command: bytes, rows: bytes) -> None:
        """GS V 65 and 66 feed to the knife first, and `rows` more."""
        self.head.feed(FEED_TO_KNIFE + rows[0] if len(command) == 4 else 0)
        self.head.move()
        self._on_cut(self.head.cut())

    def _take_character(self) -> bool:
        if not self._buffer or _BEGINNING.fullmatch(self._buffer):
            return False
        first = self._buffer[0]
        if first == 0x0A:
            self.head.text(self._line, self._style)
            self._line = ""
            del self._buffer[:1]
            return True
        length = self._length_of(first)
        if len(self._buffer) < length:
            return False
        raw = bytes(self._buffer[:length])
        del self._buffer[:length]
        if first < 0x20:
            self.complaints.append(f"the command {raw.hex(' ')} is not known")
        else:
            self._line += raw.decode("gb18030", "replace")
        return True

    def _length_of(self, first: int) -> int:
        if first < 0x80 or not self._style.is_chinese:
            return 1
        second = self._buffer[1] if len(self._buffer) > 1 else 0x30
        return 4 if 0x30 <= second <= 0x39 else 2

    def _status(self, question: Question) -> int:
        """Bits 1 and 4 are always set, 0 and 7 never."""
        no_paper = self.head.paper == 0
        bits = {
            Question.PRINTER: 0x08 * (not self.is_online),
            Question.OFFLINE_CAUSE: 0x04 * self.is_cover_open
            | 0x20 * no_paper
            | 0x40 * self.habits.is_jammed,
            Question.ERROR: 0x08 * self.habits.is_jammed,
            Question.PAPER: 0x6C * no_paper,
        }[question]
        return 0x12 | bits
