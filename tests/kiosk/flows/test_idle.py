"""People who go away: whoever is idle is asked, and then forgotten; a payment never is."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Language
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_events as face_on
from kiosk.flows import member_events as member_on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CAPTURE_TIMER
from kiosk.flows.identify import FACE_TIMER
from kiosk.flows.idle import IDLE, STILL_THERE
from tests.kiosk.flows.a_kiosk import (
    JOINED,
    RECEIPT,
    TO_CART,
    TO_CHECKOUT,
    TO_COMPLETING,
    TO_CONFIRM,
    TO_PAYING,
    TO_PLACING,
    TO_STAFF,
    WIND_IDLE,
    WOKEN,
    a_visit,
    browse,
    reset,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import LATTE, a_cart, a_member, saw, saw_a_stranger


@pytest.mark.parametrize("before", [TO_CART, TO_CHECKOUT, TO_CONFIRM, JOINED, TO_STAFF])
def test_somebody_idle_is_asked_and_then_forgotten(before: list[Event]) -> None:
    visit = a_visit(*before)
    assert last(visit, on.TimedOut(IDLE)) == [
        do.AskStillThere(15),
        do.StartTimer(STILL_THERE, 15.0),
    ]
    assert last(visit, on.TimedOut(STILL_THERE))[-6:] == reset()
    assert last(visit, on.ShopPressed()) == [*WOKEN, browse()]


def test_a_touch_says_that_somebody_is_still_there() -> None:
    visit = a_visit(*TO_CART, on.TimedOut(IDLE))
    assert play(visit, on.Touched(), on.ProductAdded("latte")) == [
        WOKEN,
        [*WOKEN, browse(a_cart(LATTE, LATTE))],
    ]


def test_a_face_that_is_known_at_last_says_that_somebody_is_still_there() -> None:
    """A search may outlast the idle clock: the question must not stay over the amount."""
    visit = a_visit(*TO_CHECKOUT, money_on.PayByFacePressed(), saw("zhang"), on.TimedOut(IDLE))
    regular = face_on.FaceAssessed("id-1", a_member(), Decision(Step.TAP, (Reason.REGULAR,)), 0.0)
    named = play(visit, saw("zhang"), regular)[-1]
    assert named[1:4] == WOKEN
    assert isinstance(named[-1], do.Show)
    assert isinstance(named[-1].screen, money_show.ConfirmPayment)


def test_idle_in_front_of_the_camera_the_face_is_forgotten() -> None:
    visit = a_visit(*TO_CHECKOUT, money_on.PayByFacePressed(), saw("zhang"), on.TimedOut(IDLE))
    assert last(visit, on.TimedOut(STILL_THERE)) == [
        do.StopWatching(),
        do.StopTimer(FACE_TIMER),
        *reset(),
    ]
    assert play(visit, saw("zhang"), saw("zhang")) == [[], []]


def test_idle_while_joining_the_face_is_forgotten() -> None:
    to_camera = [*JOINED[:-1]]
    to_camera[1] = member_on.ConsentGiven(with_face=True)
    visit = a_visit(*to_camera, saw_a_stranger(), on.TimedOut(IDLE))
    assert last(visit, on.TimedOut(STILL_THERE)) == [
        do.StopWatching(),
        do.StopTimer(CAPTURE_TIMER),
        *reset(),
    ]


@pytest.mark.parametrize("before", [TO_PLACING, TO_PAYING, TO_COMPLETING])
@pytest.mark.parametrize("timer", [IDLE, STILL_THERE])
def test_a_payment_in_flight_is_never_forgotten(before: list[Event], timer: str) -> None:
    assert last(a_visit(*before), on.TimedOut(timer)) == [WIND_IDLE]


def test_an_unattended_attract_screen_stays_as_it_is() -> None:
    assert last(a_visit(), on.TimedOut(IDLE)) == reset()


def test_the_receipt_stays_for_its_own_time_and_asks_nobody() -> None:
    visit = a_visit(*TO_COMPLETING)
    shown = last(visit, money_on.OrderCompleted(RECEIPT, "id-3"))
    assert shown[-1] == do.StartTimer(IDLE, 25.0)
    assert last(visit, on.TimedOut(IDLE)) == reset()


def test_the_next_person_is_spoken_to_in_the_shops_language() -> None:
    visit = a_visit(*TO_CART)
    assert last(visit, on.LanguageChosen(Language.EN)) == [*WOKEN, do.Speak(Language.EN)]
    assert do.Speak(Language.ZH) in last(visit, on.CancelPressed())
