"""Doors: latch, leaf and switch, without a clock."""

from firmware_bridge.simulator.door import CHATTER_S, Door, DoorHabits


def test_a_pulse_opens_after_the_latch_has_moved() -> None:
    door = Door(DoorHabits(latch_s=0.1))
    assert door.pulse(5.0) == "opens"
    assert [door.is_open(at) for at in (5.0, 5.09, 5.1)] == [False, False, True]
    assert door.switch_open(5.1)
    assert door.pulse(6.0) == "was pulsed and is open already"


def test_a_door_without_a_spring_is_locked_again_if_nobody_pulls() -> None:
    door = Door(DoorHabits(springs_open=False, released_s=5.0))
    assert not door.pull(0.0)
    assert door.pulse(1.0) == "may be pulled open"
    assert not door.is_open(3.0)
    assert not door.pull(7.0)
    door.pulse(8.0)
    assert door.pull(9.0)
    assert door.is_open(9.0)


def test_a_jammed_or_held_door_stays_shut() -> None:
    jammed, held = Door(), Door()
    jammed.is_jammed = held.is_held_shut = True
    assert jammed.pulse(0.0) == "was pulsed but is jammed"
    assert held.pulse(0.0) == "was pulsed but is held shut"
    assert not jammed.is_open(9.0)
    jammed.is_jammed = False
    assert jammed.pulse(9.0) == "opens"
    assert not held.pull(0.2)
    held.is_held_shut = False
    assert held.pull(0.3)


def test_a_door_pushed_shut_is_shut_even_while_the_latch_is_moving() -> None:
    door = Door(DoorHabits(latch_s=0.5))
    door.pulse(0.0)
    door.is_open(1.0)
    door.push_shut(1.5)
    assert not door.is_open(9.0)
    assert not door.switch_open(9.0)


def test_a_hook_that_does_not_catch_looks_closed_and_reads_open() -> None:
    door = Door()
    door.force(0.0)
    door.misses_catch = True
    door.push_shut(1.0)
    assert (door.is_open(2.0), door.switch_open(2.0)) == (False, True)
    assert door.describe(2.0) == "closed, hook not caught, will not catch"
    door.misses_catch = False
    door.push_shut(3.0)
    assert not door.switch_open(3.0)


def test_a_bouncing_hook_chatters_and_comes_to_rest() -> None:
    door = Door(DoorHabits(bounce_s=0.1))
    door.force(0.0)
    seen = [door.switch_open(place * CHATTER_S) for place in range(6)]
    assert seen == [True, False, True, False, True, False]
    assert door.switch_open(0.1)
    door.push_shut(5.0)
    assert {door.switch_open(5.0 + place * CHATTER_S) for place in range(6)} == {True, False}
    assert not door.switch_open(5.2)
