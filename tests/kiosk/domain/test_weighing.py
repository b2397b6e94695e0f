"""From readings to levels and steps."""

from __future__ import annotations

from kiosk.domain.settlement.planogram import Sensor
from kiosk.domain.settlement.readings import Quality, Reading, Step
from kiosk.domain.weighing import ShelfTrack, trued

STABLE = Quality.STABLE


def played(*readings: tuple[int, int | None]) -> tuple[ShelfTrack, list[Step]]:
    """(ms, mg) each; None is a reading without a number."""
    track, steps = ShelfTrack("s1", Sensor()), []
    for at_ms, mg in readings:
        quality = STABLE if mg is not None else Quality.UNKNOWN
        track, step = track.read(mg, quality, at_ms)
        steps += [step] if step else []
    return track, steps


def test_a_unit_that_leaves_is_one_step_at_the_moment_it_came_to_rest() -> None:
    weights = [(0, 900_000), (500, 900_000), (700, 570_300), (900, 570_000), (1200, 570_100)]
    _, steps = played(*weights)
    assert steps == [Step(700, "s1", 570_100 - 900_000)]


def test_noise_and_drift_are_no_steps() -> None:
    _, steps = played(*((at, 900_000 + at // 10) for at in range(0, 60_000, 200)))
    assert steps == []


def test_a_hand_on_the_shelf_is_no_step() -> None:
    weights = [(0, 900_000), (500, 900_000), (700, 1_400_000), (900, 900_000), (1500, 900_000)]
    assert played(*weights)[1] == []


def test_a_weight_that_is_lost_on_the_line_is_doubtful_only_after_a_while() -> None:
    track, _ = played((0, 900_000), (2000, 900_000), (2200, None))
    assert track.reading(1000, 2200) == Reading(900_000)
    assert track.reading(1000, 5200) == Reading(900_000, Quality.UNKNOWN)


def test_what_a_scale_crept_after_a_step_belongs_to_that_step() -> None:
    sensors = {"s1": Sensor()}
    steps = (Step(100, "s1", -70_000), Step(900, "s1", -144_000))
    before = {"s1": Reading(900_000)}
    crept = trued(steps, before, {"s1": Reading(900_000 - 211_000)}, sensors)
    assert [step.change_mg for step in crept] == [-70_000, -141_000]
    other = {"s1": Reading(900_000 - 280_000)}
    assert trued(steps, before, other, sensors) == steps
    unread = {"s1": Reading(900_000 - 211_000, Quality.UNKNOWN)}
    assert trued(steps, before, unread, sensors) == steps


def test_a_weight_from_before_the_door_was_closed_does_not_count() -> None:
    track, _ = played((0, 900_000), (2000, 900_000), (2500, 900_000))
    assert [track.is_steady(400, 2600, closed) for closed in (1900, 2300)] == [True, False]


def test_a_scale_that_fell_silent_is_not_steady() -> None:
    track, _ = played((0, 900_000), (2000, 900_000))
    assert [track.is_steady(1500, now) for now in (1000, 2000, 5000)] == [False, True, False]
