"""A thread that asks services one thing at a time, with clients of its own.

The same question waits once: behind a service that hangs nothing piles up.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

STOP_S = 1.0
"""For each lane: two of them end within 2 s."""

Clients = TypeVar("Clients")
News = TypeVar("News")
_Question = tuple[Hashable, Callable[[Callable[[], Clients]], News | None]]


class Lane(Generic[Clients, News]):
    """`make` is called on the lane's own thread, once something is asked; again if it failed."""

    def __init__(
        self, name: str, make: Callable[[], Clients], on_event: Callable[[News], None]
    ) -> None:
        self._make = make
        self._on_event = on_event
        self._clients: Clients | None = None
        self._questions: queue.SimpleQueue[_Question[Clients, News] | None] = queue.SimpleQueue()
        self._waiting: set[Hashable] = set()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ask(self, what: Hashable, answer: Callable[[Callable[[], Clients]], News | None]) -> None:
        """`answer` gets what to call for the clients; it must not raise. None: nothing to tell."""
        if what not in self._waiting:
            self._waiting.add(what)
            self._questions.put((what, answer))

    def end(self) -> None:
        """What is under way may still end."""
        self._questions.put(None)

    def join(self) -> None:
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def _run(self) -> None:
        while (question := self._questions.get()) is not None:
            what, answer = question
            self._waiting.discard(what)
            if (news := answer(self._mine)) is not None:
                self._on_event(news)

    def _mine(self) -> Clients:
        if self._clients is None:
            self._clients = self._make()
        return self._clients
