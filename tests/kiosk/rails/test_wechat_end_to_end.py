"""Our WeChat rail, over wechatpayv3, against the simulated WeChat Pay, written without it.

Whatever goes wrong on the way, the rail never says another thing than the service's own books.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from kiosk.domain.hold import Captured, Held, Hold, Released
from kiosk.domain.ids import uuid7
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    ByCode,
    ByScreen,
    Closed,
    Outcome,
    Paid,
    Payment,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.rails.http import HttpClient
from kiosk.rails.wechat.account import WechatAccount
from kiosk.rails.wechat.merchant import Merchant
from kiosk.rails.wechat.payscore import PayscoreHolds
from kiosk.rails.wechat.rail import WechatRail
from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits
from tests.kiosk.rails.conftest import StartService, WindableClock

NUMBERS = count(1)
DONE_THEN_LOST = [
    "timeout-after", "error-after", "wrong-signature", "missing-signature", "slow-drip,seconds=0.1",
    "reset", "truncated", "rubbish", "bad-gateway-after",
]  # fmt: skip
NOT_DONE = ["timeout-before", "error-before", "half-open", "reset-before", "bad-gateway"]
A_FEW = ["timeout-after", "error-after", "reset-before", "bad-gateway"]


def an_account(service: PaymentService) -> WechatAccount:
    files, settings = service.keys.merchant_files(), service.settings.merchant
    return WechatAccount(
        mchid=settings.mchid,
        appid=settings.wechat_appid,
        serial=service.keys.merchant_serial,
        private_key=files["wechat_private_key"].read_text(),
        apiv3_key=files["wechat_apiv3_key"].read_text().strip(),
        public_key=files["wechat_public_key"].read_text(),
        public_key_id=PUBLIC_KEY_ID,
        host=service.url,
        notify_url="http://127.0.0.1:9/notify/wechat",
        payscore_service_id=settings.service_id,
    )


def a_merchant(service: PaymentService) -> Merchant:
    return Merchant(an_account(service), HttpClient(deadline_s=1))


def a_rail(service: PaymentService, clock: WindableClock) -> WechatRail:
    return WechatRail(a_merchant(service), clock.now)


def a_payment(clock: WindableClock, fen: int = 2650) -> Payment:
    made_ms = int(clock.now().timestamp() * 1000)
    payment_id = uuid7(made_ms, next(NUMBERS).to_bytes(10, "big"))
    return Payment(payment_id, "o1", "m1", Money(fen), Rail.WECHAT, "拿铁 / latte")


def a_refund(payment: Payment, fen: int) -> Refund:
    return Refund(f"{payment.id}-1", payment, Money(fen), RefundReason.QUALITY)


def settled(rail: WechatRail, payment: Payment) -> Outcome:
    """As the guard does it: close until it is final."""
    for _ in range(3):
        outcome = rail.close(payment)
        if not isinstance(outcome, Unknown):
            return outcome
    return outcome


def taken_fen(service: PaymentService) -> int:
    sums = service.shoppers.sums()
    assert sums.balance
    return sums.buyers_lost_fen


def test_a_code_that_the_shopper_shows_is_charged(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    paid = rail.charge(payment, ByCode(service.shoppers.code("wechat")))
    assert paid == Paid(service_number=service.shoppers.trade(payment.id).serial)
    assert rail.query(payment) == paid
    assert rail.close(payment) == paid
    assert taken_fen(service) == 2650


def test_platform_certificates_do_as_well_as_the_public_key(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    account = replace(an_account(service), public_key="", public_key_id="")
    rail = WechatRail(Merchant(account, HttpClient()), clock.now)
    outcome = rail.charge(a_payment(clock), ByCode(service.shoppers.code("wechat")))
    assert isinstance(outcome, Paid)


def test_a_code_on_our_screen_is_scanned_and_paid(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    shown = rail.charge(payment, ByScreen())
    assert isinstance(shown, Waiting)
    assert rail.query(payment) == Waiting()
    service.shoppers.scan(shown.code_url or "")
    assert isinstance(rail.query(payment), Paid)
    assert taken_fen(service) == 2650


def test_a_code_on_our_screen_is_closed_by_another_kiosk_process(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    payment = a_payment(clock)
    a_rail(service, clock).charge(payment, ByScreen())
    assert a_rail(service, clock).close(payment) == Closed()
    assert taken_fen(service) == 0


@pytest.mark.parametrize(
    ("buyer", "reason"), [("poor", Refusal.NOT_ENOUGH), ("expired", Refusal.CODE_INVALID)]
)
def test_a_refusal_says_what_the_shopper_can_do(
    start_service: StartService, clock: WindableClock, buyer: str, reason: Refusal
) -> None:
    service = start_service()
    means = ByCode(service.shoppers.code("wechat", buyer))
    assert a_rail(service, clock).charge(a_payment(clock), means) == Refused(reason)
    assert taken_fen(service) == 0


def test_a_refusal_that_was_lost_ends_closed(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service("timeout-after,method=wechat.codepay")
    rail, payment = a_rail(service, clock), a_payment(clock)
    means = ByCode(service.shoppers.code("wechat", "poor"))
    assert isinstance(rail.charge(payment, means), Unknown)
    assert settled(rail, payment) == Closed()
    assert taken_fen(service) == 0


@pytest.mark.parametrize("as_error", [True, False])
def test_a_shopper_with_a_password_is_waited_for(
    start_service: StartService, clock: WindableClock, *, as_error: bool
) -> None:
    service = start_service(habits=Habits(userpaying_as_error=as_error))
    rail, payment = a_rail(service, clock), a_payment(clock)
    means = ByCode(service.shoppers.code("wechat", "password"))
    assert rail.charge(payment, means) == Waiting()
    assert rail.query(payment) == Waiting()
    service.shoppers.confirm(payment.id)
    assert isinstance(rail.query(payment), Paid)


def test_a_shopper_who_gives_up_is_not_charged_later(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("wechat", "password")))
    assert rail.close(payment) == Closed()
    assert rail.close(payment) == Closed()
    assert taken_fen(service) == 0


# --- what goes wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", DONE_THEN_LOST)
def test_a_charge_whose_answer_is_lost_is_found_and_stays_paid(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=wechat.codepay,times=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    means = ByCode(service.shoppers.code("wechat"))
    assert isinstance(rail.charge(payment, means), Unknown)
    assert isinstance(rail.charge(payment, means), Unknown | Paid)  # a second try charges nothing
    assert isinstance(rail.query(payment), Paid)
    assert isinstance(rail.close(payment), Paid)
    assert taken_fen(service) == 2650


@pytest.mark.parametrize("fault", NOT_DONE)
def test_a_charge_that_never_happened_is_closed_when_it_cannot_arrive_any_more(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=wechat.codepay,times=1")
    account = replace(an_account(service), forget_after_s=60)  # its clock cannot be wound far
    rail = WechatRail(Merchant(account, HttpClient(deadline_s=1)), clock.now)
    payment = a_payment(clock)
    assert isinstance(rail.charge(payment, ByCode(service.shoppers.code("wechat"))), Unknown)
    assert isinstance(rail.close(payment), Unknown)
    clock.wind(61)
    assert rail.close(payment) == Closed()
    assert taken_fen(service) == 0


@pytest.mark.parametrize("fault", A_FEW)
def test_closing_an_open_payment_ends_it_whatever_happens_to_the_reverse(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=wechat.reverse,times=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("wechat", "password")))
    assert isinstance(rail.close(payment), Unknown | Closed)
    assert rail.close(payment) == Closed()
    assert taken_fen(service) == 0


def test_what_was_reversed_after_it_was_paid_was_given_back(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service("pays-late,method=wechat.codepay,seconds=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("wechat")))
    merchant = a_merchant(service)
    clock.wind(2)
    merchant.ask(lambda wechat: wechat.codepay_reverse(payment.id))
    assert rail.close(payment) == Reversed()
    assert taken_fen(service) == 0


@pytest.mark.parametrize("fault", ["", *A_FEW])
def test_a_refund_is_given_once_whatever_happens_to_its_answer(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    rules = [f"{fault},method=wechat.refund,times=1"] if fault else []
    service = start_service(*rules)
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("wechat")))
    refund = a_refund(payment, 650)
    assert isinstance(rail.refund(refund), Unknown)  # lost, or being processed
    assert isinstance(rail.refund(refund), Unknown | Refunded)
    clock.wind(2)
    assert rail.refund(refund) == Refunded()
    assert rail.query_refund(refund) == Refunded()
    assert taken_fen(service) == 2000


def test_another_amount_under_the_same_number_is_never_paid(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("wechat")))
    other = replace(payment, amount=Money(2651))
    assert isinstance(rail.query(other), Unknown)
    assert isinstance(rail.close(other), Unknown)
    assert taken_fen(service) == 2650


# --- Payscore -----------------------------------------------------------------------------------


def a_hold(clock: WindableClock) -> Hold:
    return Hold(a_payment(clock).id, "s1", "m1", Money(5000), Rail.WECHAT, "Cabinet")


def holds(service: PaymentService, clock: WindableClock) -> PayscoreHolds:
    return PayscoreHolds(a_merchant(service), lambda _: service.shoppers.openid(), clock.now)


@pytest.mark.parametrize("fault", ["", "timeout-after", "error-after"])
def test_a_member_opens_now_and_pays_after(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    rules = [f"{fault},method=wechat.payscore.c*,times=1"] if fault else []
    service = start_service(*rules)
    rail, hold = holds(service, clock), a_hold(clock)
    assert isinstance(rail.hold(hold), Held | Unknown)
    assert isinstance(rail.hold(hold), Held)
    assert isinstance(rail.capture(hold, Money(2650)), Captured | Unknown)
    clock.wind(1)
    captured = rail.query_hold(hold)
    assert isinstance(captured, Captured)
    assert captured.amount == Money(2650)
    assert rail.capture(hold, Money(2650)) == captured
    assert taken_fen(service) == 2650


def test_a_cabinet_that_nobody_took_from_costs_nothing(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, hold = holds(service, clock), a_hold(clock)
    assert isinstance(rail.hold(hold), Held)
    assert rail.release(hold) == Released()
    assert rail.release(hold) == Released()
    assert rail.query_hold(hold) == Released()
    assert taken_fen(service) == 0


def test_what_payscore_collected_goes_back_by_wechats_own_number(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service(habits=Habits(wechat_refund_s=0.0))
    scored, hold = holds(service, clock), a_hold(clock)
    assert isinstance(scored.hold(hold), Held)
    scored.capture(hold, Money(2650))
    captured = scored.query_hold(hold)
    assert isinstance(captured, Captured)
    paid = Payment(hold.id, "o1", "m1", Money(2650), Rail.WECHAT)
    rail = a_rail(service, clock)
    assert rail.refund(a_refund(paid, 650)) != Refunded()  # the hold's number is no trade's
    known = replace(paid, service_number=captured.service_number)
    refund = replace(a_refund(known, 650), id=f"{hold.id}-2")
    assert rail.refund(refund) == Refunded()
    assert rail.query_refund(refund) == Refunded()
    assert taken_fen(service) == 2000
