"""The thread that looks for what is missing or broken, for the staff's status page.

It reads the whole database and looks at devices: seconds that the core must not wait.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.flows.events import StatusLoaded
from kiosk.flows.records import Finding

log = logging.getLogger(__name__)

STOP_S = 2.0

Find = Callable[[], tuple[Finding, ...]]


class StatusWorker:
    """`find` is called on this thread only. Asked again while it looks: looks once more."""

    def __init__(self, find: Find, on_event: Callable[[StatusLoaded], None]) -> None:
        self._find = find
        self._on_event = on_event
        self._asked: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._is_waiting = False
        self._thread = threading.Thread(target=self._run, name="status", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A look that is under way is left behind."""
        self._asked.put("")
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def ask(self) -> None:
        """Answered by StatusLoaded."""
        if not self._is_waiting:
            self._is_waiting = True
            self._asked.put("look")

    def _run(self) -> None:
        while self._asked.get():
            self._is_waiting = False
            try:
                found = self._find()
            except Exception:  # the page must not wait for ever
                log.exception("the look at the kiosk broke down")
                found = ()
            self._on_event(StatusLoaded(found))
