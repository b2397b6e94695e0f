"""What truly happened at doors and shelves: one JSON line each, given to the system at once.

No kill reaches the process that writes it, so that it need not wait for the disk.

Times are the system's clock, as in the kiosk's own log, so that the two can be held together.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from threading import Lock


class What(StrEnum):
    PULSED = "pulsed"  # a board drove this lock's coil
    FORCED = "forced"  # a crowbar: no pulse explains it
    TOOK = "took"
    PUT_BACK = "put_back"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Fact:
    """`at`: seconds since 1970. `units` of `sku`, where goods moved."""

    what: What
    at: float
    door: int
    sku: str = ""
    units: int = 0


class Truth:
    """Append-only; from any thread."""

    def __init__(self, path: Path, now: Callable[[], datetime]) -> None:
        self._now = now
        self._file = path.open("ab")
        self._lock = Lock()

    def write(self, what: What, door: int, sku: str = "", units: int = 0) -> None:
        with self._lock:
            fact = Fact(what, self._now().timestamp(), door, sku, units)
            self._file.write(json.dumps(asdict(fact)).encode() + b"\n")
            self._file.flush()

    def close(self) -> None:
        self._file.close()


def read(path: Path) -> tuple[Fact, ...]:
    lines = path.read_text(encoding="utf-8").splitlines()
    fields = (json.loads(line) for line in lines)
    return tuple(Fact(**{**one, "what": What(one["what"])}) for one in fields)
