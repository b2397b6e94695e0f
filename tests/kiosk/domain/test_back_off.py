"""What is open is pushed soon at first, then ever less often."""

from __future__ import annotations

from itertools import pairwise

from kiosk.domain.back_off import BackOff


def times_of_pushes(back_off: BackOff, until_s: int) -> list[int]:
    return [now_s for now_s in range(until_s) if back_off.take_due(["pay-1"], float(now_s))]


def test_three_times_soon_then_every_minute_then_every_quarter_of_an_hour() -> None:
    pushes = times_of_pushes(BackOff(), 7200)
    assert pushes[:5] == [0, 2, 4, 6, 66]
    assert {later - earlier for earlier, later in pairwise(pushes[3:30])} == {60}
    assert pushes[-1] - pushes[-2] == 900


def test_each_has_a_time_of_its_own() -> None:
    back_off = BackOff()
    back_off.take_due(["old"], 0.0)
    assert back_off.take_due(["old", "new"], 1.0) == ["new"]
    assert back_off.take_due(["old", "new"], 2.0) == ["old"]


def test_what_is_over_is_forgotten() -> None:
    back_off = BackOff()
    back_off.take_due(["pay-1"], 0.0)
    assert back_off.take_due([], 1.0) == []
    assert back_off.take_due(["pay-1"], 1.5) == ["pay-1"]


def test_what_somebody_else_has_just_pushed_waits() -> None:
    back_off = BackOff()
    back_off.pushed("pay-1", 0.0)
    assert back_off.take_due(["pay-1"], 1.0) == []
