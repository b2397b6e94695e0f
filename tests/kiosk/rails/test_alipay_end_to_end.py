"""Our Alipay rail against the simulated Alipay, which was written without it: no shared mistakes.

Whatever goes wrong on the way, the rail never says another thing than the service's own books.
"""

from __future__ import annotations

from itertools import count

import pytest

from kiosk.domain.hold import Captured, Held, Hold, Released
from kiosk.domain.ids import uuid7
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    ByCode,
    ByFaceToken,
    ByMember,
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
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused
from kiosk.rails.alipay.account import AlipayAccount, private_key, public_key
from kiosk.rails.alipay.holds import AlipayHolds
from kiosk.rails.alipay.rail import AlipayRail
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.alipay.wire import Biz
from kiosk.rails.http import HttpClient
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.trades import State
from tests.kiosk.rails.conftest import StartService, WindableClock

NUMBERS = count(1)
DONE_THEN_LOST = [
    "timeout-after", "error-after", "wrong-signature", "missing-signature", "slow-drip,seconds=0.1",
    "reset", "truncated", "rubbish", "bad-gateway-after",
]  # fmt: skip
A_FEW = ["timeout-after", "error-after", "wrong-signature", "reset-before", "bad-gateway"]
NOT_DONE = ["timeout-before", "error-before", "half-open", "reset-before", "bad-gateway"]


def an_account(service: PaymentService) -> AlipayAccount:
    files = service.keys.merchant_files()
    return AlipayAccount(
        app_id=service.settings.merchant.app_id,
        private_key=private_key(files["alipay_private_key"].read_text()),
        alipay_public_key=public_key(files["alipay_public_key"].read_text()),
        seller_id=service.settings.merchant.seller_id,
        gateway_url=service.alipay_url,
    )


def talk(service: PaymentService, clock: WindableClock) -> AlipayService:
    return AlipayService(an_account(service), HttpClient(deadline_s=1), clock.now)


def a_rail(service: PaymentService, clock: WindableClock, buyer: str = "rich") -> AlipayRail:
    return AlipayRail(talk(service, clock), lambda _: service.shoppers.agreement(buyer))


def a_payment(clock: WindableClock, fen: int = 2650) -> Payment:
    made_ms = int(clock.now().timestamp() * 1000)
    payment_id = uuid7(made_ms, next(NUMBERS).to_bytes(10, "big"))
    return Payment(payment_id, "o1", "m1", Money(fen), Rail.ALIPAY, "拿铁 / latte")


def a_refund(payment: Payment, fen: int, number: int = 1) -> Refund:
    return Refund(f"{payment.id}R{number}", payment, Money(fen), RefundReason.QUALITY)


def settled(rail: AlipayRail, payment: Payment, clock: WindableClock) -> Outcome:
    """As the guard does it: close until it is final."""
    for _ in range(3):
        outcome = rail.close(payment)
        if not isinstance(outcome, Unknown):
            return outcome
        clock.wind(61)
    clock.wind(200)
    return rail.close(payment)


def taken_fen(service: PaymentService) -> int:
    sums = service.shoppers.sums()
    assert sums.balance
    return sums.buyers_lost_fen


def test_a_code_a_face_and_a_member_pay(start_service: StartService, clock: WindableClock) -> None:
    service = start_service()
    rail = a_rail(service, clock)
    for means in (
        ByCode(service.shoppers.code("alipay")),
        ByFaceToken(service.shoppers.face_token()),
        ByMember(),
    ):
        payment = a_payment(clock)
        paid = rail.charge(payment, means)
        assert isinstance(paid, Paid)
        assert paid.service_number == service.shoppers.trade(payment.id).serial
        assert paid.payer == "ric***@example.com"
        assert rail.query(payment) == paid
        assert rail.close(payment) == paid
    assert taken_fen(service) == 3 * 2650


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


