"""The core thread: one inbox, one visit, the timers. Everything is decided here, in order.

An event goes to the visit, its effects are performed one by one, and the answers they give are
handled before anything new from the inbox.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import deque
from collections.abc import Callable

from kiosk.domain.problems import Fault, Problem
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event, Faulted, NotDone, TimedOut
from kiosk.flows.visit import Visit
from kiosk.perform import Performer
from kiosk.ports import Clock
from kiosk.storage.database import DatabaseBusyError, DiskFullError, StorageError
from kiosk.storage.vault import KeyLostError, SealBrokenError
from kiosk.timers import Timers

log = logging.getLogger(__name__)

STOP_S = 2.0


class Conductor:
    """Owns the order of things. Only its thread touches visit, performer and timers."""

    def __init__(self, visit: Visit, performer: Performer, timers: Timers, clock: Clock) -> None:
        self._visit = visit
        self._performer = performer
        self._timers = timers
        self._clock = clock
        self._inbox: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="core", daemon=True)

    def put(self, event: Event) -> None:
        """Tell what happened; from any thread."""
        self._inbox.put(event)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the event at hand, then end."""
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def begin(self) -> None:
        """Show the first screen."""
        self._decide(self._visit.start, "the start")

    def work_off(self) -> None:
        """Handle what is due and what has arrived, and never wait: for tests with a wound clock."""
        while True:
            self._ring_timers()
            try:
                event = self._inbox.get_nowait()
            except queue.Empty:
                return
            if event is not None:
                self._handle(event)

    def _run(self) -> None:
        self.begin()
        while True:
            self._ring_timers()
            try:
                event = self._inbox.get(timeout=self._timers.next_in_s(self._clock.monotonic()))
            except queue.Empty:
                continue
            if event is None:
                return
            self._handle(event)

    def _ring_timers(self) -> None:
        for timer in self._timers.take_due(self._clock.monotonic()):
            self._handle(TimedOut(timer))

    def _handle(self, event: Event) -> None:
        name = f"an event of type {type(event).__name__}"  # never its content: it may be a PIN
        self._decide(lambda: self._visit.handle(event), name)

    def _decide(self, decision: Callable[[], list[Effect]], what: str) -> None:
        try:
            self._act(decision())
        except Exception:  # a fault in one event must not end the shop
            log.exception("%s was not handled", what)

    def _act(self, effects: list[Effect]) -> None:
        waiting = deque(effects)
        answers: deque[Event] = deque()
        while waiting or answers:
            if waiting:
                answers.extend(self._perform(waiting.popleft()))
            else:
                waiting.extend(self._visit.handle(answers.popleft()))

    def _perform(self, effect: Effect) -> list[Event]:
        try:
            return self._performer.perform(effect)
        except (DatabaseBusyError, SealBrokenError):  # no reason to close the shop
            log.exception("%s was not done", type(effect).__name__)
            return [NotDone(effect)]
        except StorageError as error:
            log.exception("%s was not done", type(effect).__name__)
            return [NotDone(effect), Faulted(_problem(error))]
        except Exception:  # one effect that fails must not take the others and the answers along
            log.exception("%s failed", type(effect).__name__)
            return [NotDone(effect)]


def _problem(error: StorageError) -> Problem:
    match error:
        case DiskFullError():
            return Problem(Fault.DISK_FULL, str(error))
        case KeyLostError():
            return Problem(Fault.VAULT, str(error))
        case _:
            return Problem(Fault.DATABASE, str(error), error.until_restart)
