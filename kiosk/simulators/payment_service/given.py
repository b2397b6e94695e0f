"""What the service is given instead of fetching it: time and randomness."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Wall time, aware. The vendors' stamps are made from it in Beijing time."""


class Rng(Protocol):
    """`random.Random`, as far as it is used: payment codes, chances of faults, rubbish bytes."""

    def random(self) -> float: ...
    def randrange(self, start: int, stop: int, /) -> int: ...
    def randbytes(self, n: int, /) -> bytes: ...
