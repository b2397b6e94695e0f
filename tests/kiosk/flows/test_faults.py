"""What is broken: which faults stop sales, which take faces away, and when they are mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.money import yuan
from kiosk.domain.payment import Closed
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.events import Event
from kiosk.flows.identify import FACE_TIMER
from kiosk.flows.idle import IDLE, STILL_THERE
from kiosk.flows.screens import PinStep
from kiosk.flows.visit import FACES_OFF
from tests.kiosk.flows.a_kiosk import (
    CART,
    JOINED,
    TO_CART,
    TO_CHECKOUT,
    TO_COMPLETING,
    TO_CONFIRM,
    TO_DONE,
    TO_PAYING,
    TO_PLACING,
    TO_STAFF,
    WOKEN,
    a_visit,
    answered,
    attract,
    browse,
    reset,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import GOOD_PIN, a_problem

FULL = a_problem(Fault.DISK_FULL, "0 bytes free")
DAMAGED = a_problem(Fault.DATABASE, "damaged")
CAMERA = a_problem(Fault.CAMERA, "unplugged")
OUT_OF_ORDER = do.Show(show.OutOfOrder(FULL))


@pytest.mark.parametrize("before", [[], TO_CART, TO_CHECKOUT, TO_CONFIRM, JOINED])
def test_a_fault_that_stops_sales_closes_the_shop_at_once(before: list[Event]) -> None:
    effects = last(a_visit(*before), on.Faulted(FULL))
    assert effects[0] == do.ShowFaults((Fault.DISK_FULL,))
    assert effects[-6:] == reset(home=OUT_OF_ORDER)


@pytest.mark.parametrize("before", [TO_PLACING, TO_PAYING, TO_COMPLETING])
def test_but_not_during_a_payment(before: list[Event]) -> None:
    badges = [do.ShowFaults((Fault.DISK_FULL,))]
    assert last(a_visit(*before), on.Faulted(FULL)) == badges


def test_the_pick_up_number_stays_until_it_was_read() -> None:
    visit = a_visit(*TO_DONE)
    assert last(visit, on.Faulted(FULL)) == [do.ShowFaults((Fault.DISK_FULL,))]
    assert last(visit, on.TimedOut(IDLE)) == reset(home=OUT_OF_ORDER)


def test_a_payment_that_could_not_be_completed_is_told_before_the_shop_closes() -> None:
    visit = a_visit(*TO_COMPLETING)
    not_done = on.NotDone(money_do.CompleteOrder("id-2", "id-3"))
    unknown = money_show.PaymentProblem(money_show.PaymentTrouble.UNKNOWN, yuan("26"), "id-1")
    shown = [last(visit, not_done)[-1], *last(visit, on.Faulted(FULL))]
    assert shown == [do.Show(unknown), do.ShowFaults((Fault.DISK_FULL,))]
    assert last(visit, on.DonePressed()) == [*WOKEN, *reset(home=OUT_OF_ORDER)]


def test_nobody_pays_another_way_in_a_shop_that_has_closed() -> None:
    visit = a_visit(*TO_PAYING, answered(Closed()), on.Faulted(FULL))
    assert last(visit, on.RetryPressed()) == [*WOKEN, *reset(home=OUT_OF_ORDER)]


@pytest.mark.parametrize(
    "event", [on.ShopPressed(), member_on.JoinPressed(), on.BarcodeScanned("036000291452")]
)
def test_nothing_is_sold_while_out_of_order(event: Event) -> None:
    assert last(a_visit(faults=(FULL,)), event) == WOKEN


def test_the_shop_opens_again_once_it_is_mended() -> None:
    visit = a_visit(faults=(FULL,))
    waited = member_do.ForgetSettled()  # whoever was forgotten halfway
    assert last(visit, on.Mended(Fault.DISK_FULL)) == [do.ShowFaults(()), *reset(), waited]
    assert last(visit, on.ShopPressed()) == [*WOKEN, browse()]


def test_a_damaged_database_is_not_mended_by_a_write_that_works() -> None:
    lasting = replace(DAMAGED, until_restart=True)
    visit = a_visit(faults=(lasting,))
    assert play(visit, on.Mended(Fault.DATABASE), on.Faulted(DAMAGED)) == [[], []]
    assert last(visit, on.Mended(Fault.DATABASE)) == []
    assert last(visit, on.ShopPressed()) == WOKEN


def test_with_two_faults_mending_one_does_not_open_the_shop() -> None:
    visit = a_visit(faults=(FULL, DAMAGED))
    shown = last(visit, on.Mended(Fault.DISK_FULL))
    assert shown == [
        do.ShowFaults((Fault.DATABASE,)),
        *reset(home=do.Show(show.OutOfOrder(DAMAGED))),
        member_do.ForgetSettled(),
    ]


def test_mending_what_was_not_broken_changes_nothing() -> None:
    assert play(a_visit(*TO_CART), on.Mended(Fault.PRINTER), on.Mended(Fault.CLOCK)) == [[], []]


def test_a_fault_that_is_told_again_changes_nothing() -> None:
    assert last(a_visit(*TO_STAFF, on.Faulted(FULL)), on.Faulted(FULL)) == []
    assert last(a_visit(*TO_CHECKOUT, on.Faulted(CAMERA)), on.Faulted(CAMERA)) == []


def test_the_staff_door_works_while_out_of_order() -> None:
    entered = do.Show(show.EnterPin(PinStep.ENTER, for_staff=True))
    assert last(a_visit(faults=(FULL,)), on.StaffDoorKnocked()) == [*WOKEN, *WOKEN, entered]


def test_staff_who_come_because_of_the_clock_are_asked_for_the_time() -> None:
    visit = a_visit(*TO_STAFF[:-1], faults=(a_problem(Fault.CLOCK),))
    assert last(visit, on.StaffPinAccepted())[-1] == do.ReadClock()


@pytest.mark.parametrize("has_staff_pin", [True, False])
def test_without_a_database_to_check_the_pin_staff_can_restart_and_no_more(
    *, has_staff_pin: bool
) -> None:
    restart = do.Show(show.StaffConfirm(show.StaffQuestion.RESTART))
    visit = a_visit(faults=(DAMAGED,), has_staff_pin=has_staff_pin)
    closed = reset(home=do.Show(show.OutOfOrder(DAMAGED)))
    assert last(visit, on.StaffDoorKnocked())[-1] == restart
    assert last(visit, on.DigitsEntered(GOOD_PIN)) == WOKEN
    assert last(visit, on.BackPressed()) == [*WOKEN, *closed]
    play(visit, on.StaffDoorKnocked())
    assert last(visit, on.ConfirmPressed())[-2:] == [do.Show(show.Restarting()), do.Restart()]
    assert play(visit, on.TimedOut(IDLE), on.TimedOut(STILL_THERE))[-1] == closed


def test_staff_are_not_thrown_out_by_a_fault() -> None:
    visit = a_visit(*TO_STAFF)
    assert last(visit, on.Faulted(FULL)) == [do.ShowFaults((Fault.DISK_FULL,))]
    assert last(visit, on.BackPressed()) == [*WOKEN, *reset(home=OUT_OF_ORDER)]


def test_a_lost_camera_takes_only_the_face_away() -> None:
    visit = a_visit()
    badges = do.ShowFaults((Fault.CAMERA,))
    assert last(visit, on.Faulted(CAMERA)) == [badges, attract(faces_work=False)]
    shown = last(visit, *TO_CHECKOUT)
    assert shown == [*WOKEN, *WOKEN, do.Show(money_show.ChoosePayment(CART, CAMERA))]


def test_a_camera_that_is_lost_while_somebody_looks_leads_back_to_the_choice() -> None:
    visit = a_visit(*TO_CHECKOUT, money_on.PayByFacePressed())
    assert last(visit, on.Faulted(CAMERA)) == [
        do.ShowFaults((Fault.CAMERA,)),
        do.StopWatching(),
        do.StopTimer(FACE_TIMER),
        do.Show(money_show.ChoosePayment(CART, CAMERA)),
    ]


def test_a_camera_that_comes_back_is_offered_again() -> None:
    visit = a_visit(member_on.JoinPressed(), faults=(CAMERA,))
    assert last(visit, on.Mended(Fault.CAMERA)) == [do.ShowFaults(()), do.Show(see.Consent())]


def test_without_models_the_camera_alone_brings_no_faces_back() -> None:
    models = a_problem(Fault.MODELS, "not installed")
    visit = a_visit(faults=(CAMERA, models))
    assert last(visit, on.Mended(Fault.CAMERA))[-1] == attract(faces_work=False)


def test_a_fault_of_the_printer_is_a_badge_and_no_more() -> None:
    printer = a_problem(Fault.PRINTER, "no paper")
    assert last(a_visit(*TO_CART), on.Faulted(printer)) == [do.ShowFaults((Fault.PRINTER,))]


def test_badges_keep_their_order() -> None:
    visit = a_visit(on.Faulted(a_problem(Fault.PRINTER)))
    badges = do.ShowFaults((Fault.CAMERA, Fault.PRINTER))
    assert last(visit, on.Faulted(CAMERA))[0] == badges


def test_faces_that_are_off_are_off_for_a_while() -> None:
    visit = a_visit()
    off = last(visit, face_on.FacesOff(900))
    assert off[0] == do.StartTimer(FACES_OFF, 900)
    assert off[-1] == do.Show(show.Attract(faces_work=False))
    assert last(visit, on.TimedOut(FACES_OFF)) == [face_do.ReadFacesOff()]
    assert last(visit, face_on.FacesOff(0))[-1] == do.Show(show.Attract(faces_work=True))


# --- what of members can be read --------------------------------------------------------------


def test_without_the_device_secret_members_are_neither_made_nor_charged() -> None:
    visit = a_visit()
    visit.handle(on.Faulted(Problem(Fault.VAULT)))
    assert visit.start()[-1] == do.Show(show.Attract(faces_work=False, can_join=False))
    assert [e for e in visit.handle(member_on.JoinPressed()) if isinstance(e, do.Show)] == []
    shown = [e for event in TO_CHECKOUT for e in visit.handle(event) if isinstance(e, do.Show)]
    assert isinstance(shown[-1].screen, money_show.ChoosePayment)
    assert not shown[-1].screen.takes_members


def test_at_the_limit_of_faces_one_joins_by_pin_and_members_go_on() -> None:
    visit = a_visit()
    limit = Problem(Fault.FACE_LIMIT)
    visit.handle(on.Faulted(limit))
    assert do.Show(show.Attract(faces_work=True)) in visit.start()
    assert do.Show(see.Consent(limit)) in visit.handle(member_on.JoinPressed())


def test_a_member_finds_the_own_data_behind_the_join_button() -> None:
    visit = a_visit()
    visit.start()
    visit.handle(member_on.JoinPressed())
    assert visit.handle(member_on.MyDataPressed())[-1] == do.Show(see.ProveYourself())
    assert do.Show(show.Attract(faces_work=True)) in visit.handle(on.CancelPressed())
