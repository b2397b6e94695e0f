"""Doors that open without a session, shelves behind other doors, reviews that nobody decides."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.cabinet import CabinetDoor
from kiosk.domain.language import Label
from kiosk.domain.money import Money
from kiosk.flows import cabinet_events as cabinet
from kiosk.flows import cabinet_screens as show
from kiosk.flows import events as on
from kiosk.flows.cabinet_records import WhyNotReady
from kiosk.flows.cabinet_screens import CabinetEnd
from kiosk.flows.screens import StaffPage
from tests.journeys.conftest import Boot
from tests.journeys.steps import choose_staff_pin, held_by, one_row
from tests.journeys.test_cabinet import SESSION, opened, to_staff
from tests.journeys.test_cabinet import fridge as fridge  # noqa: PLC0414  # a fixture
from tests.journeys.test_cabinet_bad_days import in_review, restarted
from tests.support.fake_cabinet import FRIDGE, LATTE_MG, TOAST_MG, ShopCabinet

LOSS = "SELECT state, decided_by FROM cabinet_losses"
STOCK = "SELECT stock FROM cabinet_stock WHERE sku = 'latte'"


def test_what_a_forced_door_cost_is_a_loss_that_staff_write_off(fridge: ShopCabinet) -> None:
    kiosk = fridge.kiosk
    fridge.wait(5)
    fridge.force()
    assert one_row(kiosk, LOSS) == ("open", "")
    fridge.take("s1", LATTE_MG)
    fridge.close()
    assert one_row(kiosk, LOSS) == ("review", "")
    to_staff(kiosk, StaffPage.REVIEWS)
    (row,) = kiosk.sees(show.StaffReviews).rows
    assert (row.reason, row.charged) == ("no_session", Money(0))
    kiosk.touch(cabinet.ReviewChosen(row.session_id), cabinet.CandidateChosen(0))
    assert kiosk.sees(show.StaffReview).counts == (("latte", 1),)
    kiosk.touch(on.ConfirmPressed(), on.ConfirmPressed())
    assert kiosk.sees(show.StaffReviews).rows == ()
    assert one_row(kiosk, LOSS) == ("closed", "staff")
    assert one_row(kiosk, STOCK) == (5,)
    assert one_row(kiosk, "SELECT count(*) FROM holds") == (0,)


def test_the_next_shopper_does_not_pay_for_what_a_forced_door_cost(fridge: ShopCabinet) -> None:
    fridge.wait(5)
    fridge.force()
    fridge.take("s1", LATTE_MG)
    fridge.close(for_s=0.5)
    (offer,) = fridge.kiosk.sees(show.CabinetHome).doors
    assert offer.why_not is WhyNotReady.SCALE_UNKNOWN
    fridge.wait(3)
    member_id = opened(fridge)
    fridge.take("s2", TOAST_MG)
    fridge.close()
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED
    assert held_by(fridge.kiosk, member_id) == Money(10000 - 950)


def test_a_door_that_was_forced_for_nothing_asks_nobody(fridge: ShopCabinet) -> None:
    fridge.wait(5)
    fridge.force()
    fridge.close()
    assert one_row(fridge.kiosk, LOSS) == ("closed", "")


def test_a_loss_goes_on_over_a_power_cut(boot: Boot, fridge: ShopCabinet) -> None:
    fridge.wait(5)
    fridge.force()
    kiosk = restarted(boot, fridge)
    fridge.mg["s1"] -= LATTE_MG
    fridge.is_open["d1"] = False
    fridge.stand_by(kiosk)
    fridge.wait(3)
    assert one_row(kiosk, LOSS) == ("review", "")


# --- several doors, several cabinets ------------------------------------------------------------

TWO_DOORS = replace(
    FRIDGE,
    doors=(
        CabinetDoor("d1", Label("上门", "Upper"), shelves=("s1",)),
        CabinetDoor("d2", Label("下门", "Lower"), shelves=("s2",)),
    ),
)


def test_what_leaves_behind_another_door_is_not_charged(boot: Boot) -> None:
    fridge = ShopCabinet(cabinet=TWO_DOORS)
    kiosk = boot(policy=fridge.policy, cabinets=fridge.world)
    choose_staff_pin(kiosk)
    fridge.stand_by(kiosk)
    member_id = opened(fridge)
    fridge.take("s1", LATTE_MG)
    fridge.take("s2", TOAST_MG)
    fridge.close()
    assert kiosk.sees(show.CabinetResult).end is CabinetEnd.CHARGED
    assert held_by(kiosk, member_id) == Money(10000 - 2200)
    seen = one_row(kiosk, "SELECT detail FROM cabinet_log WHERE what = 'elsewhere'")
    assert seen == (f'{{"s2":{-TOAST_MG}}}',)


def test_another_cabinets_door_is_no_evidence(fridge: ShopCabinet) -> None:
    fridge.answer = "silent"
    opened(fridge)
    other = replace(FRIDGE, id="other")
    fridge.kiosk.touch(cabinet.CabinetDoorSeen(other.id, "d1", is_open=True, at_ms=fridge.now_ms))
    fridge.take("s2", TOAST_MG)
    fridge.wait(5)
    assert fridge.kiosk.sees(show.CabinetResult).end is CabinetEnd.REVIEW


# --- a review that nobody decides ---------------------------------------------------------------


def test_a_shopper_is_let_go_when_nobody_decides_in_time(boot: Boot, fridge: ShopCabinet) -> None:
    member_id = in_review(fridge)
    fridge.kiosk.clock.wind(23 * 3600)
    fridge.kiosk.wait(601)
    assert held_by(fridge.kiosk, member_id) == Money(2000)
    fridge.kiosk.clock.wind(3600)
    fridge.kiosk.wait(601)
    assert held_by(fridge.kiosk, member_id) == Money(10000)
    assert one_row(fridge.kiosk, SESSION) == ("nothing",)
    to_staff(fridge.kiosk, StaffPage.REVIEWS)
    (row,) = fridge.kiosk.sees(show.StaffReviews).rows
    assert row.dispute == "not_decided"
    fridge.kiosk.touch(cabinet.ReviewChosen(row.session_id), cabinet.NothingChosen())
    fridge.kiosk.touch(on.ConfirmPressed(), on.ConfirmPressed())
    assert fridge.kiosk.sees(show.StaffReviews).rows == ()
