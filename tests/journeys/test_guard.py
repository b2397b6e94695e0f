"""What a restart leaves open at a payment service: nobody waits for it, and it is ended.

The kiosk shows its first screen at once; the guard asks afterwards, and goes on asking.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.domain.payment import Paid
from kiosk.flows import screens as show
from kiosk.storage import orders, payments
from tests.journeys.conftest import Boot
from tests.journeys.steps import choose_staff_pin, one_row
from tests.support.fake_clock import AT
from tests.support.fake_shop import an_order, payment_for
from tests.support.fickle_service import Account, FickleService, Mood
from tests.support.headless_kiosk import HeadlessKiosk

PAYMENT = replace(payment_for(an_order()), rail="alipay")
STATES = "SELECT o.state, p.state, o.note FROM orders o JOIN payments p ON p.order_id = o.id"

Leave = Callable[..., HeadlessKiosk]


@pytest.fixture
def service() -> FickleService:
    return FickleService()


@pytest.fixture
def restarted(boot: Boot, service: FickleService) -> Leave:
    """A kiosk that lost power while a payment was on its way, started again."""

    def start(*, was_given_up: bool = False) -> HeadlessKiosk:
        before = boot(line=lambda _: service)
        choose_staff_pin(before)
        orders.place(before.database, an_order(), PAYMENT, "", AT)
        payments.submitting(before.database, "pay-1", AT)
        if was_given_up:
            payments.give_up(before.database, "pay-1", AT)
        return boot(line=lambda _: service)

    return start


def test_the_first_screen_does_not_wait_for_the_service(
    restarted: Leave, service: FickleService
) -> None:
    service.accounts["pay-1"] = Account(PAYMENT, charged=2200)
    kiosk = restarted()
    assert kiosk.screen() == show.Attract(faces_work=True)
    assert kiosk.recovered.still_unknown == ("pay-1",)
    assert one_row(kiosk, STATES) == ("open", "unknown", "asking")


def test_what_was_paid_becomes_an_order_and_opens_no_door(
    restarted: Leave, service: FickleService
) -> None:
    service.accounts["pay-1"] = Account(PAYMENT, charged=2200)
    kiosk = restarted()
    kiosk.wait(6)
    assert one_row(kiosk, STATES) == ("paid", "paid", "finished")
    assert one_row(kiosk, "SELECT count(*) FROM tickets") == (1,)
    assert kiosk.door.asked == []
    assert kiosk.screen() == show.Attract(faces_work=True)


def test_what_never_arrived_is_undone(restarted: Leave, service: FickleService) -> None:
    kiosk = restarted()
    kiosk.wait(6)
    assert one_row(kiosk, STATES) == ("cancelled", "closed", "undone")
    assert service.accounts["pay-1"].net == 0


def test_a_service_that_stays_silent_is_asked_again_until_it_answers(
    restarted: Leave, service: FickleService
) -> None:
    service.mood = Mood.REQUEST_LOST
    service.accounts["pay-1"] = Account(PAYMENT, charged=2200)
    kiosk = restarted()
    kiosk.wait(300)
    assert one_row(kiosk, STATES) == ("open", "unknown", "asking")
    service.mood = Mood.PLAIN
    kiosk.wait(61)
    assert one_row(kiosk, STATES) == ("paid", "paid", "finished")


def test_what_was_given_up_before_the_cut_goes_back_after_it(
    restarted: Leave, service: FickleService
) -> None:
    service.accounts["pay-1"] = Account(PAYMENT, charged=2200)
    kiosk = restarted(was_given_up=True)
    kiosk.wait(10)
    assert one_row(kiosk, STATES) == ("cancelled", "refunded", "")
    assert service.accounts["pay-1"].net == 0
    assert one_row(kiosk, "SELECT count(*) FROM tickets") == (0,)


def test_a_refund_under_way_at_the_cut_is_given_once(
    restarted: Leave, service: FickleService
) -> None:
    service.accounts["pay-1"] = Account(PAYMENT, charged=2200)
    service.mood = Mood.REQUEST_LOST
    kiosk = restarted(was_given_up=True)
    payments.record_outcome(kiosk.database, "pay-1", Paid(), AT)
    service.mood = Mood.ANSWER_LOST
    kiosk.wait(10)
    assert one_row(kiosk, "SELECT state FROM refunds") == ("unknown",)
    service.mood = Mood.PLAIN
    kiosk.wait(70)
    assert one_row(kiosk, "SELECT state FROM refunds") == ("refunded",)
    assert (service.accounts["pay-1"].net, service.refunds) == (0, {"pay-1-LATE": 2200})
