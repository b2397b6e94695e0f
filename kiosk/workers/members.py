"""The thread that looks for members by part of a number, for the staff's page.

Numbers are sealed, so a part of one is found by opening them all: 10 us each, which the core must
not wait for at 20,000 of them. Only the latest question is answered; one before it is given up.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.flows.member_events import MembersLoaded
from kiosk.flows.records import MemberRow

log = logging.getLogger(__name__)

STOP_S = 2.0

IsWanted = Callable[[], bool]
Find = Callable[[str, IsWanted], tuple[MemberRow, ...]]


class MemberSearch:
    """`find` is called on this thread only, and ends early once its answer is not wanted."""

    def __init__(self, find: Find, on_event: Callable[[MembersLoaded], None]) -> None:
        self._find = find
        self._on_event = on_event
        self._asked: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="member-search", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A search that is under way is given up."""
        self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def ask(self, digits: str) -> None:
        """Answered by MembersLoaded, unless something else is asked before."""
        self._asked.put(digits)

    def _run(self) -> None:
        while (digits := self._asked.get()) is not None:
            if not self._is_wanted():
                continue
            answer = self._answer(digits)
            if self._is_wanted():
                self._on_event(answer)

    def _is_wanted(self) -> bool:
        return self._asked.empty()

    def _answer(self, digits: str) -> MembersLoaded:
        try:
            return MembersLoaded(self._find(digits, self._is_wanted), digits)
        except Exception:  # the page must not wait for ever
            log.exception("the search for members broke down")
            return MembersLoaded((), digits, failed=True)
