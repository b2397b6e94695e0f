"""Other people's drivers hang and raise; whoever asks them hears None and waits no longer."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from kiosk.domain.problems import Fault
from kiosk.flows.events import Faulted, Mended
from kiosk.workers.depth import DepthTimings, DepthWorker
from models.liveness_depth import DepthCamera
from models.results import Face
from tests.models.builders import a_face

FACE = a_face()
PATIENT = DepthTimings(answer_s=5, hangs_s=2, opening_s=5, retry_s=0)
BRIEF = DepthTimings(answer_s=0.01, hangs_s=2, opening_s=0.01, retry_s=0)


class Driver:
    """Answers what it is told to, one after the other, then 30; raises what is an exception, and
    answers what can be called with what it gives."""

    def __init__(self, *script: object) -> None:
        self._script = list(script)
        self.asked = 0
        self.closed = threading.Event()

    def relief_mm(self, _face: Face) -> float | None:
        self.asked += 1
        said = self._script.pop(0) if self._script else 30.0
        if isinstance(said, Exception):
            raise said
        return said() if callable(said) else said  # type: ignore[return-value]

    def close(self) -> None:
        self.closed.set()


class Asked:
    """A worker at work; `clock` stands still until it is set."""

    def __init__(self) -> None:
        self.clock = 0.0
        self.told: queue.SimpleQueue[Faulted | Mended] = queue.SimpleQueue()
        self.workers: list[DepthWorker] = []

    def __call__(self, make: Callable[[], DepthCamera], timings: DepthTimings) -> DepthWorker:
        worker = DepthWorker(make, lambda: self.clock, self.told.put, timings)
        self.workers.append(worker)
        worker.start()
        worker.wait_until_open()
        return worker

    def news(self) -> str:
        """The next that is told: what is wrong, or "mended"."""
        event = self.told.get(timeout=5)
        if isinstance(event, Mended):
            assert event.fault is Fault.DEPTH
            return "mended"
        assert event.problem.fault is Fault.DEPTH
        return event.problem.detail


@pytest.fixture
def asked() -> Iterator[Asked]:
    asked = Asked()
    yield asked
    for worker in asked.workers:
        worker.stop()


def test_what_a_driver_measures_is_handed_on_and_what_is_no_number_is_nothing(asked: Asked) -> None:
    worker = asked(lambda: Driver(31, None, float("nan"), -2.5), PATIENT)
    assert [worker.relief_mm(FACE) for _ in range(4)] == [31.0, None, None, -2.5]
    assert asked.told.empty()


def test_a_driver_that_hangs_is_waited_for_once_and_told_if_it_goes_on(asked: Asked) -> None:
    let_go = threading.Event()
    driver = Driver(let_go.wait)
    worker = asked(lambda: driver, BRIEF)
    assert [worker.relief_mm(FACE) for _ in range(3)] == [None] * 3
    assert driver.asked <= 1  # the others were not even asked
    assert asked.told.empty()
    asked.clock = 2.0
    assert worker.relief_mm(FACE) is None
    assert asked.news() == "The depth camera does not answer. Unplug it and plug it in again."
    let_go.set()
    assert asked.news() == "mended"


def test_an_answer_that_comes_late_is_not_taken_for_the_next_face(asked: Asked) -> None:
    let_go = threading.Event()
    worker = asked(lambda: Driver(lambda: let_go.wait() and 99.0), BRIEF)
    assert worker.relief_mm(FACE) is None
    let_go.set()
    measured = None
    while measured is None:  # asked again as soon as the late answer is there
        measured = worker.relief_mm(FACE)
    assert measured == 30.0


def test_one_that_raises_is_opened_anew_at_once_and_that_is_no_fault(asked: Asked) -> None:
    drivers = [Driver(31.0, RuntimeError("a bad frame")), Driver(32.0)]
    first = drivers[0]
    worker = asked(lambda: drivers.pop(0), PATIENT)
    assert worker.relief_mm(FACE) == 31.0
    assert worker.relief_mm(FACE) is None
    assert first.closed.wait(5)
    measured = None
    while measured is None:
        measured = worker.relief_mm(FACE)
    assert measured == 32.0
    assert asked.told.empty()


def test_one_that_cannot_be_opened_is_a_fault_until_it_can(asked: Asked) -> None:
    tries = [ImportError("No module named 'my_camera'"), ImportError("again"), None]

    def make() -> Driver:
        trouble = tries.pop(0)
        if trouble is not None:
            raise trouble
        return Driver()

    worker = asked(make, PATIENT)
    assert "ImportError: No module named 'my_camera'" in asked.news()
    assert "again" in asked.news()
    assert asked.news() == "mended"
    assert worker.relief_mm(FACE) == 30.0


def test_one_that_hangs_while_it_opens_is_told_and_stops_nobody(asked: Asked) -> None:
    let_go = threading.Event()

    def make() -> Driver:
        let_go.wait()
        return Driver()

    worker = asked(make, BRIEF)
    assert asked.news() == "The depth camera does not open. Unplug it and plug it in again."
    assert worker.relief_mm(FACE) is None
    let_go.set()
    assert asked.news() == "mended"


def test_stopping_closes_the_device(asked: Asked) -> None:
    driver = Driver()
    asked(lambda: driver, PATIENT).stop()
    assert driver.closed.is_set()
