"""Money on disk first, then to the rail; and the guard, which ends whatever is open."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.hold import Captured, Held, Hold, HoldState, Released
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import Money
from kiosk.domain.payment import ByCode, Closed, Paid, PaymentState, Unknown
from kiosk.domain.refund import Refunded, RefundReason, RefundRefused, RefundState
from kiosk.flows import events as on
from kiosk.flows import money_effects as money_do
from kiosk.flows import money_events as money_on
from kiosk.flows.events import Event
from kiosk.flows.money_effects import MoneyEffect
from kiosk.perform_agreements import NOBODY, AgreementDesk
from kiosk.perform_money import Till
from kiosk.storage import orders, payment_rows
from kiosk.storage.database import StorageError, open_database
from tests.support.fake_clock import FakeClock
from tests.support.fake_devices import QuietCloud
from tests.support.fake_rails import HangingPayments, any_yes, place_hold
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import ADDRESS, an_order, payment_for

ORDER = an_order()
PAYMENT = replace(payment_for(ORDER), rail="alipay")
YES = Approval(Identity("m-1", Proof.PIN), ORDER.id, ORDER.total)
SUBMITTED = (money_do.PlaceOrder(ORDER, PAYMENT), money_do.Charge(PAYMENT, YES))
PAID = (*SUBMITTED, money_do.RecordOutcome("pay-1", Paid()))
HOLD = Hold("hold-1", "session-1", "m-1", Money(5000), "wallet")
HELD = (place_hold(HOLD), money_do.RecordHold("hold-1", Held()))


class Desk:
    """A till with what it asks of either lane in sight. Nothing answers but the test."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.clock = FakeClock()
        self.shopper = HangingPayments()
        self.guard = HangingPayments()
        self.till = Till(
            database, VAULT, self.clock, self.shopper, self.guard, QuietCloud(), ADDRESS, any_yes,
            AgreementDesk(database, self.clock, NOBODY),
        )  # fmt: skip

    def perform(self, *effects: MoneyEffect) -> list[Event]:
        """All of them; the answers to the last."""
        answers: list[Event] = []
        for effect in effects:
            answers = self.till.perform(effect)
        return answers

    def restart(self) -> Desk:
        return Desk(self.database)

    def guarded(self, seconds: int, in_hand: tuple[str, ...] = ()) -> list[tuple[int, str]]:
        """When the guard asked for something in this time, and what."""
        asked: list[tuple[int, str]] = []
        for second in range(seconds):
            before = len(self.guard.calls)
            self.perform(money_do.ResolvePayments(in_hand))
            asked += [(second, f"{verb} {of}") for verb, of in self.guard.calls[before:]]
            self.clock.wind(1)
        return asked


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with closing(open_database(tmp_path / "kaimen.db")) as database:
        yield Desk(database)


def state(desk: Desk) -> PaymentState | None:
    return payment_rows.state_of(desk.database, "pay-1")


# --- paying -----------------------------------------------------------------------------------


def test_the_code_that_the_shopper_showed_reaches_the_rail_and_nothing_else(desk: Desk) -> None:
    code = ByCode("281234567890123456")
    desk.perform(SUBMITTED[0], replace(SUBMITTED[1], means=code))
    assert desk.shopper.means == [code]
    assert "281234567890123456" not in "".join(desk.database.iterdump())


def test_giving_up_is_on_disk_before_the_rail_hears_of_it(desk: Desk) -> None:
    assert desk.perform(*SUBMITTED, money_do.GiveUpPayment("pay-1")) == [
        money_on.PaymentGivenUp("pay-1", PaymentState.CANCELLING)
    ]
    assert state(desk) is PaymentState.CANCELLING
    assert desk.guard.calls == [("close", "pay-1")]


def test_giving_up_that_cannot_be_written_down_is_told_to_nobody(desk: Desk) -> None:
    desk.perform(*SUBMITTED)
    desk.database.execute(
        "CREATE TEMP TRIGGER no BEFORE UPDATE ON payments BEGIN SELECT raise(ABORT, 'no'); END"
    )
    with pytest.raises(StorageError):
        desk.perform(money_do.GiveUpPayment("pay-1"))
    assert desk.guard.calls == []


