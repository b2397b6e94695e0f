"""The vision thread, with a small search: it judges only while watched, and mends itself."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np
import pytest

from kiosk.domain.camera import Frame
from kiosk.domain.look_alikes import Compared
from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import Faulted, Mended
from kiosk.flows.face_events import FaceObserved, FacesCompared
from kiosk.workers.frame_mailbox import FrameMailbox
from kiosk.workers.vision import FaceSearch, VisionWorker
from models.results import Match, MatchPolicy, Sighting, Template
from tests.support.fake_shop import a_template

WAIT_S = 10.0
POLICY = MatchPolicy(accept=0.36, pay_accept=0.45, margin=0.05, agreeing_frames=3)

VisionNews = FaceObserved | Faulted | Mended


class SmallSearch:
    """A `FaceSearch` that names the first member it was given; `fails_at` the nth frame."""

    def __init__(self, fails_at: int = 0) -> None:
        self.seen: list[int] = []
        self.closely: list[bool] = []
        self.forgotten = 0
        self.enrolled: queue.SimpleQueue[list[str]] = queue.SimpleQueue()
        self._names: list[str] = []
        self._fails_at = fails_at

    def forget(self) -> None:
        self.forgotten += 1

    def see(self, frame: Frame, *, closely: bool = False) -> tuple[Sighting, MatchPolicy]:
        self.seen.append(frame.number)
        self.closely.append(closely)
        if len(self.seen) == self._fails_at:
            raise RuntimeError("the network failed")
        match = Match(self._names[0], 0.8, 0.1) if self._names else None
        return Sighting(1, None, None, None, match), POLICY

    @property
    def compares_by(self) -> str:
        return "small"

    def alike(self, member_id: str) -> tuple[str, ...]:
        return ("m-2",) if member_id in self._names else ()

    def enrol(self, templates: Iterable[tuple[str, Template]]) -> None:
        self._names = [name for name, _ in templates]
        self.enrolled.put(self._names)

    def change(self, member_id: str, templates: tuple[Template, ...]) -> None:
        self._names = [member_id] if templates else []
        self.enrolled.put(self._names)


class Desk:
    """A vision worker, the mailbox it looks into, and the queue of what it told."""

    def __init__(self, load: Callable[[], FaceSearch]) -> None:
        self.mailbox = FrameMailbox()
        self.told: queue.SimpleQueue[VisionNews] = queue.SimpleQueue()
        self.compared: queue.SimpleQueue[FacesCompared] = queue.SimpleQueue()
        self.not_compared: list[str] = []
        self.members = ["m-1"]
        self.is_waiting = threading.Semaphore(0)
        self.worker = VisionWorker(
            load, self._newest_after, self._templates, self._templates_of, self._not_compared,
            self._put,
        )  # fmt: skip

    def _put(self, news: VisionNews | FacesCompared) -> None:
        if isinstance(news, FacesCompared):
            self.compared.put(news)
        else:
            self.told.put(news)

    def _not_compared(self, by: str) -> list[str]:
        assert by == "small"
        return self.not_compared

    def put_frame(self, at_s: float = 1.0) -> None:
        self.mailbox.put(Frame(np.zeros((2, 2, 3), np.uint8), at_s, 1))

    def news(self) -> VisionNews:
        return self.told.get(timeout=WAIT_S)

    def named(self) -> str | None:
        news = self.news()
        assert isinstance(news, FaceObserved)
        return news.sighting.match.member_id if news.sighting.match else None

    def asked_for_a_frame(self) -> bool:
        return self.is_waiting.acquire(timeout=WAIT_S)

    def _newest_after(self, number: int, timeout_s: float) -> Frame | None:
        self.is_waiting.release()
        return self.mailbox.newest_after(number, timeout_s)

    def _templates(self) -> list[tuple[str, Template]]:
        return [(member, a_template()) for member in self.members]

    def _templates_of(self, member_id: str) -> tuple[Template, ...]:
        return (a_template(),) if member_id in self.members else ()


class Start(Protocol):
    def __call__(
        self, load: Callable[[], FaceSearch], not_compared: Sequence[str] = ()
    ) -> Desk: ...


@pytest.fixture
def desk_with() -> Iterator[Start]:
    desks: list[Desk] = []

    def started(load: Callable[[], FaceSearch], not_compared: Sequence[str] = ()) -> Desk:
        desks.append(Desk(load))
        desks[-1].not_compared = list(not_compared)
        desks[-1].worker.start()
        return desks[-1]

    yield started
    for desk in desks:
        desk.worker.stop()
        assert not desk.worker._thread.is_alive()


def test_nothing_is_judged_before_somebody_asks(desk_with: Start) -> None:
    search = SmallSearch()
    desk = desk_with(lambda: search)
    assert search.enrolled.get(timeout=WAIT_S) == ["m-1"]
    desk.put_frame()
    desk.members = ["m-2"]
    desk.worker.member_changed("m-2")
    assert search.enrolled.get(timeout=WAIT_S) == ["m-2"]  # it is awake, and yet
    assert search.seen == []
    assert desk.told.empty()


def test_while_watching_each_new_frame_is_judged_once(desk_with: Start) -> None:
    search = SmallSearch()
    desk = desk_with(lambda: search)
    desk.worker.watch()
    for at_s in (1.0, 2.0):
        desk.put_frame(at_s)
        sighting = Sighting(1, None, None, None, Match("m-1", 0.8, 0.1))
        assert desk.news() == FaceObserved(sighting, POLICY, at_s)
    assert desk.asked_for_a_frame()
    assert search.seen == [1, 2]


def test_a_closer_look_begins_with_the_next_frame(desk_with: Start) -> None:
    search = SmallSearch()
    desk = desk_with(lambda: search)
    for closely in (False, True):
        desk.worker.watch(closely=closely)
        desk.put_frame()
        desk.news()
    assert search.closely == [False, True]


def test_after_the_watch_nothing_is_judged_or_told(desk_with: Start) -> None:
    search = SmallSearch()
    desk = desk_with(lambda: search)
    desk.worker.watch()
    desk.put_frame()
    desk.news()
    desk.worker.stop_watching()
    desk.worker.member_changed("m-1")
    search.enrolled.get(timeout=WAIT_S)
    assert search.enrolled.get(timeout=WAIT_S) == ["m-1"]  # the frame at hand is done with
    judged = len(search.seen)
    desk.put_frame()
    desk.members = ["m-2"]
    desk.worker.member_changed("m-2")
    assert search.enrolled.get(timeout=WAIT_S) == ["m-2"]
    assert len(search.seen) == judged
    assert desk.told.empty()


def test_a_frame_judged_too_late_is_not_told(desk_with: Start) -> None:
    """The shopper left while the networks were still at it."""
    begun, let_go = threading.Event(), threading.Event()

    class SlowSearch(SmallSearch):
        def see(self, frame: Frame, *, closely: bool = False) -> tuple[Sighting, MatchPolicy]:
            begun.set()
            let_go.wait(WAIT_S)
            return super().see(frame, closely=closely)

    search = SlowSearch()
    desk = desk_with(lambda: search)
    desk.worker.watch()
    desk.put_frame()
    assert begun.wait(WAIT_S)
    desk.worker.stop_watching()
    let_go.set()
    desk.worker.member_changed("m-1")
    search.enrolled.get(timeout=WAIT_S)
    search.enrolled.get(timeout=WAIT_S)
    assert search.seen == [1]
    assert desk.told.empty()


def test_members_who_joined_are_searched_from_the_next_frame_on(desk_with: Start) -> None:
    desk = desk_with(SmallSearch)
    desk.members = []
    desk.worker.member_changed("m-1")
    desk.worker.watch()
    desk.put_frame()
    desk.named()
    desk.members = ["m-7"]
    desk.worker.member_changed("m-7")
    names = []
    while "m-7" not in names:
        desk.put_frame()
        names.append(desk.named())
        assert len(names) < 5


def test_whoever_joined_is_compared_before_a_frame_can_show_them(desk_with: Start) -> None:
    desk = desk_with(SmallSearch)
    desk.members = ["m-7"]
    desk.worker.member_changed("m-7")
    desk.worker.watch()
    while desk.told.empty():
        desk.put_frame()
    assert desk.compared.get_nowait() == FacesCompared(Compared("small", (("m-7", ("m-2",)),)))


def test_while_nobody_is_there_the_others_are_compared_one_by_one(desk_with: Start) -> None:
    desk = desk_with(SmallSearch, [f"m-{number}" for number in range(60)])
    found = [desk.compared.get(timeout=WAIT_S).compared.found for _ in range(2)]
    assert [len(one) for one in found] == [50, 10]
    assert found[0][1] == ("m-1", ("m-2",))
    assert desk.told.empty()


def test_models_that_are_missing_are_a_fault_until_they_load(
    desk_with: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.workers.vision.RETRY_S", 0.001)
    tries = iter([FileNotFoundError("No models are installed."), OSError("Still none.")])

    def load() -> FaceSearch:
        error = next(tries, None)
        if error:
            raise error
        return SmallSearch()

    desk = desk_with(load)
    desk.worker.watch()
    assert [desk.news() for _ in range(3)] == [
        Faulted(Problem(Fault.MODELS, "No models are installed.")),
        Faulted(Problem(Fault.MODELS, "Still none.")),
        Mended(Fault.MODELS),
    ]
    desk.put_frame()
    assert desk.named() == "m-1"


def test_a_network_that_fails_is_a_fault_and_loaded_anew(
    desk_with: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.workers.vision.RETRY_S", 0.001)
    searches = iter([SmallSearch(fails_at=1), SmallSearch()])
    desk = desk_with(lambda: next(searches))
    desk.worker.watch()
    desk.put_frame()
    assert desk.news() == Faulted(Problem(Fault.MODELS, "the network failed"))
    assert desk.news() == Mended(Fault.MODELS)
    assert desk.named() == "m-1"


def test_a_worker_that_sleeps_stops_at_once(desk_with: Start) -> None:
    search = SmallSearch()
    desk = desk_with(lambda: search)
    search.enrolled.get(timeout=WAIT_S)
    desk.worker.stop()
    assert not desk.worker._thread.is_alive()


def test_a_worker_that_waits_for_models_stops_at_once(desk_with: Start) -> None:
    def load() -> FaceSearch:
        raise OSError("none")

    desk = desk_with(load)
    desk.news()
    desk.worker.stop()
    assert not desk.worker._thread.is_alive()
