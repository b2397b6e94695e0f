"""From a known member to a receipt: one tap, one order, one charge, one door."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.cart import Cart
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import Money, yuan
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    PaymentState,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
)
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.cabinet_events import FROM_CABINET_PEOPLE
from kiosk.flows.commissioning_events import FROM_COMMISSIONING_PEOPLE
from kiosk.flows.consent import CONFIRM, MemberConsent
from kiosk.flows.decision_events import FROM_DECISIONS
from kiosk.flows.events import FROM_A_PERSON, Event
from kiosk.flows.money_screens import PaymentTrouble
from kiosk.flows.purchase import Ending, Purchase, PurchasePolicy
from kiosk.flows.screens import DoorNotice, PrintNotice
from kiosk.flows.settling import ASK_AGAIN, CLOSE_WITHIN_S, DEADLINE, SLOW, SLOW_AFTER_S
from kiosk.flows.staff_events import FROM_STAFF
from tests.kiosk.flows.a_kiosk import EVERY_TOUCH
from tests.kiosk.flows.play import last, play
from tests.support.builders import (
    BAGEL,
    LATTE,
    a_cart,
    a_catalogue,
    a_member,
    a_payment,
    a_receipt,
    an_order,
    ids,
)

CART = a_cart(LATTE, BAGEL)
ORDER = an_order(CART)
PAYMENT = a_payment(ORDER)
RECEIPT = a_receipt(ORDER)
ZHANG = Identity("zhang", Proof.FACE)
POLICY = PurchasePolicy(
    confirm_s=20.0, query_s=2.0, deadline_s=30.0, opens_door=True, prints_receipt=True
)

TAP = on.ConfirmPressed()
PLACED = money_on.OrderPlaced("order-1", "payment-1")
COMPLETED = money_on.OrderCompleted(RECEIPT, "door-1")
GIVEN_UP = money_on.PaymentGivenUp("payment-1", PaymentState.CANCELLING)
CLOSING = [
    do.StopTimer(ASK_AGAIN),
    do.StartTimer(DEADLINE, CLOSE_WITHIN_S),
    money_do.ClosePayment("payment-1"),
]
STOP_WAITING = [do.StopTimer(SLOW), do.StopTimer(ASK_AGAIN), do.StopTimer(DEADLINE)]
CHARGE = money_do.Charge(PAYMENT, Approval(ZHANG, "order-1", yuan("44")))


def answered(outcome: Outcome, payment_id: str = "payment-1") -> money_on.PaymentAnswered:
    return money_on.PaymentAnswered(payment_id, outcome)


def a_purchase(
    *events: Event,
    cart: Cart = CART,
    proof: Proof = Proof.FACE,
    opens_door: bool = True,
    prints_receipt: bool = True,
) -> Purchase:
    """Zhang's purchase of a latte and a bagel, after these events."""
    purchase = Purchase(
        MemberConsent(Identity("zhang", proof), a_member(), cart, (Rail.WALLET,), POLICY.confirm_s),
        cart,
        a_catalogue(),
        replace(POLICY, opens_door=opens_door, prints_receipt=prints_receipt),
        ids("order-1", "payment-1", "door-1"),
    )
    purchase.start()
    play(purchase, *events)
    return purchase


def a_problem_screen(trouble: PaymentTrouble, balance: Money | None = None) -> do.Show:
    return do.Show(money_show.PaymentProblem(trouble, yuan("44"), "order-1", balance))


def a_result(door: DoorNotice, printing: PrintNotice, balance: Money | None = None) -> show.Result:
    return show.Result(replace(RECEIPT, balance=balance), door, printing)


# --- the tap ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("proof", "by_face"), [(Proof.FACE, True), (Proof.PIN, False)])
def test_it_asks_for_one_tap(proof: Proof, by_face: bool) -> None:  # noqa: FBT001
    assert a_purchase(proof=proof).start() == [
        do.StartTimer(CONFIRM, 20.0),
        do.Show(money_show.ConfirmPayment("张*", CART, 20, by_face)),
    ]