@pytest.mark.parametrize(
    ("buyer", "reason"), [("poor", Refusal.NOT_ENOUGH), ("expired", Refusal.CODE_INVALID)]
)
def test_a_refusal_says_what_the_shopper_can_do(
    start_service: StartService, clock: WindableClock, buyer: str, reason: Refusal
) -> None:
    service = start_service()
    means = ByCode(service.shoppers.code("alipay", buyer))
    assert a_rail(service, clock).charge(a_payment(clock), means) == Refused(reason)
    assert taken_fen(service) == 0


def test_a_shopper_with_a_password_is_waited_for(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    means = ByCode(service.shoppers.code("alipay", "password"))
    assert rail.charge(payment, means) == Waiting()
    assert rail.query(payment) == Waiting()
    service.shoppers.confirm(payment.id)
    assert isinstance(rail.query(payment), Paid)


def test_a_shopper_who_gives_up_is_not_charged_later(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("alipay", "password")))
    assert rail.close(payment) == Closed()
    assert rail.close(payment) == Closed()
    assert taken_fen(service) == 0


def test_who_pays_late_is_found_by_a_query(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service("pays-late,method=alipay.trade.pay,queries=2")
    rail, payment = a_rail(service, clock), a_payment(clock)
    assert rail.charge(payment, ByCode(service.shoppers.code("alipay"))) == Waiting()
    assert rail.query(payment) == Waiting()
    assert isinstance(rail.query(payment), Paid)


# --- what goes wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("fault", DONE_THEN_LOST)
def test_a_charge_whose_answer_is_lost_is_found_and_stays_paid(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=alipay.trade.pay,times=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    means = ByCode(service.shoppers.code("alipay"))
    assert isinstance(rail.charge(payment, means), Unknown)
    assert isinstance(rail.charge(payment, means), Unknown | Paid)  # a second try charges nothing
    assert isinstance(rail.query(payment), Paid)
    assert isinstance(rail.close(payment), Paid)
    assert taken_fen(service) == 2650


@pytest.mark.parametrize("fault", NOT_DONE)
def test_a_charge_that_never_happened_ends_without_one(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=alipay.trade.pay,times=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    means = ByCode(service.shoppers.code("alipay"))
    assert isinstance(rail.charge(payment, means), Unknown)
    assert isinstance(rail.query(payment), Unknown)
    assert settled(rail, payment, clock) == Closed()
    assert taken_fen(service) == 0


@pytest.mark.parametrize("fault", A_FEW)
def test_closing_an_open_payment_ends_it_whatever_happens_to_the_cancel(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=alipay.trade.cancel,times=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("alipay", "password")))
    assert isinstance(rail.close(payment), Unknown)
    assert rail.close(payment) == Closed()
    assert service.shoppers.trade(payment.id).state is State.CLOSED


@pytest.mark.parametrize("fault", A_FEW)
def test_a_refund_is_given_once_whatever_happens_to_its_answer(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=alipay.trade.refund,times=1")
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("alipay")))
    refund = a_refund(payment, 650)
    assert isinstance(rail.refund(refund), Unknown)
    assert rail.refund(refund) == Refunded()
    assert rail.refund(refund) == Refunded()
    assert rail.query_refund(refund) == Refunded()
    assert taken_fen(service) == 2000


def test_refunds_in_parts_never_give_back_more_than_was_paid(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("alipay")))
    assert rail.refund(a_refund(payment, 1000, 1)) == Refunded()
    assert rail.refund(a_refund(payment, 1650, 2)) == Refunded()
    assert isinstance(rail.refund(a_refund(payment, 1, 3)), RefundRefused)
    assert taken_fen(service) == 0


def test_another_amount_under_the_same_number_is_never_paid(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("alipay")))
    other = Payment(payment.id, "o1", "m1", Money(2651), Rail.ALIPAY)
    assert isinstance(rail.query(other), Unknown)
    assert isinstance(rail.close(other), Unknown)
    assert taken_fen(service) == 2650


