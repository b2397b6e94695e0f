"""The status page's look runs on a thread of its own, and always ends in an answer."""

from __future__ import annotations

import queue
import threading

from kiosk.domain.language import Label
from kiosk.flows.events import StatusLoaded
from kiosk.flows.records import Finding, Grade
from kiosk.workers.status import StatusWorker

WAIT_S = 10.0
FOUND = (Finding("disk", Grade.GOOD, Label("好", "fine")),)


def test_who_asks_does_not_wait_for_the_look() -> None:
    let_go, told = threading.Event(), queue.SimpleQueue[StatusLoaded]()

    def slow() -> tuple[Finding, ...]:
        let_go.wait(WAIT_S)
        return FOUND

    worker = StatusWorker(slow, told.put)
    worker.start()
    worker.ask()
    assert told.empty()
    let_go.set()
    assert told.get(timeout=WAIT_S) == StatusLoaded(FOUND)
    worker.stop()


def test_a_look_that_breaks_down_is_answered_all_the_same() -> None:
    def broken() -> tuple[Finding, ...]:
        raise RuntimeError("no")

    told = queue.SimpleQueue[StatusLoaded]()
    worker = StatusWorker(broken, told.put)
    worker.start()
    worker.ask()
    assert told.get(timeout=WAIT_S) == StatusLoaded(())
    worker.stop()
