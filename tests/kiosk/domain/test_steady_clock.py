"""The clock is believed as far as time has really passed, and no further."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.steady_clock import (
    MOST_UNSEEN,
    STEADY_S,
    SYNCHRONISED_S,
    Reading,
    Watched,
    believe,
    look,
)
from tests.support.fake_clock import AT

DAY_S = 86_400.0
NONE = timedelta(0)
HALF_A_YEAR = timedelta(days=200)


class Machine:
    """A wall clock, the time since the last boot, and the looks at them."""

    def __init__(self) -> None:
        self.reading = Reading(AT, 50.0, "boot-1")
        self.seen = believe(self.reading)

    def _look(self, reading: Reading) -> timedelta:
        self.reading = reading
        self.seen = look(self.seen, reading)
        return self.seen.ahead

    def runs(self, seconds: float, *, is_synchronised: bool = False) -> timedelta:
        was = self.reading
        now = was.now + timedelta(seconds=seconds)
        return self._look(Reading(now, was.up_s + seconds, was.boot, is_synchronised))

    def leaps(self, by: timedelta) -> timedelta:
        was = self.reading
        return self._look(Reading(was.now + by, was.up_s, was.boot))

    def is_off_for(self, gap: timedelta) -> timedelta:
        was = self.reading
        return self._look(Reading(was.now + gap, 20.0, was.boot + "+"))


def test_time_that_has_run_is_believed_however_long_nobody_looked() -> None:
    assert Machine().runs(400 * DAY_S) == NONE


def test_a_weekend_without_power_is_believed_and_half_a_year_is_not() -> None:
    assert Machine().is_off_for(MOST_UNSEEN) == NONE
    assert Machine().is_off_for(HALF_A_YEAR) == HALF_A_YEAR


def test_a_leap_is_in_doubt_for_as_long_as_it_has_not_run_steadily() -> None:
    kiosk = Machine()
    assert kiosk.leaps(HALF_A_YEAR) == HALF_A_YEAR
    assert kiosk.runs(STEADY_S - 1) == HALF_A_YEAR
    assert kiosk.runs(1) == NONE


def test_a_time_server_shortens_the_doubt_to_a_day() -> None:
    kiosk = Machine()
    kiosk.leaps(HALF_A_YEAR)
    assert kiosk.runs(SYNCHRONISED_S - 1, is_synchronised=True) == HALF_A_YEAR
    assert kiosk.runs(1, is_synchronised=True) == NONE


def test_steady_days_are_counted_over_restarts_and_the_nights_between_are_not() -> None:
    kiosk = Machine()
    kiosk.is_off_for(HALF_A_YEAR)
    days = 0
    while kiosk.seen.ahead:
        kiosk.runs(DAY_S / 3)
        kiosk.is_off_for(timedelta(hours=16))
        days += 1
    assert days == 21


def test_another_leap_begins_the_steady_days_anew() -> None:
    kiosk = Machine()
    kiosk.leaps(HALF_A_YEAR)
    kiosk.runs(STEADY_S - 1)
    kiosk.leaps(timedelta(days=30))
    assert kiosk.runs(STEADY_S - 1) == HALF_A_YEAR + timedelta(days=30)


def test_who_corrects_the_clock_ends_the_doubt_also_some_nights_later() -> None:
    kiosk = Machine()
    kiosk.leaps(HALF_A_YEAR)
    kiosk.is_off_for(timedelta(hours=12))
    kiosk.runs(3600)
    assert kiosk.leaps(-HALF_A_YEAR) == NONE


def test_a_battery_that_died_sets_it_back_and_its_return_is_no_leap() -> None:
    kiosk = Machine()
    assert kiosk.is_off_for(-timedelta(days=2000)) == NONE
    assert kiosk.runs(60) == NONE
    assert kiosk.leaps(timedelta(days=2000, hours=12)) == NONE


def test_who_was_set_back_may_not_return_further_than_it_was() -> None:
    kiosk = Machine()
    kiosk.leaps(-timedelta(days=30))
    assert kiosk.leaps(timedelta(days=230)) == HALF_A_YEAR


def test_more_boots_under_one_name_count_as_boots() -> None:
    """A virtual machine that is put back has run less than before."""
    before = Watched(AT, AT, 10_000.0, "boot-1")
    assert look(before, Reading(AT + HALF_A_YEAR, 20.0, "boot-1")).ahead == HALF_A_YEAR


STEPS = st.tuples(
    st.sampled_from(["runs", "leaps", "off"]), st.integers(min_value=-400, max_value=400)
)


@given(st.lists(STEPS, max_size=30))
def test_no_clock_makes_more_days_pass_than_it_ran_or_was_tolerated(
    steps: list[tuple[str, int]],
) -> None:
    """Without steady days: what is believed moves by what ran, and by what is tolerated a time."""
    kiosk, most = Machine(), AT
    for what, days in steps:
        if what == "runs":
            ran_s = abs(days) % 6 * DAY_S / 60
            kiosk.runs(ran_s)
            most += timedelta(seconds=ran_s)
        else:
            gap = timedelta(days=days)
            kiosk.leaps(gap) if what == "leaps" else kiosk.is_off_for(gap)
            most += MOST_UNSEEN
        if kiosk.seen.ahead == NONE:
            assert kiosk.seen.shown <= most + MOST_UNSEEN