def test_from_tap_to_receipt() -> None:
    assert play(a_purchase(), TAP, PLACED, answered(Paid(yuan("6"))), COMPLETED) == [
        [
            do.StopTimer(CONFIRM),
            do.Show(money_show.Paying(yuan("44"))),
            money_do.PlaceOrder(ORDER, PAYMENT),
        ],
        [do.StartTimer(SLOW, SLOW_AFTER_S), do.StartTimer(DEADLINE, 30.0), CHARGE],
        [*STOP_WAITING, money_do.CompleteOrder("payment-1", "door-1")],
        [
            do.Show(a_result(DoorNotice.OPENING, PrintNotice.PRINTING, yuan("6"))),
            do.OpenDoor("door-1"),
            do.PrintReceipt(RECEIPT),
        ],
    ]


def test_a_second_tap_is_not_a_second_order() -> None:
    assert last(a_purchase(TAP), TAP) == []


@pytest.mark.parametrize(
    ("event", "ending"),
    [
        (money_on.NotMePressed(), Ending.NOT_ME),
        (on.BackPressed(), Ending.NOT_ME),
        (on.TimedOut(CONFIRM), Ending.NOT_ME),
        (on.CancelPressed(), Ending.LEFT),
    ],
)
def test_nothing_is_bought_without_the_tap(event: Event, ending: Ending) -> None:
    purchase = a_purchase()
    assert last(purchase, event) == [do.StopTimer(CONFIRM)]
    assert purchase.outcome is ending


@pytest.mark.parametrize("event", [on.TimedOut(SLOW), PLACED, answered(Paid()), on.Touched()])
def test_stray_news_before_the_tap_starts_nothing(event: Event) -> None:
    purchase = a_purchase()
    assert (last(purchase, event), purchase.is_confirmed) == ([], False)


# --- money in flight --------------------------------------------------------------------------

IN_FLIGHT: dict[str, list[Event]] = {
    "placing": [TAP],
    "paying": [TAP, PLACED],
    "closing": [TAP, PLACED, on.TimedOut(DEADLINE)],
    "giving up": [TAP, PLACED, on.TimedOut(DEADLINE), on.TimedOut(DEADLINE)],
    "completing": [TAP, PLACED, answered(Paid())],
}


@pytest.mark.parametrize("state", IN_FLIGHT)
def test_every_touch_is_ignored_while_money_is_in_flight(state: str) -> None:
    purchase = a_purchase(*IN_FLIGHT[state])
    assert purchase.is_in_flight
    assert play(purchase, *EVERY_TOUCH) == [[]] * len(EVERY_TOUCH)
    assert (purchase.is_in_flight, purchase.outcome) == (True, None)


def test_the_list_of_touches_is_whole() -> None:
    staffs = {
        *FROM_STAFF, *FROM_DECISIONS, *FROM_CABINET_PEOPLE, *FROM_COMMISSIONING_PEOPLE
    }  # fmt: skip
    others = {on.LanguageChosen, on.TicketActed, *staffs}
    assert {type(touch) for touch in EVERY_TOUCH} == set(FROM_A_PERSON) - others


def test_nothing_is_in_flight_before_and_after() -> None:
    done = a_purchase(TAP, PLACED, answered(Paid()), COMPLETED)
    refused = a_purchase(TAP, PLACED, answered(Closed()))
    flights = [one.is_in_flight for one in (a_purchase(), done, refused)]
    confirmed = [one.is_confirmed for one in (a_purchase(), done, refused)]
    assert (flights, confirmed) == ([False, False, False], [False, True, True])


def test_somebody_elses_order_is_not_charged() -> None:
    assert last(a_purchase(TAP), money_on.OrderPlaced("order-9", "payment-9")) == []


def test_an_order_that_is_placed_twice_is_charged_once() -> None:
    assert last(a_purchase(TAP, PLACED), PLACED) == []


def test_somebody_elses_answer_pays_nothing() -> None:
    assert last(a_purchase(TAP, PLACED), answered(Paid(), "payment-9")) == []


def test_the_same_answer_twice_completes_once() -> None:
    assert last(a_purchase(TAP, PLACED, answered(Paid())), answered(Paid())) == []


def test_a_refusal_after_paid_changes_nothing() -> None:
    late = answered(Refused(Refusal.DECLINED))
    assert last(a_purchase(TAP, PLACED, answered(Paid())), late) == []


def test_an_order_that_is_completed_twice_opens_one_door() -> None:
    assert last(a_purchase(TAP, PLACED, answered(Paid()), COMPLETED), COMPLETED) == []


def test_somebody_elses_completion_is_not_shown() -> None:
    other = money_on.OrderCompleted(a_receipt(an_order(CART, "order-9")), None)
    assert last(a_purchase(TAP, PLACED, answered(Paid())), other) == []


