"""Every way to pay through a whole visit: offered, greyed, chosen, tried again; the counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import yuan
from kiosk.domain.offline import OfflineAllowed, OfflineRefused, OfflineUse
from kiosk.domain.payment import (
    ByCode,
    ByMember,
    ByScreen,
    Closed,
    Paid,
    Payment,
    PaymentState,
    Rail,
    Refusal,
    Refused,
    Waiting,
)
from kiosk.domain.problems import Fault
from kiosk.domain.ways import DownRail, Offer, WhyNot, offered_ways
from kiosk.flows import effects as do
from kiosk.flows import events as on
from kiosk.flows import member_events as member_on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows.checkout import Checkout
from kiosk.flows.consent import PRESENT
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.housekeeping import GUARD
from kiosk.flows.identify import OFFLINE_TIMER
from kiosk.flows.idle import IDLE
from kiosk.flows.money_screens import CodeTrouble, PaymentTrouble
from kiosk.flows.screens import BrowseNotice
from kiosk.flows.settling import ASK_AGAIN, DEADLINE
from kiosk.flows.visit import Visit
from tests.kiosk.flows.a_kiosk import (
    ALIPAY_CODE,
    CART,
    EVERY_WAY,
    TO_CART,
    TO_CHECKOUT,
    TO_CONFIRM,
    WECHAT_CODE,
    a_visit,
    answered,
)
from tests.kiosk.flows.play import last, play
from tests.support.builders import (
    GOOD_PIN,
    PHONE,
    a_cart,
    a_catalogue,
    a_member,
    a_problem,
    a_receipt,
    an_order,
)

AMOUNT = yuan("26")
WAYS = offered_ways(EVERY_WAY.offer, ())
OFFLINE = (DownRail(Rail.ALIPAY, WhyNot.OFFLINE), DownRail(Rail.WECHAT, WhyNot.OFFLINE))
CODE_PRESSED, QR_PRESSED = money_on.PayByCodePressed(), money_on.PayByScreenPressed(Rail.WECHAT)
SCAN = on.BarcodeScanned(ALIPAY_CODE)
PLACED = money_on.OrderPlaced("id-1", "id-2")
TO_CODE: list[Event] = [*TO_CHECKOUT, CODE_PRESSED]
TO_COUNTER: list[Event] = [
    *TO_CHECKOUT,
    money_on.PayAtCounterPressed(),
    PLACED,
    answered(Waiting()),
]
TO_STAFF_AT_COUNTER: list[Event] = [
    *TO_COUNTER,
    on.StaffDoorKnocked(),
    on.DigitsEntered(GOOD_PIN),
    on.StaffPinAccepted(),
]
AT_COUNTER = do.Show(money_show.PayAtCounter(AMOUNT, "id-1", 300))


def a_shop(*events: Event) -> Visit:
    """Takes everything, after these events."""
    return a_visit(*events, policy=EVERY_WAY)


def shown(effects: list[Effect]) -> show.Screen | None:
    screens = [effect.screen for effect in effects if isinstance(effect, do.Show)]
    return screens[-1] if screens else None


# --- what is offered --------------------------------------------------------------------------


def test_every_way_that_the_settings_allow_is_offered() -> None:
    assert shown(last(a_shop(), *TO_CHECKOUT)) == money_show.ChoosePayment(CART, None, WAYS)


def test_ways_without_a_network_are_greyed_while_somebody_chooses() -> None:
    visit = a_shop(*TO_CHECKOUT)
    grey = money_show.ChoosePayment(CART, None, offered_ways(EVERY_WAY.offer, OFFLINE))
    news: list[Event] = [
        money_on.RailsChanged(OFFLINE),
        money_on.RailsChanged(OFFLINE),
        money_on.RailsChanged(()),
    ]
    assert play(visit, *news) == [
        [do.Show(grey)],
        [],
        [do.Show(money_show.ChoosePayment(CART, None, WAYS))],
    ]


@pytest.mark.parametrize("touch", [CODE_PRESSED, QR_PRESSED, SCAN])
def test_a_greyed_way_takes_no_touch(touch: Event) -> None:
    assert shown(last(a_shop(money_on.RailsChanged(OFFLINE), *TO_CHECKOUT), touch)) is None


@pytest.mark.parametrize("touch", [CODE_PRESSED, QR_PRESSED, money_on.PayAtCounterPressed(), SCAN])
def test_a_kiosk_that_takes_members_only_offers_nothing_else(touch: Event) -> None:
    assert shown(last(a_visit(*TO_CHECKOUT), touch)) is None


@pytest.mark.parametrize("touch", [money_on.PayByFacePressed(), money_on.PayByPhonePressed()])
def test_where_a_name_is_of_no_use_nobody_is_asked_for_it(touch: Event) -> None:
    offer = Offer(wallet=False, counter=(Rail.CASH,))
    visit = a_visit(policy=replace(EVERY_WAY, offer=offer))
    screen = shown(play(visit, *TO_CHECKOUT)[-1])
    assert screen == money_show.ChoosePayment(
        CART, None, offered_ways(offer, ()), takes_members=False
    )
    assert shown(last(visit, touch)) is None


# --- a code -----------------------------------------------------------------------------------


def test_from_a_code_to_a_receipt() -> None:
    visit = a_shop(*TO_CODE)
    payment = Payment("id-2", "id-1", "", AMOUNT, Rail.ALIPAY)
    assert last(visit, SCAN)[-1] == money_do.PlaceOrder(an_order(CART, "id-1"), payment)
    approval = Approval(Identity("", Proof.APP), "id-1", AMOUNT)
    assert last(visit, PLACED)[-1] == money_do.Charge(payment, approval, ByCode(ALIPAY_CODE))
    assert last(visit, answered(Paid()))[-1] == money_do.CompleteOrder("id-2", "id-3")
    receipt = replace(a_receipt(an_order(CART, "id-1")), payer="", rail="alipay")
    assert isinstance(shown(last(visit, money_on.OrderCompleted(receipt, None))), show.Result)


def test_the_same_code_scanned_twice_is_one_payment() -> None:
    assert [
        one for one in last(a_shop(*TO_CODE, SCAN), SCAN) if isinstance(one, money_do.Charge)
    ] == []


def test_a_fresh_code_after_an_expired_one_is_a_new_payment_of_a_new_order() -> None:
    visit = a_shop(*TO_CODE, SCAN, PLACED)
    again = money_show.PresentCode(AMOUNT, (Rail.ALIPAY, Rail.WECHAT), 60, CodeTrouble.USED_UP)
    assert shown(last(visit, answered(Refused(Refusal.CODE_INVALID)))) == again
    fresh = Payment("id-5", "id-4", "", AMOUNT, Rail.WECHAT)
    placed = money_do.PlaceOrder(an_order(CART, "id-4"), fresh)
    assert last(visit, on.BarcodeScanned(WECHAT_CODE))[-1] == placed


def test_a_code_at_the_cart_is_charged_only_after_one_tap() -> None:
    visit = a_shop(*TO_CART)
    assert shown(last(visit, SCAN)) == money_show.ConfirmCode(CART, Rail.ALIPAY, 60)
    payment = Payment("id-2", "id-1", "", AMOUNT, Rail.ALIPAY)
    assert last(visit, on.ConfirmPressed())[-1] == money_do.PlaceOrder(
        an_order(CART, "id-1"), payment
    )


def test_a_code_at_the_choice_is_charged_only_after_one_tap() -> None:
    assert shown(last(a_shop(*TO_CHECKOUT), SCAN)) == money_show.ConfirmCode(CART, Rail.ALIPAY, 60)


def test_a_code_with_an_empty_cart_pays_nothing() -> None:
    empty = show.Browse(a_catalogue(), a_cart().without("latte"), BrowseNotice.NOTHING_TO_PAY)
    assert shown(last(a_shop(), SCAN)) == empty


def test_where_no_codes_are_taken_a_code_is_an_unknown_barcode() -> None:
    screen = shown(last(a_visit(*TO_CART), SCAN))
    assert isinstance(screen, show.Browse)
    assert screen.notice is BrowseNotice.UNKNOWN_BARCODE


@pytest.mark.parametrize("event", [on.BackPressed(), on.TimedOut(PRESENT)])
def test_without_a_code_one_is_back_at_the_choice(event: Event) -> None:
    assert isinstance(shown(last(a_shop(*TO_CODE), event)), money_show.ChoosePayment)


# --- a QR code --------------------------------------------------------------------------------


def test_stopping_a_qr_code_leads_back_to_the_choice() -> None:
    visit = a_shop(*TO_CHECKOUT, QR_PRESSED, PLACED, answered(Waiting("https://qr.example/1")))
    given_up = money_on.PaymentGivenUp("id-2", PaymentState.CANCELLING)
    screens = [
        shown(effects) for effects in play(visit, on.CancelPressed(), given_up, answered(Closed()))
    ]
    stopped = money_show.PaymentProblem(PaymentTrouble.STOPPED, AMOUNT, "id-1")
    assert screens == [money_show.Cancelling(AMOUNT), None, stopped]
    assert isinstance(shown(last(visit, on.RetryPressed())), money_show.ChoosePayment)


def test_while_a_qr_code_stands_nobody_is_asked_whether_they_are_there() -> None:
    visit = a_shop(*TO_CHECKOUT, QR_PRESSED, PLACED, answered(Waiting("https://qr.example/1")))
    assert last(visit, on.TimedOut(IDLE)) == [do.StartTimer(IDLE, 60.0)]


def test_the_guard_leaves_the_payment_in_hand_alone_until_it_is_given_up() -> None:
    visit = a_shop(*TO_CHECKOUT, QR_PRESSED, PLACED, answered(Waiting("https://qr.example/1")))
    assert last(visit, on.TimedOut(GUARD))[0] == money_do.ResolvePayments(("id-2",))
    play(visit, on.CancelPressed(), money_on.PaymentGivenUp("id-2", PaymentState.CANCELLING))
    assert last(visit, on.TimedOut(GUARD))[0] == money_do.ResolvePayments(())


# --- a member ---------------------------------------------------------------------------------


def test_an_empty_wallet_offers_the_other_ways_with_the_same_cart() -> None:
    refused = answered(Refused(Refusal.NOT_ENOUGH, yuan("3")))
    visit = a_shop(*TO_CONFIRM, on.ConfirmPressed(), PLACED)
    assert shown(last(visit, refused)) == money_show.PaymentProblem(
        PaymentTrouble.NOT_ENOUGH, AMOUNT, "id-1", yuan("3"), WAYS
    )
    assert isinstance(shown(last(visit, CODE_PRESSED)), money_show.PresentCode)
    payment = Payment("id-5", "id-4", "", AMOUNT, Rail.ALIPAY)
    assert last(visit, SCAN)[-1] == money_do.PlaceOrder(an_order(CART, "id-4"), payment)


def test_a_way_that_went_down_meanwhile_leads_back_to_the_choice() -> None:
    """The screen about the wallet still shows it; the choice after it says why not."""
    refused = answered(Refused(Refusal.NOT_ENOUGH, yuan("3")))
    visit = a_shop(
        *TO_CONFIRM, on.ConfirmPressed(), PLACED, refused, money_on.RailsChanged(OFFLINE)
    )
    grey = money_show.ChoosePayment(CART, None, offered_ways(EVERY_WAY.offer, OFFLINE))
    assert shown(last(visit, QR_PRESSED)) == grey


def test_what_is_offered_after_a_refusal_is_what_works_by_then() -> None:
    refused = answered(Refused(Refusal.NOT_ENOUGH, yuan("3")))
    visit = a_shop(*TO_CONFIRM, on.ConfirmPressed(), PLACED, money_on.RailsChanged(OFFLINE))
    screen = shown(last(visit, refused))
    assert isinstance(screen, money_show.PaymentProblem)
    assert screen.ways == offered_ways(EVERY_WAY.offer, OFFLINE)


def test_an_empty_wallet_is_followed_by_an_agreement_with_one_tap() -> None:
    agreed = replace(a_member(), agreements=(Rail.ALIPAY,))
    to_confirm: list[Event] = [
        *TO_CHECKOUT,
        money_on.PayByPhonePressed(),
        on.DigitsEntered(PHONE),
        on.DigitsEntered(GOOD_PIN),
        member_on.PinAccepted(agreed),
    ]
    visit = a_shop(*to_confirm, on.ConfirmPressed(), PLACED)
    screen = shown(last(visit, answered(Refused(Refusal.NOT_ENOUGH, yuan("3")))))
    assert isinstance(screen, money_show.PaymentProblem)
    assert screen.rails == (Rail.ALIPAY,)
    payment = Payment("id-5", "id-4", "zhang", AMOUNT, Rail.ALIPAY)
    placed = last(visit, money_on.PayFromPressed(Rail.ALIPAY))[-1]
    assert placed == money_do.PlaceOrder(an_order(CART, "id-4"), payment)
    charge = last(visit, money_on.OrderPlaced("id-4", "id-5"))[-1]
    assert isinstance(charge, money_do.Charge)
    assert charge.means == ByMember()


def test_an_agreement_whose_service_is_down_is_not_offered() -> None:
    agreed = replace(a_member(), agreements=(Rail.ALIPAY,))
    gone = DownRail(Rail.ALIPAY, WhyNot.OFFLINE)
    down = money_on.RailsChanged((gone,))
    visit = a_shop(down, *TO_CHECKOUT, money_on.PayByPhonePressed(), on.DigitsEntered(PHONE))
    screen = shown(play(visit, on.DigitsEntered(GOOD_PIN), member_on.PinAccepted(agreed))[-1])
    assert isinstance(screen, money_show.ConfirmPayment)
    assert (screen.rails, screen.greyed) == ((Rail.WALLET,), (gone,))


def test_wechats_permission_is_for_cabinets_and_pays_no_cart() -> None:
    agreed = replace(a_member(), agreements=(Rail.ALIPAY, Rail.WECHAT))
    checkout = Checkout(a_catalogue(), EVERY_WAY.offer, EVERY_WAY.purchase, str)
    assert checkout.rails_of(agreed) == (Rail.WALLET, Rail.ALIPAY)
    assert checkout.holding_rails_of(agreed) == (Rail.WALLET, Rail.WECHAT)


def test_without_the_back_office_a_wallet_is_judged_first() -> None:
    visit = a_shop(on.Faulted(a_problem(Fault.CLOUD)))
    assert do.ReadOfflineUse("zhang") in last(visit, *TO_CONFIRM)


def test_contact_is_noted_whenever_it_is_told() -> None:
    visit = a_shop()
    assert last(visit, on.Mended(Fault.CLOUD)) == [do.NoteContact(is_there=True)]
    assert do.NoteContact(is_there=False) in last(visit, on.Faulted(a_problem(Fault.CLOUD)))


# --- the counter ------------------------------------------------------------------------------


def test_the_counter_is_asked_with_a_payment_in_cash() -> None:
    visit = a_shop(*TO_CHECKOUT, money_on.PayAtCounterPressed())
    charge = last(visit, PLACED)[-1]
    assert charge == money_do.Charge(
        Payment("id-2", "id-1", "", AMOUNT, Rail.CASH),
        Approval(Identity("", Proof.STAFF), "id-1", AMOUNT),
        ByScreen(),
    )
    assert AT_COUNTER in last(visit, answered(Waiting()))


def test_staff_come_in_while_an_order_waits_and_leave_to_where_it_waits() -> None:
    visit = a_shop(*TO_COUNTER)
    pin = show.EnterPin(show.PinStep.ENTER, for_staff=True)
    assert shown(last(visit, on.StaffDoorKnocked())) == pin
    effects = last(visit, on.CancelPressed())
    assert effects[-3:] == [
        do.StartTimer(DEADLINE, 300.0),
        AT_COUNTER,
        do.StartTimer(ASK_AGAIN, 2.0),
    ]


def test_money_that_staff_took_brings_the_shopper_their_number() -> None:
    visit = a_shop(*TO_STAFF_AT_COUNTER)
    assert last(visit, answered(Paid()))[-1] == money_do.CompleteOrder("id-2", "id-3")
    receipt = a_receipt(an_order(CART, "id-1"))
    assert isinstance(shown(last(visit, money_on.OrderCompleted(receipt, None))), show.Result)


def test_an_answer_that_decides_nothing_leaves_staff_their_screen() -> None:
    record = money_do.RecordOutcome("id-2", Waiting())
    assert last(a_shop(*TO_STAFF_AT_COUNTER), answered(Waiting())) == [record]


def test_staff_who_walk_away_leave_the_screen_to_the_order() -> None:
    visit = a_shop(*TO_STAFF_AT_COUNTER)
    assert shown(last(visit, on.TimedOut(IDLE))) == AT_COUNTER.screen


def test_the_guard_leaves_an_order_at_the_counter_alone_while_staff_are_in() -> None:
    visit = a_shop(*TO_STAFF_AT_COUNTER)
    assert last(visit, on.TimedOut(GUARD))[0] == money_do.ResolvePayments(("id-2",))


# --- without the back office ------------------------------------------------------------------


def offline_use(spent: str, hours: float) -> money_on.OfflineUseRead:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    read = OfflineUse(yuan("0"), yuan(spent), noon)
    return money_on.OfflineUseRead(read, noon + timedelta(hours=hours))


def test_the_choice_tells_the_limit_once_it_is_near_and_counts_down() -> None:
    visit = a_shop(on.Faulted(a_problem(Fault.CLOUD)))
    assert do.ReadOfflineUse("") in last(visit, *TO_CHECKOUT)
    assert last(visit, offline_use("100", 1)) == []  # far away
    page = shown(last(visit, offline_use("450", 1)))
    assert isinstance(page, money_show.ChoosePayment)
    assert page.offline == OfflineAllowed(yuan("50"), 11 * 3600, is_near=True)
    assert last(visit, on.TimedOut(OFFLINE_TIMER))[0] == do.ReadOfflineUse("")
    page = shown(last(visit, offline_use("450", 11)))
    assert isinstance(page, money_show.ChoosePayment)
    assert page.offline == OfflineAllowed(yuan("50"), 3600, is_near=True)
    page = shown(last(visit, offline_use("500", 11)))
    assert isinstance(page, money_show.ChoosePayment)
    assert isinstance(page.offline, OfflineRefused)


def test_contact_that_is_lost_or_back_while_somebody_chooses_is_seen() -> None:
    visit = a_shop(*TO_CHECKOUT)
    assert do.ReadOfflineUse("") in last(visit, on.Faulted(a_problem(Fault.CLOUD)))
    last(visit, offline_use("450", 1))
    page = shown(last(visit, on.Mended(Fault.CLOUD)))
    assert isinstance(page, money_show.ChoosePayment)
    assert page.offline is None
