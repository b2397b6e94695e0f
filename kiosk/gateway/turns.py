"""One at a time for each payment: a close that overtakes its charge could leave a charge behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kiosk.gateway.errors import BusyError

WAIT_S = 12.0
"""A little longer than a call to a payment service may take."""


@dataclass
class _Turn:
    lock: threading.Lock = field(default_factory=threading.Lock)
    wanted_by: int = 0


class Turns:
    """Locks by id, forgotten when nobody wants them."""

    def __init__(self, wait_s: float = WAIT_S) -> None:
        self._wait_s = wait_s
        self._guard = threading.Lock()
        self._turns: dict[str, _Turn] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Raises BusyError when the one before does not end in time."""
        with self._guard:
            turn = self._turns.setdefault(name, _Turn())
            turn.wanted_by += 1
        try:
            if not turn.lock.acquire(timeout=self._wait_s):
                raise BusyError("The payment is being worked on. Ask again in a moment.")
            try:
                yield
            finally:
                turn.lock.release()
        finally:
            with self._guard:
                turn.wanted_by -= 1
                if not turn.wanted_by:
                    del self._turns[name]