# --- an answer that does not come -------------------------------------------------------------


def test_unknown_is_asked_again_until_the_deadline_and_then_closed() -> None:
    purchase = a_purchase(TAP, PLACED)
    events: list[Event] = [
        answered(Unknown("timeout")),
        on.TimedOut(ASK_AGAIN),
        answered(Unknown("timeout")),
        on.TimedOut(DEADLINE),
        answered(Closed()),
    ]
    assert play(purchase, *events) == [
        [do.StartTimer(ASK_AGAIN, 2.0)],
        [money_do.QueryPayment("payment-1")],
        [do.StartTimer(ASK_AGAIN, 2.0)],
        CLOSING,
        [*STOP_WAITING, a_problem_screen(PaymentTrouble.CLOSED)],
    ]


def test_a_payment_that_was_paid_after_all_is_completed() -> None:
    purchase = a_purchase(TAP, PLACED, answered(Unknown("timeout")), on.TimedOut(DEADLINE))
    assert last(purchase, answered(Paid(yuan("6")))) == [
        *STOP_WAITING,
        money_do.CompleteOrder("payment-1", "door-1"),
    ]


def test_an_unknown_that_answers_the_question_before_does_not_end_the_closing() -> None:
    purchase = a_purchase(TAP, PLACED, on.TimedOut(ASK_AGAIN), on.TimedOut(DEADLINE))
    assert play(purchase, answered(Unknown("not yet")), answered(Closed())) == [
        [do.StartTimer(ASK_AGAIN, 2.0)],
        [*STOP_WAITING, a_problem_screen(PaymentTrouble.CLOSED)],
    ]


def test_a_payment_that_cannot_be_closed_in_time_is_given_up_before_anybody_is_told() -> None:
    purchase = a_purchase(TAP, PLACED, on.TimedOut(DEADLINE))
    events: list[Event] = [
        answered(Unknown("no network")),
        on.TimedOut(ASK_AGAIN),
        on.TimedOut(DEADLINE),
        GIVEN_UP,
    ]
    assert play(purchase, *events) == [
        [do.StartTimer(ASK_AGAIN, 2.0)],
        [money_do.ClosePayment("payment-1")],
        [*STOP_WAITING, money_do.GiveUpPayment("payment-1")],
        [*STOP_WAITING, a_problem_screen(PaymentTrouble.GIVEN_UP)],
    ]


def test_a_rail_that_hangs_does_not_trap_the_shopper() -> None:
    purchase = a_purchase(TAP, PLACED)
    assert play(purchase, on.TimedOut(DEADLINE), on.TimedOut(DEADLINE), GIVEN_UP) == [
        CLOSING,
        [*STOP_WAITING, money_do.GiveUpPayment("payment-1")],
        [*STOP_WAITING, a_problem_screen(PaymentTrouble.GIVEN_UP)],
    ]


@pytest.mark.parametrize(
    ("state", "trouble"),
    [
        (PaymentState.FAILED, PaymentTrouble.STOPPED),
        (PaymentState.CLOSED, PaymentTrouble.STOPPED),
        (PaymentState.REFUNDED, PaymentTrouble.REVERSED),
        (PaymentState.REFUNDING, PaymentTrouble.GOING_BACK),
    ],
)
def test_what_had_ended_before_it_was_given_up_is_told_as_it_ended(
    state: PaymentState, trouble: PaymentTrouble
) -> None:
    purchase = a_purchase(*IN_FLIGHT["giving up"])
    assert last(purchase, replace(GIVEN_UP, state=state)) == [
        *STOP_WAITING,
        a_problem_screen(trouble),
    ]


def test_what_was_paid_before_it_was_given_up_is_a_sale() -> None:
    purchase = a_purchase(*IN_FLIGHT["giving up"])
    paid = replace(GIVEN_UP, state=PaymentState.PAID)
    assert last(purchase, paid)[-1] == money_do.CompleteOrder("payment-1", "door-1")


def test_what_could_not_be_given_up_on_disk_is_not_promised() -> None:
    purchase = a_purchase(*IN_FLIGHT["giving up"])
    assert last(purchase, on.NotDone(money_do.GiveUpPayment("payment-1"))) == [
        *STOP_WAITING,
        a_problem_screen(PaymentTrouble.UNKNOWN),
    ]


def test_a_late_timer_means_nothing_while_closing() -> None:
    purchase = a_purchase(TAP, PLACED, on.TimedOut(DEADLINE))
    assert last(purchase, on.TimedOut(SLOW)) == []


