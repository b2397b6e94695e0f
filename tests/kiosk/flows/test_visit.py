"""One visit after another: shopping, checkout, idle people, and what is forgotten."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.cart import MAX_QUANTITY, Cart
from kiosk.domain.door import DoorState
from kiosk.domain.hold import Held
from kiosk.domain.language import Language
from kiosk.domain.money import yuan
from kiosk.domain.payment import Closed, Outcome, Paid, PaymentState, Refusal, Refused, Unknown
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.refund import Refunded
from kiosk.domain.risk import Decision, Reason, Step
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import face_effects as face_do
from kiosk.flows import face_events as face_on
from kiosk.flows import face_screens as face_show
from kiosk.flows import member_effects as member_do
from kiosk.flows import member_events as member_on
from kiosk.flows import member_screens as see
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.consent import CONFIRM
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.face_capture import CAPTURE_TIMER
from kiosk.flows.housekeeping import (
    GUARD,
    GUARD_FIRST_S,
    GUARD_S,
    SETTLED,
    SETTLED_S,
    SWEEP,
    SWEEP_FIRST_S,
    SWEEP_S,
)
from kiosk.flows.identify import FACE_TIMER
from kiosk.flows.idle import IDLE, STILL_THERE
from kiosk.flows.proving import PROOF_TIMER
from kiosk.flows.purpose import Purpose
from kiosk.flows.screens import BrowseNotice, PinStep
from kiosk.flows.settling import ASK_AGAIN, DEADLINE, SLOW
from kiosk.flows.visit import FACES_OFF
from tests.kiosk.flows.a_kiosk import (
    CART,
    CHARGE,
    ORDER,
    PAYMENT,
    RECEIPT,
    TO_CART,
    TO_CHECKOUT,
    TO_COMPLETING,
    TO_CONFIRM,
    TO_DONE,
    TO_PAYING,
    TO_PLACING,
    TO_STAFF,
    WIND_IDLE,
    WOKEN,
    a_visit,
    answered,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import (
    GOOD_PIN,
    LATTE,
    PHONE,
    WATER,
    a_cart,
    a_catalogue,
    a_member,
    a_problem,
    a_receipt,
    saw,
    saw_a_stranger,
)

FULL_CART = a_cart(*[LATTE] * MAX_QUANTITY)


def attract(*, faces_work: bool = True) -> do.Show:
    return do.Show(show.Attract(faces_work))


def browse(cart: Cart | None = None, notice: BrowseNotice | None = None) -> do.Show:
    return do.Show(show.Browse(a_catalogue(), cart or Cart(), notice))


def choose(cart: Cart = CART) -> do.Show:
    return do.Show(money_show.ChoosePayment(cart))


def reset(*, home: do.Show | None = None) -> list[Effect]:
    """Everything about the last person is forgotten."""
    return [
        do.StopWatching(),
        do.AskStillThere(None),
        do.StopTimer(STILL_THERE),
        do.StopTimer(IDLE),
        do.Speak(Language.ZH),
        home or attract(),
    ]


# --- shopping ---------------------------------------------------------------------------------


def test_a_kiosk_starts_with_the_attract_screen() -> None:
    timers = ((GUARD, GUARD_FIRST_S), (SWEEP, SWEEP_FIRST_S), (SETTLED, SETTLED_S))
    started = [do.StartTimer(timer, seconds) for timer, seconds in timers]
    first = [*started, face_do.ReadFacesOff(), do.ShowFaults(())]
    assert a_visit().start() == [*first, *reset()]


def test_faces_that_are_off_are_off_for_a_while() -> None:
    visit = a_visit()
    off = last(visit, face_on.FacesOff(900))
    assert off[0] == do.StartTimer(FACES_OFF, 900)
    assert off[-1] == do.Show(show.Attract(faces_work=False))
    assert last(visit, on.TimedOut(FACES_OFF)) == [face_do.ReadFacesOff()]
    assert last(visit, face_on.FacesOff(0))[-1] == do.Show(show.Attract(faces_work=True))


def test_a_cart_is_filled_and_emptied() -> None:
    events: list[Event] = [
        on.ShopPressed(),
        on.ProductAdded("latte"),
        on.ProductAdded("latte"),
        on.ProductRemoved("latte"),
        on.CartCleared(),
    ]
    assert play(a_visit(), *events) == [
        [*WOKEN, browse()],
        [*WOKEN, browse(CART)],
        [*WOKEN, browse(a_cart(LATTE, LATTE))],
        [*WOKEN, browse(CART)],
        [*WOKEN, browse()],
    ]


@pytest.mark.parametrize(
    ("cart", "sku", "notice"),
    [
        (Cart(), "mocha", BrowseNotice.SOLD_OUT),
        (FULL_CART, "latte", BrowseNotice.CART_FULL),
    ],
)
def test_what_cannot_be_added_is_told(cart: Cart, sku: str, notice: BrowseNotice) -> None:
    visit = a_visit(on.ShopPressed(), *[on.ProductAdded("latte")] * cart.count)
    assert last(visit, on.ProductAdded(sku)) == [*WOKEN, browse(cart, notice)]


def test_a_product_nobody_sells_is_not_added() -> None:
    assert last(a_visit(on.ShopPressed()), on.ProductAdded("tea")) == WOKEN


def test_scanning_on_the_attract_screen_starts_shopping() -> None:
    visit = a_visit()
    assert play(visit, on.BarcodeScanned("036000291452"), on.CheckoutPressed()) == [
        [*WOKEN, browse(a_cart(WATER))],
        [*WOKEN, *WOKEN, choose(a_cart(WATER))],
    ]


@pytest.mark.parametrize("code", ["4006381333931", "036000291453", "", "hello"])
def test_an_unknown_or_misread_barcode_is_told(code: str) -> None:
    shown = last(a_visit(), on.BarcodeScanned(code))
    assert shown == [*WOKEN, browse(notice=BrowseNotice.UNKNOWN_BARCODE)]


def test_scanning_in_the_middle_of_a_checkout_changes_nothing() -> None:
    assert last(a_visit(*TO_CHECKOUT), on.BarcodeScanned("036000291452")) == WOKEN


def test_an_empty_cart_cannot_be_checked_out() -> None:
    assert last(a_visit(on.ShopPressed()), on.CheckoutPressed()) == WOKEN


@pytest.mark.parametrize("event", [on.BackPressed(), on.CancelPressed()])
def test_leaving_the_shop_forgets_the_cart(event: Event) -> None:
    visit = a_visit(*TO_CART)
    assert play(visit, event, on.ShopPressed()) == [[*WOKEN, *reset()], [*WOKEN, browse()]]


@pytest.mark.parametrize(
    "event", [on.Touched(), on.ProductAdded("latte"), on.CheckoutPressed(), on.ConfirmPressed()]
)
def test_a_touch_beside_the_buttons_of_the_attract_screen_does_nothing(event: Event) -> None:
    assert last(a_visit(), event) == WOKEN


def test_news_that_nobody_waits_for_do_nothing() -> None:
    news: list[Event] = [
        on.Printed(), saw("zhang"), on.TimedOut(FACE_TIMER), member_on.PhoneChecked(is_free=True),
        money_on.OrderCompleted(RECEIPT, None), on.NotDone(do.LoadQueue()),
    ]  # fmt: skip
    assert play(a_visit(), *news) == [[]] * len(news)


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


# --- joining ----------------------------------------------------------------------------------

JOINED: list[Event] = [
    member_on.JoinPressed(),
    member_on.ConsentGiven(with_face=False),
    on.DigitsEntered(PHONE),
    member_on.PhoneChecked(is_free=True),
    on.DigitsEntered(PHONE),
    on.DigitsEntered(GOOD_PIN),
    on.DigitsEntered(GOOD_PIN),
    member_on.NameEntered("张"),
    member_on.MemberRegistered(a_member()),
]


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


# --- people who go away -----------------------------------------------------------------------


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


# --- news that may come when nobody waits for it ----------------------------------------------


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


# --- the guard --------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [[], TO_CART, TO_CONFIRM, TO_DONE])
def test_the_guard_finishes_what_was_left_open(before: list[Event]) -> None:
    assert last(a_visit(*before), on.TimedOut(GUARD)) == [
        money_do.ResolvePayments(),
        do.StartTimer(GUARD, GUARD_S),
    ]


@pytest.mark.parametrize("before", [TO_PLACING, TO_PAYING, TO_COMPLETING])
def test_the_guard_leaves_the_payment_alone_that_is_in_the_shoppers_hands(
    before: list[Event],
) -> None:
    assert last(a_visit(*before), on.TimedOut(GUARD)) == [
        money_do.ResolvePayments(in_hand=("id-2",)),
        do.StartTimer(GUARD, GUARD_S),
    ]


@pytest.mark.parametrize("before", [[], TO_CART, TO_PAYING, TO_STAFF])
def test_what_the_rail_says_of_refunds_and_holds_is_written_down(before: list[Event]) -> None:
    visit = a_visit(*before)
    assert last(visit, money_on.RefundAnswered("refund-9", Refunded())) == [
        money_do.RecordRefund("refund-9", Refunded())
    ]
    assert last(visit, money_on.HoldAnswered("hold-9", Held())) == [
        money_do.RecordHold("hold-9", Held())
    ]


# --- a restart that finished an order ---------------------------------------------------------


def test_the_receipt_of_a_recovered_order_is_shown_until_somebody_touches() -> None:
    visit = a_visit(recovered=a_receipt())
    recovered = do.Show(show.Attract(faces_work=True, recovered=a_receipt()))
    assert visit.start()[-1] == recovered
    offline = on.Faulted(a_problem(Fault.CLOUD))
    note = do.NoteContact(is_there=False)
    assert last(visit, offline) == [do.ShowFaults((Fault.CLOUD,)), recovered, note]
    assert play(visit, on.Touched(), on.TimedOut(IDLE)) == [WOKEN, reset()]


# --- staff ------------------------------------------------------------------------------------


def test_the_staff_door_asks_for_the_pin() -> None:
    entered = do.Show(show.EnterPin(PinStep.ENTER, for_staff=True))
    assert last(a_visit(), on.StaffDoorKnocked()) == [*WOKEN, *WOKEN, entered]


def test_staff_who_leave_leave_a_fresh_kiosk() -> None:
    assert last(a_visit(*TO_STAFF), on.BackPressed()) == [*WOKEN, *reset()]


def test_nobody_knocks_in_the_middle_of_a_checkout() -> None:
    assert last(a_visit(*TO_CHECKOUT), on.StaffDoorKnocked()) == WOKEN


CHOOSE_PIN = do.Show(show.EnterPin(PinStep.CHOOSE, for_staff=True))


def test_a_new_kiosk_asks_for_a_staff_pin_before_anything_is_sold() -> None:
    visit = a_visit(has_staff_pin=False)
    assert visit.start()[-5:] == [do.Speak(Language.ZH), *WOKEN, CHOOSE_PIN]
    assert play(visit, on.ShopPressed(), on.CancelPressed(), member_on.JoinPressed()) == [WOKEN] * 3


@pytest.mark.parametrize("timer", [IDLE, STILL_THERE])
def test_the_set_up_of_a_new_kiosk_is_never_given_up(timer: str) -> None:
    visit = a_visit(on.DigitsEntered(GOOD_PIN), has_staff_pin=False)
    assert last(visit, on.TimedOut(timer)) == [WIND_IDLE]
    assert last(visit, on.DigitsEntered(GOOD_PIN)) == [*WOKEN, do.SetStaffPin(GOOD_PIN)]


def test_a_new_kiosk_sells_once_it_has_a_pin() -> None:
    chosen: list[Event] = [
        on.DigitsEntered(GOOD_PIN),
        on.DigitsEntered(GOOD_PIN),
        on.StaffPinAccepted(),
    ]
    visit = a_visit(*chosen, on.CancelPressed(), has_staff_pin=False)
    assert last(visit, on.ShopPressed()) == [*WOKEN, browse()]
    entered = do.Show(show.EnterPin(PinStep.ENTER, for_staff=True))
    assert last(visit, on.CancelPressed(), on.StaffDoorKnocked())[-1] == entered


def test_a_new_kiosk_that_was_broken_asks_for_a_pin_once_it_is_mended() -> None:
    broken = a_problem(Fault.CATALOGUE, "no such file")
    visit = a_visit(has_staff_pin=False, faults=(broken,))
    assert visit.start()[-1] == do.Show(show.OutOfOrder(broken))
    assert last(visit, on.Mended(Fault.CATALOGUE))[-1] == CHOOSE_PIN


# --- faults -----------------------------------------------------------------------------------

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
    assert last(visit, on.Mended(Fault.DISK_FULL)) == [do.ShowFaults(()), *reset()]
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


def test_the_ring_is_for_paying_in_a_checkout() -> None:
    shown = last(a_visit(*TO_CHECKOUT), money_on.PayByFacePressed())[-1]
    assert shown == do.Show(
        face_show.LookAtCamera(Purpose.PAY, face_show.FaceHint.LOOK_HERE, 0.0, CART)
    )


# --- members whom nobody has seen for long ----------------------------------------------------


def test_members_who_stay_away_are_looked_for_while_nobody_is_here() -> None:
    visit = a_visit()
    visit.start()
    assert visit.handle(on.TimedOut(SWEEP)) == [
        do.StartTimer(SWEEP, SWEEP_S),
        member_do.ForgetUnused(),
        face_do.TidyPacks(),
    ]
    assert visit.handle(member_on.UnusedForgotten(20, more=True)) == [do.StartTimer(SWEEP, 1.0)]
    assert visit.handle(member_on.UnusedForgotten(3)) == [member_do.WipeDeleted()]
    assert visit.handle(on.CommandWaits()) == [do.ObeyFleet()]
    visit.handle(on.ShopPressed())
    assert visit.handle(member_on.UnusedForgotten(3)) == []  # somebody has come meanwhile
    assert visit.handle(on.CommandWaits()) == []
    assert visit.handle(on.TimedOut(SWEEP)) == [do.StartTimer(SWEEP, SWEEP_FIRST_S)]


def test_whose_money_is_settled_goes_while_nobody_is_here() -> None:
    visit = a_visit(faults=(a_problem(Fault.CLOCK),))
    visit.start()
    again = do.StartTimer(SETTLED, SETTLED_S)
    assert visit.handle(on.TimedOut(SETTLED)) == [again, do.ObeyFleet(), member_do.ForgetSettled()]
    visit.handle(on.StaffDoorKnocked())
    assert visit.handle(on.TimedOut(SETTLED)) == [again]


def test_by_a_clock_that_may_be_wrong_nobody_is_forgotten() -> None:
    visit = a_visit()
    visit.handle(on.Faulted(Problem(Fault.CLOCK)))
    assert visit.handle(on.TimedOut(SWEEP)) == [do.StartTimer(SWEEP, SWEEP_S)]


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
