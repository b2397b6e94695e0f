"""News that may come when nobody waits for it: written down first, and always."""

from __future__ import annotations

import pytest

from kiosk.domain.door import DoorState
from kiosk.domain.hold import Held
from kiosk.domain.payment import Closed, Outcome, Paid, PaymentState, Refusal, Refused, Unknown
from kiosk.domain.refund import Refunded
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.events import Event
from kiosk.flows.identify import FACE_TIMER
from kiosk.flows.settling import ASK_AGAIN, DEADLINE, SLOW
from tests.kiosk.flows.a_kiosk import (
    RECEIPT,
    TO_CART,
    TO_CONFIRM,
    TO_DONE,
    TO_PAYING,
    TO_STAFF,
    a_visit,
    answered,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import saw


def test_news_that_nobody_waits_for_do_nothing() -> None:
    news: list[Event] = [
        on.Printed(), saw("zhang"), on.TimedOut(FACE_TIMER), member_on.PhoneChecked(is_free=True),
        money_on.OrderCompleted(RECEIPT, None), on.NotDone(do.LoadQueue()),
    ]  # fmt: skip
    assert play(a_visit(), *news) == [[]] * len(news)


@pytest.mark.parametrize("before", [[], TO_CART, TO_CONFIRM, TO_DONE, TO_STAFF])
def test_a_late_paid_becomes_an_order_but_opens_no_door(before: list[Event]) -> None:
    assert last(a_visit(*before), answered(Paid(), "lost")) == [
        money_do.RecordOutcome("lost", Paid()),
        money_do.CompleteOrder("lost", None),
    ]


def test_a_paid_that_comes_after_the_shopper_was_told_opens_no_door() -> None:
    given_up = money_on.PaymentGivenUp("id-2", PaymentState.CANCELLING)
    visit = a_visit(*TO_PAYING, on.TimedOut(DEADLINE), on.TimedOut(DEADLINE), given_up)
    assert last(visit, answered(Paid())) == [
        money_do.RecordOutcome("id-2", Paid()),
        money_do.CompleteOrder("id-2", None),
    ]
    assert last(visit, money_on.OrderCompleted(RECEIPT, None)) == []


@pytest.mark.parametrize("outcome", [Closed(), Unknown("?"), Refused(Refusal.DECLINED)])
def test_other_late_answers_are_written_down(outcome: Outcome) -> None:
    assert last(a_visit(), answered(outcome, "lost")) == [money_do.RecordOutcome("lost", outcome)]


def test_an_answer_to_another_payment_does_not_pay_this_one() -> None:
    assert last(a_visit(*TO_PAYING), answered(Closed(), "lost")) == [
        money_do.RecordOutcome("lost", Closed())
    ]


def test_every_answer_is_written_down_before_anything_else() -> None:
    assert last(a_visit(*TO_PAYING), answered(Paid())) == [
        money_do.RecordOutcome("id-2", Paid()),
        *[do.StopTimer(timer) for timer in (SLOW, ASK_AGAIN, DEADLINE)],
        money_do.CompleteOrder("id-2", "id-3"),
    ]


@pytest.mark.parametrize(
    ("event", "record"),
    [
        (on.DoorOpened("door-9"), do.RecordDoor("door-9", DoorState.OPENED)),
        (on.DoorFailed("door-9", "jam"), do.RecordDoor("door-9", DoorState.FAILED, "jam")),
        (on.DoorUnknown("door-9", "?"), do.RecordDoor("door-9", DoorState.UNKNOWN, "?")),
    ],
)
@pytest.mark.parametrize("before", [[], TO_CART, TO_DONE])
def test_what_became_of_a_door_is_always_written_down(
    before: list[Event], event: Event, record: do.RecordDoor
) -> None:
    assert last(a_visit(*before), event) == [record]


@pytest.mark.parametrize("before", [[], TO_CART, TO_PAYING, TO_STAFF])
def test_what_the_rail_says_of_refunds_and_holds_is_written_down(before: list[Event]) -> None:
    visit = a_visit(*before)
    assert last(visit, money_on.RefundAnswered("refund-9", Refunded())) == [
        money_do.RecordRefund("refund-9", Refunded())
    ]
    assert last(visit, money_on.HoldAnswered("hold-9", Held())) == [
        money_do.RecordHold("hold-9", Held())
    ]