def test_what_is_paid_already_is_not_given_up(desk: Desk) -> None:
    assert desk.perform(*PAID, money_do.GiveUpPayment("pay-1")) == [
        money_on.PaymentGivenUp("pay-1", PaymentState.PAID)
    ]
    assert desk.guard.calls == []


def test_money_that_comes_too_late_makes_no_order(desk: Desk) -> None:
    desk.perform(
        *SUBMITTED, money_do.GiveUpPayment("pay-1"), money_do.RecordOutcome("pay-1", Paid())
    )
    assert desk.perform(money_do.CompleteOrder("pay-1", None)) == []
    assert state(desk) is PaymentState.REFUNDING
    assert orders.receipt_of(desk.database, "order-1", ADDRESS.shop) is None


# --- refunds ----------------------------------------------------------------------------------


def a_refund(minor: int = 2200, refund_id: str = "refund-1") -> money_do.IntendRefund:
    return money_do.IntendRefund(refund_id, "pay-1", Money(minor), RefundReason.QUALITY, "staff")


def recorded(state: RefundState, minor: int = 2200, detail: str = "") -> money_on.RefundRecorded:
    return money_on.RefundRecorded("refund-1", "pay-1", Money(minor), state, detail)


def test_a_refund_is_sent_once_it_is_on_disk(desk: Desk) -> None:
    assert desk.perform(*PAID, a_refund()) == [recorded(RefundState.SUBMITTING)]
    assert desk.shopper.calls[-1] == ("refund", "refund-1")
    assert desk.perform(money_do.RecordRefund("refund-1", Refunded())) == [
        recorded(RefundState.REFUNDED)
    ]
    assert state(desk) is PaymentState.REFUNDED


def test_a_refund_that_is_over_is_not_sent_again(desk: Desk) -> None:
    desk.perform(*PAID, a_refund(), money_do.RecordRefund("refund-1", Refunded()))
    desk.shopper.calls.clear()
    assert desk.perform(a_refund()) == [recorded(RefundState.REFUNDED)]
    assert desk.shopper.calls == []


def test_staff_hear_why_a_refund_was_refused(desk: Desk) -> None:
    desk.perform(*PAID, a_refund(700))
    refused = RefundRefused("the account is closed")
    assert desk.perform(money_do.RecordRefund("refund-1", refused)) == [
        recorded(RefundState.FAILED, 700, "the account is closed")
    ]


def test_more_than_is_left_is_not_given_back(desk: Desk) -> None:
    desk.perform(*PAID, a_refund(1500))
    desk.shopper.calls.clear()
    assert desk.perform(a_refund(701, "refund-2")) == [
        money_on.RefundNotAllowed("refund-2", Money(700))
    ]
    assert desk.shopper.calls == []


# --- holds ------------------------------------------------------------------------------------


def test_a_hold_is_placed_captured_and_over(desk: Desk) -> None:
    assert desk.perform(place_hold(HOLD)) == [money_on.HoldRecorded("hold-1", HoldState.SUBMITTING)]
    assert desk.perform(money_do.RecordHold("hold-1", Held())) == [
        money_on.HoldRecorded("hold-1", HoldState.HELD)
    ]
    assert desk.perform(money_do.CaptureHold("hold-1", Money(1200))) == [
        money_on.HoldRecorded("hold-1", HoldState.CAPTURING, Money(1200))
    ]
    assert desk.perform(money_do.RecordHold("hold-1", Captured(Money(1200)))) == [
        money_on.HoldRecorded("hold-1", HoldState.CAPTURED, Money(1200))
    ]
    assert desk.shopper.calls == [("hold", "hold-1"), ("capture 1200", "hold-1")]
    assert desk.guarded(10) == []


def test_a_hold_placed_twice_is_asked_for(desk: Desk) -> None:
    desk.perform(place_hold(HOLD), place_hold(HOLD))
    assert desk.shopper.calls == [("hold", "hold-1"), ("query_hold", "hold-1")]


def test_nothing_is_held_that_was_not_approved(desk: Desk) -> None:
    other = replace(place_hold(HOLD), hold=replace(HOLD, amount=Money(5001)))
    with pytest.raises(ValueError, match="not what was approved"):
        desk.perform(other)
    assert desk.shopper.calls == []


