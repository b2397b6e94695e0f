"""Strangers pay: with a code, by a QR code, with cash at the counter. And members offline."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineLimits
from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.refund import Refunded
from kiosk.domain.ways import Offer
from kiosk.flows import events as on
from kiosk.flows import money_events as money_on
from kiosk.flows import money_screens as money_show
from kiosk.flows import screens as show
from kiosk.flows import staff_events as staff_on
from kiosk.flows.money_screens import CodeTrouble, PaymentTrouble
from kiosk.flows.screens import StaffPage
from kiosk.ports import PaymentRail
from kiosk.rails.counter import CounterRail, Decision
from kiosk.rails.switch import RailSwitch
from tests.journeys.conftest import Boot
from tests.journeys.steps import (
    STAFF_PIN,
    a_member_with,
    by_face,
    choose_staff_pin,
    fill_cart,
    held_by,
    one_row,
    show_face,
)
from tests.support.fake_rails import ScriptedRail
from tests.support.headless_kiosk import POLICY, HeadlessKiosk

BOTH = (Rail.ALIPAY, Rail.WECHAT)
EVERY_WAY = replace(
    POLICY,
    purchase=replace(POLICY.purchase, offline=OfflineLimits(Money(3000), Money(9000), hours=12)),
    offer=Offer(code=BOTH, screen=BOTH, counter=(Rail.CASH,)),
)
ALIPAY_CODE = "281234567890123456"
FRESH_CODE = "289999999999999999"
SERVICE_SAYS = "SELECT o.state, p.state, p.rail FROM orders o JOIN payments p ON p.order_id = o.id"
NO_CLOUD = on.Faulted(Problem(Fault.CLOUD, "no broker"))


class PaperBook:
    """A `CounterBook` that lasts as long as the test."""

    def __init__(self) -> None:
        self._decisions: dict[str, Decision] = {}

    def decide(self, payment_id: str, decision: Decision, staff: str) -> Decision:
        assert decision == "closed" or staff
        return self._decisions.setdefault(payment_id, decision)

    def decided(self, payment_id: str) -> Decision | None:
        return self._decisions.get(payment_id)


Open = Callable[..., HeadlessKiosk]


@pytest.fixture
def open_shop(boot: Boot) -> Open:
    """A kiosk that takes everything; the services answer what the script says."""

    def open_it(*script: Outcome) -> HeadlessKiosk:
        service = ScriptedRail(*script or (Unknown("nobody"),), refunds=Refunded())
        counter = CounterRail(PaperBook())

        def line(wallet: PaymentRail) -> PaymentRail:
            return RailSwitch(
                {
                    Rail.WALLET: wallet,
                    Rail.ALIPAY: service,
                    Rail.WECHAT: service,
                    Rail.CASH: counter,
                    Rail.CARD: counter,
                }
            )

        kiosk = boot(policy=EVERY_WAY, line=line)
        choose_staff_pin(kiosk)
        return kiosk

    return open_it


def trouble_on(kiosk: HeadlessKiosk) -> PaymentTrouble:
    return kiosk.sees(money_show.PaymentProblem).trouble


# --- a code -----------------------------------------------------------------------------------


def test_a_stranger_pays_with_an_app_and_takes_a_number(open_shop: Open) -> None:
    kiosk = open_shop(Paid(payer="138****1234", service_number="2026112122001"))
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByCodePressed(), on.BarcodeScanned(ALIPAY_CODE))
    receipt = kiosk.sees(show.Result).receipt
    assert (receipt.rail, receipt.total) == (Rail.ALIPAY, Money(2200))
    assert one_row(kiosk, SERVICE_SAYS) == ("paid", "paid", "alipay")
    assert len(kiosk.door.asked) == 1


def test_a_code_is_written_down_nowhere(open_shop: Open) -> None:
    kiosk = open_shop(Paid())
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByCodePressed(), on.BarcodeScanned(ALIPAY_CODE))
    assert ALIPAY_CODE not in "".join(kiosk.database.iterdump())


def test_after_an_expired_code_a_fresh_one_pays_once(open_shop: Open) -> None:
    kiosk = open_shop(Refused(Refusal.CODE_INVALID), Paid())
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByCodePressed(), on.BarcodeScanned(ALIPAY_CODE))
    assert kiosk.sees(money_show.PresentCode).trouble is CodeTrouble.USED_UP
    kiosk.touch(on.BarcodeScanned(FRESH_CODE))
    kiosk.sees(show.Result)
    states = kiosk.database.execute(f"{SERVICE_SAYS} ORDER BY p.rowid").fetchall()
    assert states == [("cancelled", "failed", "alipay"), ("paid", "paid", "alipay")]


def test_a_password_typed_in_time_ends_in_a_sale(open_shop: Open) -> None:
    kiosk = open_shop(Waiting(), Waiting(), Paid())
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByCodePressed(), on.BarcodeScanned(ALIPAY_CODE))
    kiosk.sees(money_show.ConfirmInApp)
    kiosk.wait(7)
    kiosk.sees(show.Result)


def test_a_password_that_is_never_typed_charges_nothing(open_shop: Open) -> None:
    kiosk = open_shop(Waiting(), *[Waiting()] * 19, Closed())
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByCodePressed(), on.BarcodeScanned(ALIPAY_CODE))
    kiosk.wait(75)
    assert trouble_on(kiosk) is PaymentTrouble.CLOSED
    assert one_row(kiosk, SERVICE_SAYS) == ("cancelled", "closed", "alipay")


# --- a QR code --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at_the_end", "trouble", "state"),
    [
        (Closed(), PaymentTrouble.STOPPED, "closed"),
        (Reversed(), PaymentTrouble.REVERSED, "refunded"),
        (Paid(), PaymentTrouble.GOING_BACK, "refunded"),
    ],
)
def test_a_qr_code_that_is_stopped_keeps_no_money(
    open_shop: Open, at_the_end: Outcome, trouble: PaymentTrouble, state: str
) -> None:
    kiosk = open_shop(Waiting("https://qr.example/1"), at_the_end)
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByScreenPressed(Rail.WECHAT))
    assert kiosk.sees(money_show.ShowCode).code_url == "https://qr.example/1"
    kiosk.touch(on.CancelPressed())
    assert trouble_on(kiosk) is trouble
    kiosk.wait(10)  # the guard sends back what came too late
    assert one_row(kiosk, SERVICE_SAYS) == ("cancelled", state, "wechat")
    assert kiosk.door.asked == []


def test_a_service_that_never_answers_is_promised_away_and_stays_with_the_guard(
    open_shop: Open,
) -> None:
    kiosk = open_shop(Waiting("https://qr.example/1"), Unknown("no network"))
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayByScreenPressed(Rail.WECHAT), on.CancelPressed())
    kiosk.sees(money_show.Cancelling)
    kiosk.wait(11)
    assert trouble_on(kiosk) is PaymentTrouble.GIVEN_UP
    assert one_row(kiosk, SERVICE_SAYS) == ("cancelled", "cancelling", "wechat")


# --- the counter ------------------------------------------------------------------------------


def staff_take_cash(kiosk: HeadlessKiosk) -> None:
    kiosk.touch(
        on.StaffDoorKnocked(),
        on.DigitsEntered(STAFF_PIN),
        on.StaffPageChosen(StaffPage.COUNTER),
    )
    payment_id = str(one_row(kiosk, "SELECT id FROM payments")[0])
    kiosk.touch(
        staff_on.CounterOrderChosen(payment_id),
        staff_on.ReceivedPressed(Rail.CASH),
        on.ConfirmPressed(),
    )


def test_cash_at_the_counter_brings_the_shopper_a_number(open_shop: Open) -> None:
    kiosk = open_shop()
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayAtCounterPressed())
    kiosk.sees(money_show.PayAtCounter)
    staff_take_cash(kiosk)
    assert kiosk.sees(show.Result).receipt.rail == Rail.CASH
    assert one_row(kiosk, SERVICE_SAYS) == ("paid", "paid", "cash")
    assert len(kiosk.door.asked) == 1


def test_an_order_that_nobody_pays_at_the_counter_is_cancelled_in_time(open_shop: Open) -> None:
    kiosk = open_shop()
    fill_cart(kiosk, "latte")
    kiosk.touch(money_on.PayAtCounterPressed())
    kiosk.wait(EVERY_WAY.purchase.counter_s + 5)
    assert trouble_on(kiosk) is PaymentTrouble.STOPPED
    assert one_row(kiosk, SERVICE_SAYS) == ("cancelled", "closed", "cash")


# --- members without the back office ----------------------------------------------------------


def test_without_the_back_office_a_wallet_pays_up_to_its_limit(open_shop: Open) -> None:
    kiosk = open_shop(Paid())
    member_id = a_member_with(kiosk, 100)
    kiosk.touch(NO_CLOUD)
    fill_cart(kiosk, "latte")
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed(), on.DonePressed())
    fill_cart(kiosk, "toast")
    show_face(kiosk, member_id)
    problem = kiosk.sees(money_show.PaymentProblem)
    assert (problem.trouble, problem.balance) == (PaymentTrouble.OFFLINE_MEMBER, Money(800))
    kiosk.touch(money_on.PayByCodePressed(), on.BarcodeScanned(ALIPAY_CODE))
    kiosk.sees(show.Result)
    assert held_by(kiosk, member_id) == Money(7800)


def test_with_the_back_office_in_reach_again_wallets_pay_as_always(open_shop: Open) -> None:
    kiosk = open_shop()
    member_id = a_member_with(kiosk, 100)
    kiosk.touch(NO_CLOUD)
    kiosk.clock.wind(timedelta(hours=13).total_seconds())
    fill_cart(kiosk, "latte")
    show_face(kiosk, member_id)
    assert trouble_on(kiosk) is PaymentTrouble.OFFLINE_HOURS
    kiosk.touch(on.Mended(Fault.CLOUD), on.RetryPressed())
    by_face(kiosk, member_id)
    kiosk.touch(on.ConfirmPressed())
    kiosk.sees(show.Result)
