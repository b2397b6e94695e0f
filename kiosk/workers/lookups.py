"""The thread that looks up what staff's pages show: members by part of a number, face checks.

Numbers are sealed, so a part of one is found by opening them all: 10 us each, which the core must
not wait for at 20,000 of them. Only the latest question is answered; one before it is given up.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.flows.decision_effects import DecisionEffect
from kiosk.flows.events import Event, NotDone
from kiosk.flows.member_effects import LoadMembers

log = logging.getLogger(__name__)

STOP_S = 2.0

Question = LoadMembers | DecisionEffect
IsWanted = Callable[[], bool]
Answer = Callable[[Question, IsWanted], Event]


class Lookups:
    """`answer` is called on this thread only, and ends early once its answer is not wanted."""

    def __init__(self, answer: Answer, on_event: Callable[[Event], None]) -> None:
        self._answer = answer
        self._on_event = on_event
        self._asked: queue.SimpleQueue[Question | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="lookups", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A search that is under way is given up."""
        self._asked.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def ask(self, question: Question) -> None:
        """Answered by an event, unless something else is asked before; by NotDone if it fails."""
        self._asked.put(question)

    def _run(self) -> None:
        while (question := self._asked.get()) is not None:
            if not self._is_wanted():
                continue
            answer = self._answered(question)
            if self._is_wanted():
                self._on_event(answer)

    def _is_wanted(self) -> bool:
        return self._asked.empty()

    def _answered(self, question: Question) -> Event:
        try:
            return self._answer(question, self._is_wanted)
        except Exception:  # the page must not wait for ever
            log.exception("looking up %s broke down", type(question).__name__)
            return NotDone(question)
