"""The thread that gives back what was paid after it had been given up, until all of it is back."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

PERIOD_S = 60.0
STOP_S = 2.0


class LateRefunds:
    """`push` tries once and tells how many refunds are still open."""

    def __init__(self, push: Callable[[], int], period_s: float = PERIOD_S) -> None:
        self._push = push
        self._period_s = period_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="late-refunds", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while True:
            try:
                if still_open := self._push():
                    log.warning("%d late refunds are still open", still_open)
            except Exception:
                log.exception("late refunds: will try again")
            if self._stopping.wait(self._period_s):
                return
