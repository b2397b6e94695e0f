"""One payment: by an app's code, by a QR code on our screen, at the counter; waiting and stopping.

The wallet's payments are in test_purchase.py.
"""

from __future__ import annotations

import pytest

from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import yuan
from kiosk.domain.payment import (
    ByCode,
    ByMember,
    ByScreen,
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    PaymentState,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows.consent import Yes
from kiosk.flows.events import Event
from kiosk.flows.money_screens import PaymentTrouble
from kiosk.flows.settling import (
    ASK_AGAIN,
    CLOSE_WITHIN_S,
    DEADLINE,
    SLOW,
    SLOW_AFTER_S,
    CodeUsedUp,
    NotTaken,
    Settled,
    Settling,
    Took,
    WaitingPolicy,
)
from tests.kiosk.flows.a_kiosk import ALIPAY_CODE
from tests.kiosk.flows.play import last, play
from tests.support.builders import an_order

ORDER = an_order()
AMOUNT = yuan("26")
SOMEBODY = Identity("", Proof.APP)
POLICY = WaitingPolicy(query_s=3.0, deadline_s=60.0, screen_s=120.0, app_s=45.0, counter_s=300.0)
URL = "https://qr.example/1"

PLACED = money_on.OrderPlaced("order-1", "payment-1")
GIVEN_UP = money_on.PaymentGivenUp("payment-1", PaymentState.CANCELLING)
ASKED_AGAIN = do.StartTimer(ASK_AGAIN, 3.0)
STOP_WAITING = [do.StopTimer(SLOW), do.StopTimer(ASK_AGAIN), do.StopTimer(DEADLINE)]
CLOSING = [
    do.StopTimer(ASK_AGAIN),
    do.StartTimer(DEADLINE, CLOSE_WITHIN_S),
    money_do.ClosePayment("payment-1"),
]
GIVING_UP = [
    do.Show(money_show.Cancelling(AMOUNT)),
    *STOP_WAITING,
    money_do.GiveUpPayment("payment-1"),
]


def answered(outcome: Outcome) -> money_on.PaymentAnswered:
    return money_on.PaymentAnswered("payment-1", outcome)


def a_settling(*events: Event, means: Means, rail: str = Rail.ALIPAY) -> Settling:
    payment = Payment("payment-1", "order-1", "", AMOUNT, rail)
    settling = Settling(ORDER, payment, Yes(SOMEBODY, rail, means), POLICY)
    settling.start()
    play(settling, *events)
    return settling


def by_code(*events: Event) -> Settling:
    return a_settling(*events, means=ByCode(ALIPAY_CODE))


def by_screen(*events: Event) -> Settling:
    return a_settling(*events, means=ByScreen(), rail=Rail.WECHAT)


def at_counter(*events: Event) -> Settling:
    return a_settling(*events, means=ByScreen(), rail=Rail.CASH)


# --- the app's code ---------------------------------------------------------------------------


def test_a_code_is_charged_once_it_is_on_disk_that_it_will_be() -> None:
    settling = a_settling(means=ByCode(ALIPAY_CODE))
    payment = Payment("payment-1", "order-1", "", AMOUNT, Rail.ALIPAY)
    assert settling.start() == [
        do.Show(money_show.Paying(AMOUNT, rail=Rail.ALIPAY)),
        money_do.PlaceOrder(ORDER, payment),
    ]
    assert last(settling, PLACED) == [
        do.StartTimer(SLOW, SLOW_AFTER_S),
        do.StartTimer(DEADLINE, 60.0),
        money_do.Charge(payment, Approval(SOMEBODY, "order-1", AMOUNT), ByCode(ALIPAY_CODE)),
    ]


def test_a_code_that_the_service_does_not_take_may_be_shown_afresh() -> None:
    settling = by_code(PLACED, answered(Refused(Refusal.CODE_INVALID)))
    assert isinstance(settling.outcome, CodeUsedUp)


def test_a_password_is_waited_for_in_the_app() -> None:
    settling = by_code(PLACED)
    assert play(settling, answered(Waiting()), on.TimedOut(ASK_AGAIN), answered(Waiting())) == [
        [
            do.StopTimer(SLOW),
            do.StartTimer(DEADLINE, 45.0),
            do.Show(money_show.ConfirmInApp(AMOUNT, Rail.ALIPAY, 45)),
            ASKED_AGAIN,
        ],
        [money_do.QueryPayment("payment-1")],
        [ASKED_AGAIN],
    ]
    last(settling, answered(Paid()))
    assert settling.outcome == Took()


def test_a_code_whose_answer_is_lost_is_asked_about_and_never_charged_again() -> None:
    settling = by_code(PLACED)
    events: list[Event] = [answered(Unknown("20000")), on.TimedOut(ASK_AGAIN), PLACED]
    assert play(settling, *events) == [[ASKED_AGAIN], [money_do.QueryPayment("payment-1")], []]


def test_who_waits_long_for_a_service_may_stop() -> None:
    settling = by_code(PLACED)
    slow = do.Show(money_show.Paying(AMOUNT, is_slow=True, rail=Rail.ALIPAY, can_stop=True))
    assert play(settling, on.CancelPressed(), on.TimedOut(SLOW), on.CancelPressed()) == [
        [],
        [slow],
        GIVING_UP,
    ]


def test_a_wallet_cannot_be_stopped_even_if_it_is_slow() -> None:
    settling = a_settling(PLACED, on.TimedOut(SLOW), means=ByMember(), rail=Rail.WALLET)
    assert last(settling, on.CancelPressed()) == []


# --- a QR code on our screen ------------------------------------------------------------------

SHOWN: list[Event] = [PLACED, answered(Waiting(URL))]


def test_the_qr_code_stands_until_it_is_paid() -> None:
    settling = by_screen(PLACED)
    assert play(settling, answered(Waiting(URL)), answered(Waiting())) == [
        [
            do.StopTimer(SLOW),
            do.StartTimer(DEADLINE, 120.0),
            do.Show(money_show.ShowCode(AMOUNT, Rail.WECHAT, URL, 120)),
            ASKED_AGAIN,
        ],
        [ASKED_AGAIN],
    ]
    last(settling, answered(Paid()))
    assert settling.outcome == Took()


def test_a_qr_code_that_never_came_is_closed_at_once() -> None:
    """Nobody has seen it, so nobody can pay it."""
    assert last(by_screen(PLACED), answered(Unknown("timeout"))) == CLOSING


def test_a_lost_question_does_not_take_the_qr_code_away() -> None:
    assert last(by_screen(*SHOWN), answered(Unknown("timeout"))) == [ASKED_AGAIN]


def test_after_its_time_the_qr_code_goes_and_a_late_payment_is_still_a_sale() -> None:
    settling = by_screen(*SHOWN)
    gone = do.Show(money_show.Paying(AMOUNT, is_slow=True, rail=Rail.WECHAT))
    assert last(settling, on.TimedOut(DEADLINE)) == [gone, *CLOSING]
    last(settling, answered(Paid()))
    assert settling.outcome == Took()


# --- stopping ---------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [SHOWN, [PLACED, answered(Waiting(URL)), answered(Waiting())]])
def test_stopping_is_on_disk_before_it_is_promised(before: list[Event]) -> None:
    settling = by_screen(*before)
    assert play(settling, on.CancelPressed(), GIVEN_UP) == [
        GIVING_UP,
        [do.StartTimer(DEADLINE, CLOSE_WITHIN_S)],
    ]
    assert settling.is_given_up


@pytest.mark.parametrize(
    ("event", "outcome"),
    [
        (answered(Closed()), NotTaken(PaymentTrouble.STOPPED)),
        (answered(Refused(Refusal.DECLINED)), NotTaken(PaymentTrouble.STOPPED)),
        (answered(Reversed()), NotTaken(PaymentTrouble.REVERSED)),
        (answered(Paid()), NotTaken(PaymentTrouble.GOING_BACK)),
        (on.TimedOut(DEADLINE), NotTaken(PaymentTrouble.GIVEN_UP)),
        (answered(Unknown("?")), None),
        (answered(Waiting()), None),
        (on.TimedOut(ASK_AGAIN), None),
        (on.CancelPressed(), None),
    ],
)
def test_what_became_of_a_stopped_payment_is_told_as_it_is(
    event: Event, outcome: Settled | None
) -> None:
    assert by_screen(*SHOWN, on.CancelPressed(), GIVEN_UP, event).outcome == outcome


def test_what_cannot_be_given_up_on_disk_is_closed_and_not_promised() -> None:
    settling = by_screen(*SHOWN, on.CancelPressed())
    assert last(settling, on.NotDone(money_do.GiveUpPayment("payment-1"))) == CLOSING
    last(settling, answered(Paid()))
    assert settling.outcome == Took()


def test_an_answer_between_the_tap_and_the_disk_is_told_from_there() -> None:
    settling = by_screen(*SHOWN, on.CancelPressed())
    assert last(settling, answered(Paid())) == []
    last(settling, money_on.PaymentGivenUp("payment-1", PaymentState.PAID))
    assert settling.outcome == Took()


# --- the counter ------------------------------------------------------------------------------

WAITS: list[Event] = [PLACED, answered(Waiting())]


def test_an_order_waits_at_the_counter_until_staff_have_the_money() -> None:
    settling = at_counter(PLACED)
    assert last(settling, answered(Waiting())) == [
        do.StopTimer(SLOW),
        do.StartTimer(DEADLINE, 300.0),
        do.Show(money_show.PayAtCounter(AMOUNT, "order-1", 300)),
        ASKED_AGAIN,
    ]
    assert last(settling, on.TimedOut(ASK_AGAIN)) == [money_do.QueryPayment("payment-1")]
    last(settling, answered(Paid()))
    assert settling.outcome == Took()


@pytest.mark.parametrize("event", [on.CancelPressed(), on.TimedOut(DEADLINE)])
def test_who_does_not_come_to_the_counter_is_not_waited_for(event: Event) -> None:
    settling = at_counter(*WAITS)
    assert last(settling, event) == GIVING_UP
    play(settling, GIVEN_UP, answered(Closed()))
    assert settling.outcome == NotTaken(PaymentTrouble.STOPPED)


def test_a_counter_that_does_not_answer_is_asked_again() -> None:
    assert last(at_counter(PLACED), answered(Unknown("busy"))) == [ASKED_AGAIN]
