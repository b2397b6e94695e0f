"""The core's order of things: events one by one, answers before anything new, and no silence."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.conductor import Conductor
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import screens as show
from kiosk.flows.effects import Effect, Show, StartTimer
from kiosk.flows.events import Event
from kiosk.flows.visit import Visit
from kiosk.perform import Performer
from kiosk.storage.database import DatabaseBusyError, DatabaseDamagedError, DiskFullError
from kiosk.timers import Timers
from tests.support.fake_clock import FakeClock
from tests.support.fake_shop import CATALOGUE
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

WAIT_S = 10.0


class ScriptedPerformer:
    """A performer that notes what it does; `on_effect` answers, or raises."""

    def __init__(self, on_effect: Callable[[Effect], list[Event]]) -> None:
        self.done: list[Effect] = []
        self._on_effect = on_effect

    def perform(self, effect: Effect) -> list[Event]:
        self.done.append(effect)
        return self._on_effect(effect)


class ScriptedVisit:
    """A visit that notes what it hears; `on_event` gives the effects."""

    def __init__(self, on_event: Callable[[Event], list[Effect]]) -> None:
        self.heard: list[Event] = []
        self._on_event = on_event

    def start(self) -> list[Effect]:
        return []

    def handle(self, event: Event) -> list[Effect]:
        self.heard.append(event)
        return self._on_event(event)


def timer(name: str) -> StartTimer:
    return StartTimer(name, 1)


def the_detail(event: Event) -> tuple[Fault, str]:
    assert isinstance(event, on.Faulted)
    return event.problem.fault, event.problem.detail


def conductor(visit: ScriptedVisit, performer: ScriptedPerformer) -> Conductor:
    return Conductor(visit, performer, Timers(), FakeClock())  # type: ignore[arg-type]


def test_answers_are_handled_before_anything_new() -> None:
    visit = ScriptedVisit(lambda event: [timer("asked")] if event == on.ShopPressed() else [])
    performer = ScriptedPerformer(lambda _: [member_on.PhoneChecked(is_free=True)])
    core = conductor(visit, performer)
    for event in (on.ShopPressed(), member_on.JoinPressed()):
        core.put(event)
    core.work_off()
    assert visit.heard == [
        on.ShopPressed(),
        member_on.PhoneChecked(is_free=True),
        member_on.JoinPressed(),
    ]


def test_the_effects_of_one_event_are_done_before_its_answers_are_heard() -> None:
    story: list[object] = []

    def hear(event: Event) -> list[Effect]:
        story.append(event)
        return [timer("one"), timer("two")] if event == on.ShopPressed() else []

    def act(effect: Effect) -> list[Event]:
        story.append(effect)
        return [member_on.MemberForgotten()] if effect == timer("one") else []

    core = conductor(ScriptedVisit(hear), ScriptedPerformer(act))
    core.put(on.ShopPressed())
    core.work_off()
    assert story == [on.ShopPressed(), timer("one"), timer("two"), member_on.MemberForgotten()]


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (DiskFullError("no room"), Fault.DISK_FULL),
        (DatabaseDamagedError("broken"), Fault.DATABASE),
    ],
)
def test_what_could_not_be_written_down_is_not_done_and_a_fault(
    error: Exception, fault: Fault
) -> None:
    visit = ScriptedVisit(lambda event: [timer("one")] if event == on.ShopPressed() else [])
    performer = ScriptedPerformer(_raising(error))
    core = conductor(visit, performer)
    core.put(on.ShopPressed())
    core.work_off()
    not_done, faulted = visit.heard[1:]
    assert not_done == on.NotDone(timer("one"))
    assert the_detail(faulted) == (fault, str(error))
    assert isinstance(faulted, on.Faulted)
    assert faulted.problem.until_restart is isinstance(error, DatabaseDamagedError)


def test_a_database_that_is_busy_for_a_moment_is_no_fault() -> None:
    visit = ScriptedVisit(lambda event: [timer("one")] if event == on.ShopPressed() else [])
    core = conductor(visit, ScriptedPerformer(_raising(DatabaseBusyError("busy"))))
    core.put(on.ShopPressed())
    core.work_off()
    assert visit.heard == [on.ShopPressed(), on.NotDone(timer("one"))]


def test_an_effect_that_fails_takes_no_other_along() -> None:
    visit = ScriptedVisit(
        lambda event: [timer("bad"), timer("good")] if event == on.ShopPressed() else []
    )
    performer = ScriptedPerformer(
        lambda effect: _answer(effect) if effect == timer("good") else _no_answer(KeyError("x"))
    )
    core = conductor(visit, performer)
    core.put(on.ShopPressed())
    core.work_off()
    assert performer.done == [timer("bad"), timer("good")]
    assert visit.heard == [on.ShopPressed(), on.NotDone(timer("bad")), member_on.MemberForgotten()]


def test_an_event_that_cannot_be_handled_is_logged_without_its_content(
    caplog: pytest.LogCaptureFixture,
) -> None:
    visit = ScriptedVisit(lambda _: _raise(RuntimeError("no")))
    core = conductor(visit, ScriptedPerformer(lambda _: []))
    core.put(on.DigitsEntered("13812345678"))
    core.put(on.ShopPressed())
    with caplog.at_level(logging.ERROR):
        core.work_off()
    assert visit.heard == [on.DigitsEntered("13812345678"), on.ShopPressed()]
    assert "an event of type DigitsEntered was not handled" in caplog.text
    assert "13812345678" not in caplog.text


def _raise(error: Exception) -> list[Effect]:
    raise error


def _no_answer(error: Exception) -> list[Event]:
    raise error


def _answer(_: Effect) -> list[Event]:
    return [member_on.MemberForgotten()]


def _raising(error: Exception) -> Callable[[Effect], list[Event]]:
    def act(_: Effect) -> list[Event]:
        raise error

    return act


def test_timers_ring_when_the_clock_gets_there(tmp_path: Path) -> None:
    kiosk = HeadlessKiosk(tmp_path / "kaimen.db")
    kiosk.start()
    kiosk.touch(on.DigitsEntered("739205"), on.DigitsEntered("739205"), on.BackPressed())
    kiosk.touch(on.ShopPressed())
    countdown = []
    for seconds in (59.5, 0.5):
        kiosk.wait(seconds)
        countdown.append(kiosk.display.still_there)
    assert countdown == [None, 15]
    kiosk.close()


# --- on its thread ----------------------------------------------------------------------------


@contextmanager
def running(core: Conductor) -> Iterator[Conductor]:
    core.start()
    try:
        yield core
    finally:
        core.stop()
    assert not core._thread.is_alive()


class QueueingPerformer:
    """Passes every screen on to the test."""

    def __init__(self) -> None:
        self.shown: queue.SimpleQueue[show.Screen] = queue.SimpleQueue()

    def perform(self, effect: Effect) -> list[Event]:
        if isinstance(effect, Show):
            self.shown.put(effect.screen)
        return []


def a_visit() -> Visit:
    ids = iter(range(100))
    return Visit(CATALOGUE, POLICY, lambda: f"id-{next(ids)}", has_staff_pin=True)


def test_the_thread_shows_the_first_screen_and_handles_what_comes() -> None:
    performer = QueueingPerformer()
    core = Conductor(a_visit(), performer, Timers(), FakeClock())  # type: ignore[arg-type]
    with running(core):
        assert performer.shown.get(timeout=WAIT_S) == show.Attract(faces_work=True)
        core.put(on.ShopPressed())
        assert isinstance(performer.shown.get(timeout=WAIT_S), show.Browse)


def test_the_thread_outlives_an_event_it_cannot_handle() -> None:
    heard = threading.Event()

    def hear(event: Event) -> list[Effect]:
        if event == on.ShopPressed():
            raise RuntimeError("a bug")
        heard.set()
        return []

    core = conductor(ScriptedVisit(hear), ScriptedPerformer(lambda _: []))
    with running(core):
        core.put(on.ShopPressed())
        core.put(on.LanguageChosen(Language.EN))
        assert heard.wait(WAIT_S)


def test_the_thread_outlives_a_first_screen_that_fails() -> None:
    heard = threading.Event()

    class BrokenStart(ScriptedVisit):
        def start(self) -> list[Effect]:
            raise RuntimeError("a bug")

    def hear(_: Event) -> list[Effect]:
        heard.set()
        return []

    core = conductor(BrokenStart(hear), ScriptedPerformer(lambda _: []))
    with running(core):
        core.put(on.ShopPressed())
        assert heard.wait(WAIT_S)


def test_a_timer_that_is_due_rings_on_the_thread() -> None:
    rung = threading.Event()
    timers, clock = Timers(), FakeClock()

    def hear(event: Event) -> list[Effect]:
        if event == on.TimedOut("idle"):
            rung.set()
        return []

    timers.start("idle", clock.monotonic(), 0)
    core = Conductor(ScriptedVisit(hear), Performer, timers, clock)  # type: ignore[arg-type]
    with running(core):
        assert rung.wait(WAIT_S)


def test_stopping_before_starting_is_fine() -> None:
    conductor(ScriptedVisit(lambda _: []), ScriptedPerformer(lambda _: [])).stop()