def test_a_slow_answer_is_explained() -> None:
    slow = [do.Show(money_show.Paying(yuan("44"), is_slow=True))]
    assert last(a_purchase(TAP, PLACED), on.TimedOut(SLOW)) == slow


def test_a_timer_of_an_earlier_step_means_nothing() -> None:
    assert last(a_purchase(TAP, PLACED), on.TimedOut(CONFIRM)) == []


# --- not paid ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "screen"),
    [
        (
            Refused(Refusal.NOT_ENOUGH, yuan("3")),
            a_problem_screen(PaymentTrouble.NOT_ENOUGH, yuan("3")),
        ),
        (Refused(Refusal.NO_ACCOUNT), a_problem_screen(PaymentTrouble.DECLINED)),
        (Refused(Refusal.DECLINED), a_problem_screen(PaymentTrouble.DECLINED)),
        (Refused(Refusal.OVER_LIMIT), a_problem_screen(PaymentTrouble.OVER_LIMIT)),
        (Closed(), a_problem_screen(PaymentTrouble.CLOSED)),
        (Reversed(), a_problem_screen(PaymentTrouble.REVERSED)),
    ],
)
def test_a_no_is_told_with_its_reason(outcome: Outcome, screen: do.Show) -> None:
    assert last(a_purchase(TAP, PLACED), answered(outcome)) == [*STOP_WAITING, screen]


@pytest.mark.parametrize(
    ("before", "not_done", "trouble"),
    [
        ([TAP], money_do.PlaceOrder(ORDER, PAYMENT), PaymentTrouble.CLOSED),
        ([TAP, PLACED], CHARGE, PaymentTrouble.CLOSED),
    ],
)
def test_what_could_not_be_written_down_is_told(
    before: list[Event], not_done: do.Effect, trouble: PaymentTrouble
) -> None:
    assert last(a_purchase(*before), on.NotDone(not_done)) == [
        *STOP_WAITING,
        a_problem_screen(trouble),
    ]


def test_a_paid_order_that_could_not_be_written_down_goes_to_staff() -> None:
    not_done = on.NotDone(money_do.CompleteOrder("payment-1", "door-1"))
    purchase = a_purchase(TAP, PLACED, answered(Paid()))
    assert last(purchase, not_done) == [a_problem_screen(PaymentTrouble.UNKNOWN)]
    assert not purchase.is_in_flight


def test_other_things_that_were_not_done_do_not_end_a_payment() -> None:
    not_done = on.NotDone(money_do.RecordOutcome("payment-9", Closed()))
    assert last(a_purchase(TAP, PLACED), not_done) == []


def test_a_late_order_of_somebody_else_does_not_end_this_payment() -> None:
    purchase = a_purchase(TAP, PLACED)
    assert last(purchase, on.NotDone(money_do.CompleteOrder("payment-9", None))) == []
    assert last(purchase, answered(Paid()))[-1] == money_do.CompleteOrder("payment-1", "door-1")


@pytest.mark.parametrize(
    ("event", "ending"),
    [
        (on.RetryPressed(), Ending.OTHER_WAY),
        (on.BackPressed(), Ending.OTHER_WAY),
        (on.CancelPressed(), Ending.LEFT),
        (on.DonePressed(), Ending.LEFT),
        (answered(Paid()), None),
        (on.Touched(), None),
    ],
)
def test_after_a_no_one_can_pay_another_way_or_leave(event: Event, ending: Ending | None) -> None:
    purchase = a_purchase(TAP, PLACED, answered(Closed()))
    assert (last(purchase, event), purchase.outcome) == ([], ending)


@pytest.mark.parametrize("event", [on.RetryPressed(), on.BackPressed()])
def test_while_a_payment_is_unknown_nobody_pays_another_way(event: Event) -> None:
    unwritten = on.NotDone(money_do.GiveUpPayment("payment-1"))
    purchase = a_purchase(*IN_FLIGHT["giving up"], unwritten)
    assert (last(purchase, event), purchase.outcome) == ([], None)
    last(purchase, on.DonePressed())
    assert purchase.outcome is Ending.LEFT


# --- paid -------------------------------------------------------------------------------------

UNTIL_DONE: list[Event] = [TAP, PLACED, answered(Paid()), COMPLETED]