def test_nobody_waits_for_a_hold_to_be_let_go(desk: Desk) -> None:
    assert desk.perform(*HELD, money_do.ReleaseHold("hold-1")) == [
        money_on.HoldRecorded("hold-1", HoldState.RELEASING)
    ]
    assert desk.guard.calls == [("release", "hold-1")]


# --- the guard --------------------------------------------------------------------------------


def test_the_guard_asks_three_times_soon_then_every_minute(desk: Desk) -> None:
    desk.perform(*SUBMITTED, money_do.GiveUpPayment("pay-1"))
    assert desk.guarded(130) == [(second, "close pay-1") for second in (2, 4, 6, 66, 126)]


def test_the_guard_begins_anew_after_a_restart(desk: Desk) -> None:
    desk.perform(*SUBMITTED, money_do.GiveUpPayment("pay-1"))
    desk.guarded(100)
    assert desk.restart().guarded(5) == [(second, "close pay-1") for second in (0, 2, 4)]


def test_the_guard_leaves_alone_what_is_in_the_shoppers_hands(desk: Desk) -> None:
    desk.perform(*SUBMITTED)
    assert desk.guarded(100, in_hand=("pay-1",)) == []
    assert desk.guarded(1) == [(0, "close pay-1")]


def test_an_order_whose_yes_could_not_be_written_down_waits_for_the_guard(desk: Desk) -> None:
    desk.perform(*SUBMITTED)
    complete = money_do.CompleteOrder("pay-1", "door-1")
    assert desk.perform(complete) == [on.NotDone(complete)]
    assert desk.guarded(1) == [(0, "close pay-1")]


@pytest.mark.parametrize("outcome", [Paid(), Closed()])
def test_the_guard_lets_go_of_what_is_over(desk: Desk, outcome: Paid | Closed) -> None:
    desk.perform(*SUBMITTED, money_do.RecordOutcome("pay-1", outcome))
    if isinstance(outcome, Paid):
        desk.perform(money_do.CompleteOrder("pay-1", None))
    assert desk.guarded(100) == []
    assert desk.perform(money_do.ResolvePayments()) == []


def test_what_never_left_the_kiosk_is_closed_without_asking_anybody(desk: Desk) -> None:
    desk.perform(SUBMITTED[0], place_hold(HOLD))
    desk.database.execute("UPDATE holds SET state = 'created'")
    assert desk.perform(money_do.ResolvePayments()) == [
        money_on.PaymentAnswered("pay-1", Closed()),
        money_on.HoldAnswered("hold-1", Released()),
    ]
    assert desk.guard.calls == []


def test_late_money_is_pushed_back_until_it_is_gone(desk: Desk) -> None:
    desk.perform(
        *SUBMITTED, money_do.GiveUpPayment("pay-1"), money_do.RecordOutcome("pay-1", Paid())
    )
    assert desk.guarded(3)[0] == (0, "refund pay-1-LATE")
    desk.perform(money_do.RecordRefund("pay-1-LATE", Unknown("no answer")))
    again = desk.restart()
    assert again.guarded(1) == [(0, "refund pay-1-LATE")]
    again.perform(money_do.RecordRefund("pay-1-LATE", Refunded()))
    assert again.guarded(1000) == []
    assert state(desk) is PaymentState.REFUNDED


def test_a_refund_whose_answer_was_lost_is_sent_again_as_it_was(desk: Desk) -> None:
    desk.perform(*PAID, money_do.CompleteOrder("pay-1", None), a_refund(700))
    assert desk.restart().guarded(1) == [(0, "refund refund-1")]


@pytest.mark.parametrize(
    ("effects", "asked"),
    [
        ((place_hold(HOLD),), "release hold-1"),  # nobody stands at the door any more
        ((place_hold(HOLD), money_do.RecordHold("hold-1", Unknown("?"))), "release hold-1"),
        ((*HELD, money_do.CaptureHold("hold-1", Money(1200))), "capture 1200 hold-1"),
        ((*HELD, money_do.ReleaseHold("hold-1")), "release hold-1"),
    ],
)
def test_an_open_hold_is_ended_after_a_restart(
    desk: Desk, effects: tuple[MoneyEffect, ...], asked: str
) -> None:
    desk.perform(*effects)
    assert desk.restart().guarded(1) == [(0, asked)]


def test_a_hold_stays_while_its_door_may_be_open(desk: Desk) -> None:
    desk.perform(*HELD)
    assert desk.guarded(1000) == []