def test_a_wrong_key_of_ours_charges_nothing(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    account = an_account(service)
    stranger = private_key((service.keys.folder / "forger_private.pem").read_text())
    ours = AlipayAccount(
        account.app_id, stranger, account.alipay_public_key, gateway_url=account.gateway_url
    )
    rail = AlipayRail(AlipayService(ours, HttpClient(), clock.now))
    outcome = rail.charge(a_payment(clock), ByCode(service.shoppers.code("alipay")))
    assert outcome == Unknown("Alipay says 40002 isv.invalid-signature.")
    assert taken_fen(service) == 0


class PaidInBetween(AlipayService):
    """Half a minute passes after each answer."""

    def __init__(self, account: AlipayAccount, http: HttpClient, clock: WindableClock) -> None:
        super().__init__(account, http, clock.now)
        self._clock = clock

    def ask(self, method: str, biz: Biz) -> dict[str, object]:
        answer = super().ask(method, biz)
        self._clock.wind(31)
        return answer


def test_a_payment_paid_between_the_last_query_and_the_cancel_is_given_back(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service("pays-late,method=alipay.trade.pay,seconds=30")
    rail, payment = a_rail(service, clock), a_payment(clock)
    rail.charge(payment, ByCode(service.shoppers.code("alipay")))
    between = AlipayRail(PaidInBetween(an_account(service), HttpClient(), clock))
    assert between.close(payment) == Reversed()
    assert taken_fen(service) == 0


# --- pre-authorisation --------------------------------------------------------------------------


def a_hold(clock: WindableClock) -> Hold:
    return Hold(a_payment(clock).id, "s1", "m1", Money(5000), Rail.ALIPAY, "Cabinet")


def held_fen(service: PaymentService) -> int:
    return service.shoppers.sums().held_fen


def test_less_than_what_was_held_is_taken_and_the_rest_let_go(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service()
    rail, hold = AlipayHolds(talk(service, clock)), a_hold(clock)
    held = rail.hold(hold, ByCode(service.shoppers.code("alipay")))
    assert isinstance(held, Held)
    assert held_fen(service) == 5000
    captured = rail.capture(hold, Money(2650))
    assert isinstance(captured, Captured)
    assert captured.amount == Money(2650)
    again = rail.capture(hold, Money(2650))
    assert isinstance(again, Captured)
    assert again.amount == Money(2650)
    assert isinstance(rail.release(hold), Captured)
    assert (held_fen(service), taken_fen(service)) == (0, 2650)


@pytest.mark.parametrize("fault", ["", *A_FEW])
def test_a_hold_is_let_go_whatever_happens_to_the_answer(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    rules = [f"{fault},method=alipay.fund.auth.order.unfreeze,times=1"] if fault else []
    service = start_service(*rules)
    rail, hold = AlipayHolds(talk(service, clock)), a_hold(clock)
    rail.hold(hold, ByCode(service.shoppers.code("alipay")))
    first = rail.release(hold)
    assert isinstance(first, Unknown if fault else Released)
    assert rail.release(hold) == Released()
    assert rail.query_hold(hold) == Released()
    assert (held_fen(service), taken_fen(service)) == (0, 0)


@pytest.mark.parametrize("fault", ["timeout-after", "wrong-signature"])
def test_a_hold_whose_answer_is_lost_is_found(
    start_service: StartService, clock: WindableClock, fault: str
) -> None:
    service = start_service(f"{fault},method=alipay.fund.auth.order.freeze,times=1")
    rail, hold = AlipayHolds(talk(service, clock)), a_hold(clock)
    assert isinstance(rail.hold(hold, ByCode(service.shoppers.code("alipay"))), Unknown)
    assert isinstance(rail.query_hold(hold), Held)


def test_a_hold_that_never_happened_is_let_go(
    start_service: StartService, clock: WindableClock
) -> None:
    service = start_service("timeout-before,method=alipay.fund.auth.order.freeze")
    rail, hold = AlipayHolds(talk(service, clock)), a_hold(clock)
    assert isinstance(rail.hold(hold, ByCode(service.shoppers.code("alipay"))), Unknown)
    clock.wind(600)
    assert rail.release(hold) == Released()
