"""The phones that messages arrive on. In memory only: a code is nothing to keep."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

_CODE = re.compile(r"[0-9]{6}")
MOST = 1000
"""The oldest go first."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """`at_s`: when it arrives, Unix time. `number` is kept out of reprs, like the text."""

    number: str = field(repr=False)
    text: str = field(repr=False)
    out_id: str
    at_s: float


class Phones:
    """Any thread may ask. `now_s`: messages of the future have not arrived yet."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._lock = threading.Lock()
        self._messages: list[Delivered] = []

    def deliver(self, message: Delivered) -> None:
        with self._lock:
            self._messages.append(message)
            del self._messages[:-MOST]

    def inbox(self, number: str = "") -> tuple[Delivered, ...]:
        """Oldest first; of all numbers without one."""
        now_s = self._now_s()
        with self._lock:
            kept = tuple(self._messages)
        return tuple(one for one in kept if one.at_s <= now_s and number in {"", one.number})

    def code(self, number: str) -> str:
        """The newest code that arrived; "" for none."""
        codes = [_CODE.search(one.text) for one in self.inbox(number)]
        found = [code.group() for code in codes if code]
        return found[-1] if found else ""
