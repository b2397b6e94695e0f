"""The clock leaps half a year ahead: nobody loses anything by it, until somebody knows the date.

And a kiosk that was really off for half a year ends by forgetting whoever has not come back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.money import Money
from kiosk.domain.pack_change import PackChange
from kiosk.domain.problems import Fault
from kiosk.domain.steady_clock import STEADY_S, SYNCHRONISED_S
from kiosk.flows import events as on
from kiosk.flows import screens as show
from kiosk.flows.housekeeping import SWEEP_FIRST_S
from kiosk.storage import clock_watch, face_scores, journal, members, pack_change
from kiosk.workers.health import HealthWatch, Vitals
from tests.journeys.conftest import Boot
from tests.journeys.power_cut import LEAP
from tests.journeys.steps import STAFF_PIN, choose_staff_pin, held_by, join, one_row
from tests.journeys.test_cabinet import fridge as fridge  # noqa: PLC0414  # a fixture
from tests.journeys.test_cabinet_bad_days import in_review
from tests.journeys.test_power_cut import Run, cuts, open_for_business
from tests.journeys.test_power_cut import run as run  # noqa: PLC0414  # likewise
from tests.support.fake_cabinet import ShopCabinet
from tests.support.fake_clock import AT, FakeClock
from tests.support.fake_safe import VAULT
from tests.support.headless_kiosk import HeadlessKiosk

DAY_S = 86_400.0
LATER = AT + LEAP


@pytest.fixture
def member_id(kiosk: HeadlessKiosk) -> str:
    return join(kiosk)


def look_after(kiosk: HeadlessKiosk) -> None:
    """What the health worker does three times a minute."""
    ahead = clock_watch.look(kiosk.database, kiosk.clock.reading()).ahead
    last_act, now = journal.last_time(kiosk.database), kiosk.clock.now()
    HealthWatch(lambda: Vitals(10**12, now, last_act, ahead=ahead), kiosk.touch).look()


def leap(kiosk: HeadlessKiosk, at: datetime = LATER) -> None:
    kiosk.clock.set_wall(at)
    look_after(kiosk)


def sweep(kiosk: HeadlessKiosk) -> None:
    """The timers of the next sweeps ring; hours of them, as nothing else waits."""
    kiosk.clock.wind(6 * 3600)
    kiosk.wait(SWEEP_FIRST_S + 1)


def is_kept(kiosk: HeadlessKiosk, member_id: str) -> bool:
    found = members.find(kiosk.database, VAULT, member_id)
    return found is not None and found.has_face


def days_of_running(kiosk: HeadlessKiosk, seconds: float) -> None:
    """An hour at a time, each with a look."""
    for _ in range(int(seconds // 3600)):
        kiosk.clock.wind(3600)
        look_after(kiosk)


def say_the_date_is_right(kiosk: HeadlessKiosk) -> None:
    kiosk.touch(on.StaffDoorKnocked(), on.DigitsEntered(STAFF_PIN))
    question = show.StaffQuestion.CLOCK_AHEAD
    shown = kiosk.clock.now().isoformat(timespec="seconds")
    assert kiosk.screen() == show.StaffConfirm(question, clock=shown)
    kiosk.touch(on.ConfirmPressed(), on.CancelPressed())


def test_nobody_is_forgotten_by_a_clock_that_has_leapt(
    kiosk: HeadlessKiosk, member_id: str
) -> None:
    leap(kiosk)
    sweep(kiosk)
    assert is_kept(kiosk, member_id)
    assert kiosk.display.badges == (Fault.CLOCK_AHEAD,)
    assert kiosk.screen() == show.Attract(faces_work=True)  # and everything else goes on


def test_a_leap_right_before_a_sweep_is_found_by_the_sweep_itself(
    kiosk: HeadlessKiosk, member_id: str
) -> None:
    kiosk.wait(SWEEP_FIRST_S - 1)
    kiosk.clock.set_wall(LATER)
    kiosk.wait(2)
    assert is_kept(kiosk, member_id)


def test_who_was_forgotten_wrongly_would_not_have_come_back_the_clock_does(
    kiosk: HeadlessKiosk, member_id: str
) -> None:
    leap(kiosk)
    sweep(kiosk)
    leap(kiosk, AT + timedelta(hours=7))
    sweep(kiosk)
    assert is_kept(kiosk, member_id)
    assert kiosk.display.badges == ()


def test_a_kiosk_that_was_off_for_half_a_year_forgets_once_staff_know_the_date(
    boot: Boot, kiosk: HeadlessKiosk, member_id: str
) -> None:
    kiosk = boot(clock=FakeClock(LATER))
    look_after(kiosk)
    sweep(kiosk)
    assert is_kept(kiosk, member_id)
    say_the_date_is_right(kiosk)
    assert kiosk.display.badges == ()
    sweep(kiosk)
    assert not is_kept(kiosk, member_id)


@pytest.mark.parametrize("after_s", [STEADY_S, SYNCHRONISED_S])
def test_without_staff_some_steady_days_do_it(
    boot: Boot, kiosk: HeadlessKiosk, member_id: str, after_s: float
) -> None:
    kiosk = boot(clock=FakeClock(LATER))
    kiosk.clock.is_synchronised = after_s == SYNCHRONISED_S
    days_of_running(kiosk, after_s - 2 * 3600)
    kiosk.wait(SWEEP_FIRST_S + 1)
    assert is_kept(kiosk, member_id)
    days_of_running(kiosk, 3 * 3600)
    sweep(kiosk)
    assert not is_kept(kiosk, member_id)


def test_who_was_here_meanwhile_is_not_forgotten_when_the_doubt_ends(
    boot: Boot, kiosk: HeadlessKiosk, member_id: str
) -> None:
    kiosk = boot(clock=FakeClock(LATER))
    members.used(kiosk.database, member_id, kiosk.clock.now())
    say = say_the_date_is_right
    look_after(kiosk)
    say(kiosk)
    sweep(kiosk)
    assert is_kept(kiosk, member_id)


@pytest.mark.parametrize("back", [timedelta(days=200), timedelta(days=4000)])
def test_a_clock_that_went_back_and_returns_takes_nobody_along(
    boot: Boot, kiosk: HeadlessKiosk, member_id: str, back: timedelta
) -> None:
    kiosk = boot(clock=FakeClock(AT - back))
    look_after(kiosk)
    assert kiosk.sees(show.OutOfOrder).problem.fault is Fault.CLOCK
    sweep(kiosk)
    leap(kiosk, AT + timedelta(hours=7))
    assert kiosk.display.badges == ()
    sweep(kiosk)
    assert is_kept(kiosk, member_id)


def test_a_sweep_under_a_leap_cut_at_any_write_takes_nobody_along(run: Run, tmp_path: Path) -> None:
    before = open_for_business(tmp_path / "before", 100)
    moments = 0
    for moment, disk in cuts(run, "leap", before, tmp_path):
        kiosk = HeadlessKiosk(disk.path, boot="next-day", clock=FakeClock(LATER))
        kiosk.start()
        kiosk.wait(SWEEP_FIRST_S + 1)
        ((found,),) = kiosk.database.execute("SELECT count(*) FROM templates").fetchall()
        assert found == 3, moment
        kiosk.close()
        moments += 1
    assert moments > 2


# --- what else goes by age --------------------------------------------------------------------


def test_the_former_pack_is_kept_and_scores_and_reviews_as_well(
    boot: Boot, fridge: ShopCabinet
) -> None:
    kiosk, member_id = fridge.kiosk, in_review(fridge)
    long_ago = AT.date() - timedelta(days=300)
    face_scores.note(kiosk.database, "old", 0.7, long_ago, is_named=True)
    leap(kiosk)
    kiosk.wait(SWEEP_FIRST_S + 1)
    assert held_by(kiosk, member_id) == Money(2000)  # 80 yuan wait for staff to decide
    assert one_row(kiosk, "SELECT count(*) FROM face_scores WHERE pack = 'old'") == (1,)


def test_templates_of_the_former_pack_outlive_a_leap(boot: Boot) -> None:
    change = PackChange("new", "old", keep_days=90)
    kiosk = boot(change=change)
    choose_staff_pin(kiosk)
    member_id = join(kiosk)
    pack_change.begin(kiosk.database, change, kiosk.clock.now())
    kiosk.database.execute(
        "UPDATE templates SET pack = CASE id % 2 WHEN 0 THEN 'old' ELSE 'new' END"
    )
    before = one_row(kiosk, "SELECT count(*) FROM templates WHERE pack = 'old'")
    assert before != (0,)
    leap(kiosk)
    kiosk.wait(SWEEP_FIRST_S + 1)
    assert one_row(kiosk, "SELECT count(*) FROM templates WHERE pack = 'old'") == before
    say_the_date_is_right(kiosk)
    members.used(kiosk.database, member_id, kiosk.clock.now())
    sweep(kiosk)
    assert one_row(kiosk, "SELECT count(*) FROM templates WHERE pack = 'old'") == (0,)


def test_a_change_that_began_while_the_clock_was_behind_is_not_old_when_it_returns(
    kiosk: HeadlessKiosk,
) -> None:
    change = PackChange("new", "old", keep_days=90)
    join(kiosk)
    pack_change.begin(kiosk.database, change, AT - timedelta(days=2000))
    assert pack_change.since(kiosk.database) == AT.date()
