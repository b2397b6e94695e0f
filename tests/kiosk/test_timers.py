"""Named timers: set, wound up again, stopped, due."""

from __future__ import annotations

from kiosk.timers import Timers


def test_a_timer_is_due_when_its_time_has_come_and_only_once() -> None:
    timers = Timers()
    timers.start("idle", 100.0, 30.0)
    rings = [list(timers.take_due(at)) for at in (129.9, 130.0, 130.1)]
    assert rings == [[], ["idle"], []]


def test_timers_ring_in_the_order_of_their_time() -> None:
    timers = Timers()
    timers.start("late", 0.0, 3.0)
    timers.start("early", 0.0, 1.0)
    timers.start("later", 0.0, 9.0)
    assert list(timers.take_due(5.0)) == ["early", "late"]


def test_winding_a_timer_up_again_forgets_its_first_time() -> None:
    timers = Timers()
    timers.start("idle", 0.0, 30.0)
    timers.start("idle", 20.0, 30.0)
    rings = [list(timers.take_due(at)) for at in (30.0, 50.0)]
    assert rings == [[], ["idle"]]


def test_a_stopped_timer_never_rings() -> None:
    timers = Timers()
    timers.start("face", 0.0, 1.0)
    timers.stop("face")
    timers.stop("never started")
    assert list(timers.take_due(9.0)) == []


def test_a_timer_that_is_wound_up_by_one_before_it_does_not_ring() -> None:
    timers = Timers()
    timers.start("give up", 0.0, 60.0)
    timers.start("idle", 0.0, 60.0)
    rung = []
    for name in timers.take_due(60.0):
        rung.append(name)
        timers.start("idle", 60.0, 20.0)
    assert rung == ["give up"]


def test_it_says_how_long_nothing_can_ring() -> None:
    timers = Timers()
    assert timers.next_in_s(0.0) is None
    timers.start("a", 0.0, 5.0)
    timers.start("b", 0.0, 2.0)
    assert timers.next_in_s(0.5) == 1.5


def test_a_timer_that_is_overdue_is_not_waited_for() -> None:
    timers = Timers()
    timers.start("a", 0.0, 5.0)
    assert timers.next_in_s(60.0) == 0.0
