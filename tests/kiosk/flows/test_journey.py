"""Which step follows which: from the cart to the receipt, joining, and the staff door."""

from __future__ import annotations

import pytest

from kiosk.domain.door import DoorState
from kiosk.domain.language import Language
from kiosk.domain.money import yuan
from kiosk.domain.payment import Closed, Paid, Refusal, Refused
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.consent import CONFIRM
from kiosk.flows.events import Event
from kiosk.flows.idle import IDLE
from kiosk.flows.proving import PROOF_TIMER
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import PinStep
from tests.kiosk.flows.a_kiosk import (
    CART,
    CHARGE,
    JOINED,
    ORDER,
    PAYMENT,
    TO_CHECKOUT,
    TO_CONFIRM,
    TO_DONE,
    TO_PAYING,
    TO_PLACING,
    TO_STAFF,
    WOKEN,
    a_visit,
    answered,
    browse,
    choose,
    reset,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import GOOD_PIN, PHONE, a_member, saw

# --- from the cart to the receipt -------------------------------------------------------------


def test_by_phone_number_from_the_shelf_to_the_receipt() -> None:
    script = [*TO_DONE, on.DoorOpened("id-3"), on.DonePressed()]
    effects = play(a_visit(), *script)
    money = [
        effect
        for step in effects
        for effect in step
        if not isinstance(effect, do.Show | do.StartTimer | do.StopTimer | do.AskStillThere)
    ]
    assert money == [
        member_do.CheckPin(PHONE, GOOD_PIN),
        money_do.PlaceOrder(ORDER, PAYMENT),
        CHARGE,
        money_do.RecordOutcome("id-2", Paid()),
        money_do.CompleteOrder("id-2", "id-3"),
        do.OpenDoor("id-3"),
        do.RecordDoor("id-3", DoorState.OPENED),
        do.StopWatching(),
        do.Speak(Language.ZH),
    ]


def test_a_face_leads_to_the_same_button() -> None:
    visit = a_visit(*TO_CHECKOUT, money_on.PayByFacePressed(), saw("zhang"), saw("zhang"))
    regular = Decision(Step.TAP, (Reason.REGULAR,))
    assert last(visit, face_on.FaceAssessed("id-1", a_member(), regular, 0.0)) == [
        do.StopTimer(PROOF_TIMER),
        *WOKEN,
        do.StartTimer(CONFIRM, 20.0),
        do.Show(money_show.ConfirmPayment("张*", CART, 20, by_face=True)),
    ]


def test_back_from_the_checkout_keeps_the_cart() -> None:
    assert last(a_visit(*TO_CHECKOUT), on.BackPressed()) == [*WOKEN, browse(CART)]


def test_cancelling_the_checkout_forgets_everything() -> None:
    assert last(a_visit(*TO_CHECKOUT), on.CancelPressed()) == [*WOKEN, *reset()]


def test_not_me_leads_back_to_the_choice_with_the_cart() -> None:
    assert last(a_visit(*TO_CONFIRM), money_on.NotMePressed()) == [
        *WOKEN,
        do.StopTimer(CONFIRM),
        *WOKEN,
        choose(),
    ]


def test_after_a_no_the_next_try_is_another_order() -> None:
    refused = answered(Refused(Refusal.NOT_ENOUGH, yuan("3")))
    again = [on.RetryPressed(), *TO_PLACING[len(TO_CHECKOUT) :]]
    effects = last(a_visit(*TO_PAYING, refused), *again)
    ids_used = [
        (one.order.id, one.payment.id) for one in effects if isinstance(one, money_do.PlaceOrder)
    ]
    assert ids_used == [("id-4", "id-5")]


def test_leaving_after_a_no_forgets_everything() -> None:
    visit = a_visit(*TO_PAYING, answered(Closed()))
    assert last(visit, on.DonePressed()) == [*WOKEN, *reset()]


@pytest.mark.parametrize("event", [on.DonePressed(), on.CancelPressed(), on.BackPressed()])
def test_after_the_receipt_the_next_person_finds_a_fresh_kiosk(event: Event) -> None:
    visit = a_visit(*TO_DONE)
    woken = [*WOKEN[:2], do.StartTimer(IDLE, 25.0)]
    assert last(visit, event) == [*woken, *reset()]
    assert last(visit, on.ShopPressed()) == [*WOKEN, browse()]


def test_the_ring_is_for_paying_in_a_checkout() -> None:
    shown = last(a_visit(*TO_CHECKOUT), money_on.PayByFacePressed())[-1]
    assert shown == do.Show(
        face_show.LookAtCamera(Purpose.PAY, face_show.FaceHint.LOOK_HERE, 0.0, CART)
    )


# --- joining ----------------------------------------------------------------------------------


def test_joining_in_the_middle_of_a_checkout_returns_with_the_cart() -> None:
    visit = a_visit(*TO_CHECKOUT, *JOINED)
    assert last(visit, on.DonePressed()) == [*WOKEN, *WOKEN, choose()]


def test_giving_up_joining_in_the_middle_of_a_checkout_returns_with_the_cart() -> None:
    visit = a_visit(*TO_CHECKOUT, member_on.JoinPressed())
    assert last(visit, on.CancelPressed()) == [*WOKEN, *WOKEN, choose()]


def test_joining_from_the_attract_screen_returns_there() -> None:
    visit = a_visit(*JOINED)
    assert last(visit, on.DonePressed()) == [*WOKEN, *reset()]


def test_joining_from_an_empty_shop_returns_there() -> None:
    visit = a_visit(on.ShopPressed(), *JOINED)
    assert last(visit, on.DonePressed()) == [*WOKEN, browse()]


# --- staff ------------------------------------------------------------------------------------


def test_the_staff_door_asks_for_the_pin() -> None:
    entered = do.Show(show.EnterPin(PinStep.ENTER, for_staff=True))
    assert last(a_visit(), on.StaffDoorKnocked()) == [*WOKEN, *WOKEN, entered]


def test_staff_who_leave_leave_a_fresh_kiosk() -> None:
    assert last(a_visit(*TO_STAFF), on.BackPressed()) == [*WOKEN, *reset()]


def test_nobody_knocks_in_the_middle_of_a_checkout() -> None:
    assert last(a_visit(*TO_CHECKOUT), on.StaffDoorKnocked()) == WOKEN
