"""Where a command speaks: lines for people, coloured on a terminal, or JSON for programs."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TextIO


class Colour(Enum):
    GREEN = "32"
    YELLOW = "33"
    RED = "1;31"
    CYAN = "36"
    FAINT = "2"


@dataclass(frozen=True)
class Terminal:
    """`ask` shows a question and gives the answer, without the line's end; EOFError at the end."""

    out: TextIO
    err: TextIO
    ask: Callable[[str], str]
    as_json: bool = False

    @property
    def is_live(self) -> bool:
        """A person looks at it: colours and progress make sense."""
        return self.out.isatty() and not self.as_json

    def say(self, line: str, colour: Colour | None = None) -> None:
        """For people; nothing when JSON was asked for."""
        if not self.as_json:
            self.out.write(self.painted(line, colour) + "\n")
            self.out.flush()

    def tell(self, value: dict[str, object]) -> None:
        """For programs: one JSON object a line; nothing when people read."""
        if self.as_json:
            self.out.write(json.dumps(value) + "\n")
            self.out.flush()

    def complain(self, line: str) -> None:
        """What went wrong, beside the answer."""
        self.err.write(line + "\n")
        self.err.flush()

    def progress(self, line: str) -> None:
        """A line that the next one overwrites; only where a person looks."""
        if self.is_live:
            self.out.write(f"\r\x1b[K{line}")
            self.out.flush()

    def painted(self, line: str, colour: Colour | None) -> str:
        if colour is None or not self.is_live or os.environ.get("NO_COLOR"):
            return line
        return f"\x1b[{colour.value}m{line}\x1b[0m"


def standard_terminal(*, as_json: bool) -> Terminal:
    """The one of this process."""
    return Terminal(sys.stdout, sys.stderr, input, as_json)