@pytest.mark.parametrize(
    ("event", "notice"),
    [
        (on.DoorOpened("door-1"), DoorNotice.OPEN),
        (on.DoorFailed("door-1", "jammed"), DoorNotice.ASK_STAFF),
        (on.DoorUnknown("door-1", "no answer"), DoorNotice.ASK_STAFF),
    ],
)
def test_the_door_is_told_as_it_is(event: Event, notice: DoorNotice) -> None:
    shown = [do.Show(a_result(notice, PrintNotice.PRINTING))]
    assert last(a_purchase(*UNTIL_DONE), event) == shown


@pytest.mark.parametrize(
    "event",
    [
        on.DoorOpened("door-9"),
        on.DoorFailed("door-9", "jammed"),
        on.DoorUnknown("door-9", "no answer"),
        answered(Paid()),
        on.TimedOut(DEADLINE),
        on.ConfirmPressed(),
    ],
)
def test_late_news_of_others_changes_nothing(event: Event) -> None:
    assert last(a_purchase(*UNTIL_DONE), event) == []


def test_the_receipt_can_be_printed_again() -> None:
    purchase = a_purchase(TAP, PLACED, answered(Paid(yuan("6"))), COMPLETED)
    shown = [
        do.Show(a_result(DoorNotice.OPENING, notice, yuan("6")))
        for notice in (PrintNotice.FAILED, PrintNotice.PRINTING, PrintNotice.PRINTED)
    ]
    events: list[Event] = [on.PrintFailed("no paper"), on.PrintPressed(), on.Printed()]
    assert play(purchase, *events) == [
        [shown[0]],
        [shown[1], do.PrintReceipt(replace(RECEIPT, balance=yuan("6")))],
        [shown[2]],
    ]


def test_an_impatient_finger_prints_one_receipt() -> None:
    assert last(a_purchase(*UNTIL_DONE), on.PrintPressed()) == []


def test_door_and_printer_do_not_forget_each_other() -> None:
    purchase = a_purchase(*UNTIL_DONE, on.DoorOpened("door-1"))
    shown = [do.Show(a_result(DoorNotice.OPEN, PrintNotice.PRINTED))]
    assert last(purchase, on.Printed()) == shown


@pytest.mark.parametrize("event", [on.DonePressed(), on.CancelPressed(), on.BackPressed()])
def test_a_done_purchase_is_left_by_any_way(event: Event) -> None:
    purchase = a_purchase(*UNTIL_DONE)
    assert (last(purchase, event), purchase.outcome) == ([], Ending.FINISHED)


@pytest.mark.parametrize(
    ("trouble", "notice"),
    [
        (PrinterTrouble.NO_PAPER, PrintNotice.NO_PAPER),
        (PrinterTrouble.COVER_OPEN, PrintNotice.COVER_OPEN),
        (PrinterTrouble.NOT_THERE, PrintNotice.FAILED),
    ],
)
def test_the_shopper_hears_why_nothing_was_printed(
    trouble: PrinterTrouble, notice: PrintNotice
) -> None:
    purchase = a_purchase(TAP, PLACED, answered(Paid(yuan("6"))), COMPLETED)
    shown = do.Show(a_result(DoorNotice.OPENING, notice, yuan("6")))

    assert last(purchase, on.PrintFailed("…", trouble)) == [shown]
    assert notice.is_failure


def test_a_shop_without_door_and_printer_shows_the_receipt() -> None:
    purchase = a_purchase(TAP, PLACED, opens_door=False, prints_receipt=False)
    assert play(purchase, answered(Paid()), money_on.OrderCompleted(RECEIPT, None)) == [
        [*STOP_WAITING, money_do.CompleteOrder("payment-1", None)],
        [do.Show(a_result(DoorNotice.NONE, PrintNotice.NONE))],
    ]


def test_no_door_opens_that_the_storage_did_not_intend() -> None:
    """A second completion of the same order comes back without a door command."""
    purchase = a_purchase(TAP, PLACED, answered(Paid()), prints_receipt=False)
    assert last(purchase, money_on.OrderCompleted(RECEIPT, None)) == [
        do.Show(a_result(DoorNotice.NONE, PrintNotice.NONE))
    ]


def test_the_door_that_opens_is_the_one_on_disk() -> None:
    purchase = a_purchase(TAP, PLACED, answered(Paid()), prints_receipt=False)
    effects = last(purchase, money_on.OrderCompleted(RECEIPT, "door-on-disk"))
    assert effects[1:] == [do.OpenDoor("door-on-disk")]
