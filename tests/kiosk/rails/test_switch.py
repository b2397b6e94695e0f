"""Each payment goes to the rail that it names."""

from __future__ import annotations

from kiosk.domain.hold import Hold
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    AtCounter,
    ByCode,
    ByScreen,
    Paid,
    Payment,
    Rail,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.rails.counter import CounterRail
from kiosk.rails.switch import RailSwitch
from tests.kiosk.gateway.booked_service import BookedService
from tests.kiosk.rails.test_counter import Notebook

CASH = Payment("p1", "o1", "", Money(500), Rail.CASH)
CARD = Payment("p2", "o2", "", Money(500), Rail.CARD)
ODD = Payment("p3", "o3", "", Money(500), "seashells")


def test_a_payment_goes_to_its_own_rail() -> None:
    switch = RailSwitch({Rail.CASH: CounterRail(Notebook()), Rail.CARD: CounterRail(Notebook())})
    assert switch.charge(CASH, AtCounter("Li")) == Paid()
    assert switch.query(CASH) == Paid()
    assert switch.query(CARD) == Waiting()
    assert switch.refund(Refund("r1", CASH, Money(500), RefundReason.OTHER)) == Refunded()


def test_a_hold_goes_to_its_rail_with_the_payers_yes() -> None:
    rail, code = BookedService(), ByCode("281234567890123456")
    switch = RailSwitch({}, {Rail.ALIPAY: rail})
    switch.hold(Hold("h1", "s1", "m1", Money(500), Rail.ALIPAY), code)
    assert rail.held_by == [code]


def test_a_rail_that_is_gone_leaves_its_payments_open_and_says_so() -> None:
    switch = RailSwitch({})
    refund = Refund("r1", ODD, Money(500), RefundReason.OTHER)
    hold = Hold("h1", "s1", "m1", Money(500), "seashells")
    outcomes = [
        switch.charge(ODD, ByScreen()),
        switch.query(ODD),
        switch.close(ODD),
        switch.refund(refund),
        switch.query_refund(refund),
        switch.hold(hold),
        switch.capture(hold, Money(1)),
        switch.release(hold),
        switch.query_hold(hold),
    ]
    assert {type(outcome) for outcome in outcomes} == {Unknown}
    assert all(
        "seashells" in outcome.reason for outcome in outcomes if isinstance(outcome, Unknown)
    )
