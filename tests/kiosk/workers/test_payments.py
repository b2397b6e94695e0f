"""The payments threads: one call at a time on each, every answer an event, no silence."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.hold import Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    BY_MEMBER,
    ByCode,
    ByMember,
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    Unknown,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.flows.money_events import HoldAnswered, PaymentAnswered, RefundAnswered
from kiosk.ports import PaymentRail
from kiosk.storage import wallet
from kiosk.storage.database import open_database
from kiosk.storage.wallet import WalletRail
from kiosk.workers.payments import Answered, PaymentsWorker, Rails
from tests.kiosk.gateway.booked_service import BookedService
from tests.support.fake_clock import AT
from tests.support.fake_rails import ScriptedRail

WAIT_S = 10.0
PAYMENT = Payment("pay-1", "order-1", "m-1", Money(2200))
OTHER = replace(PAYMENT, id="pay-2")
NO_HOLDS = WalletRail(lambda: open_database(Path(":memory:")), lambda: AT)

Answers = queue.SimpleQueue[Answered]
Start = Callable[[PaymentRail], tuple[PaymentsWorker, Answers]]
YES = ByMember()


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a worker on a rail; every one is stopped after the test."""
    workers: list[PaymentsWorker] = []

    def started(rail: PaymentRail) -> tuple[PaymentsWorker, Answers]:
        answers: Answers = queue.SimpleQueue()
        workers.append(PaymentsWorker(lambda: Rails(rail, NO_HOLDS), answers.put))
        workers[-1].start()
        return workers[-1], answers

    yield started
    for worker in workers:
        worker.stop()
    assert not [thread for thread in threading.enumerate() if "payments" in thread.name]


def test_every_call_is_answered_in_order(start: Start) -> None:
    rail = ScriptedRail(Unknown("?"), Paid(Money(1)), Closed())
    worker, answers = start(rail)
    worker.shopper.charge(PAYMENT, YES)
    worker.shopper.query(PAYMENT)
    worker.shopper.close(OTHER)
    assert [answers.get(timeout=WAIT_S) for _ in range(3)] == [
        PaymentAnswered("pay-1", Unknown("?")),
        PaymentAnswered("pay-1", Paid(Money(1))),
        PaymentAnswered("pay-2", Closed()),
    ]
    assert rail.calls == [("charge", "pay-1"), ("query", "pay-1"), ("close", "pay-2")]


def test_the_real_wallet_works_on_this_thread(start: Start, tmp_path: Path) -> None:
    path = tmp_path / "kaimen.db"
    db = open_database(path)
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    worker, answers = start(WalletRail(lambda: open_database(path), lambda: AT))
    worker.shopper.charge(PAYMENT, YES)
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid(Money(2800)))
    assert wallet.balance(db, "m-1") == Money(2800)
    db.close()


def test_a_rail_that_raises_is_unknown_and_the_thread_goes_on(start: Start) -> None:
    worker, answers = start(ScriptedRail(RuntimeError("pay-1 of 张三"), Paid()))
    worker.shopper.charge(PAYMENT, YES)
    first = answers.get(timeout=WAIT_S)
    assert first == PaymentAnswered("pay-1", Unknown("the rail failed: RuntimeError"))
    worker.shopper.query(PAYMENT)
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())


class HungRail(ScriptedRail):
    """Waits in a charge until it is let go."""

    def __init__(self) -> None:
        super().__init__(Paid())
        self.is_called = threading.Event()
        self.let_go = threading.Event()

    def charge(self, payment: Payment, means: Means) -> Outcome:
        self.is_called.set()
        self.let_go.wait(WAIT_S)
        return super().charge(payment, means)


def test_who_asks_never_waits_for_the_rail(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.shopper.charge(PAYMENT, YES)
    assert rail.is_called.wait(WAIT_S)
    worker.shopper.close(PAYMENT)
    assert answers.empty()
    rail.let_go.set()
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())


def test_a_charge_that_was_given_up_while_it_waited_is_never_sent(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.shopper.charge(PAYMENT, YES)
    assert rail.is_called.wait(WAIT_S)
    worker.shopper.charge(OTHER, YES)
    worker.shopper.close(OTHER)
    rail.let_go.set()
    told = [answers.get(timeout=WAIT_S) for _ in range(2)]
    assert told == [PaymentAnswered("pay-1", Paid()), PaymentAnswered("pay-2", Paid())]
    assert rail.calls == [("charge", "pay-1"), ("close", "pay-2")]


def test_a_charge_that_the_guard_was_told_to_close_is_never_sent(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.shopper.charge(PAYMENT, YES)
    assert rail.is_called.wait(WAIT_S)
    worker.shopper.charge(OTHER, YES)
    worker.guard.close(OTHER)
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-2", Paid())
    rail.let_go.set()
    worker.shopper.query(OTHER)
    told = [answers.get(timeout=WAIT_S) for _ in range(2)]
    assert told == [PaymentAnswered("pay-1", Paid()), PaymentAnswered("pay-2", Paid())]
    assert ("charge", "pay-2") not in rail.calls


class NotedHolds(BookedService):
    """Says how it was asked."""

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        super().hold(hold, means)
        return Held(means.code if isinstance(means, ByCode) else "")


def test_a_hold_is_asked_for_with_the_payers_code() -> None:
    holds, answers = NotedHolds(), queue.SimpleQueue[Answered]()
    worker = PaymentsWorker(lambda: Rails(holds, holds), answers.put)
    worker.start()
    worker.shopper.hold(Hold("h1", "s1", "m1", Money(5000), "alipay"), ByCode("28123"))
    assert answers.get(timeout=WAIT_S) == HoldAnswered("h1", Held("28123"))
    worker.stop()


def test_a_hold_that_was_let_go_while_it_waited_is_never_asked_for() -> None:
    holds, answers = NotedHolds(), queue.SimpleQueue[Answered]()
    worker = PaymentsWorker(lambda: Rails(holds, holds), answers.put)
    hold = Hold("h1", "s1", "m1", Money(5000), "alipay")
    worker.shopper.hold(hold)
    worker.guard.release(hold)
    worker.start()
    assert answers.get(timeout=WAIT_S) == HoldAnswered("h1", Released())
    worker.stop()
    assert holds.held == {}


def test_an_old_payment_that_hangs_does_not_delay_the_shopper(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.guard.charge(OTHER, YES)
    assert rail.is_called.wait(WAIT_S)
    worker.shopper.query(PAYMENT)
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())
    rail.let_go.set()
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-2", Paid())


def test_refunds_and_holds_are_answered_too(start: Start) -> None:
    worker, answers = start(ScriptedRail(Paid(), refunds=Refunded()))
    worker.guard.refund(Refund("refund-1", PAYMENT, Money(700), RefundReason.QUALITY))
    assert answers.get(timeout=WAIT_S) == RefundAnswered("refund-1", Refunded())
    worker.guard.release(Hold("hold-1", "session-1", "m-1", Money(700), "wallet"))
    assert answers.get(timeout=WAIT_S) == HoldAnswered("hold-1", Released())


def test_rails_that_cannot_be_made_are_unknown_and_made_again() -> None:
    answers: Answers = queue.SimpleQueue()
    sound = Rails(ScriptedRail(Paid()), NO_HOLDS)
    made: list[Rails | None] = [None, sound]

    def make() -> Rails:
        rails = made.pop(0)
        if rails is None:
            raise ValueError("no key")
        return rails

    worker = PaymentsWorker(make, answers.put)
    worker.start()
    worker.shopper.charge(PAYMENT, YES)
    worker.shopper.query(PAYMENT)
    told = [answers.get(timeout=WAIT_S) for _ in range(2)]
    worker.stop()
    assert told == [
        PaymentAnswered("pay-1", Unknown("the rail failed: ValueError")),
        PaymentAnswered("pay-1", Paid()),
    ]


def test_behind_a_rail_that_hangs_questions_do_not_pile_up(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.shopper.charge(PAYMENT, YES)
    assert rail.is_called.wait(WAIT_S)
    for _ in range(100):
        worker.shopper.query(PAYMENT)
        worker.shopper.close(PAYMENT)
    rail.let_go.set()
    for _ in range(3):
        answers.get(timeout=WAIT_S)
    worker.stop()
    assert answers.empty()
    assert rail.calls == [("charge", "pay-1"), ("query", "pay-1"), ("close", "pay-1")]


def test_what_is_under_way_ends_and_what_waits_is_left_for_the_next_start(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.shopper.charge(PAYMENT, YES)
    assert rail.is_called.wait(WAIT_S)
    rail.let_go.set()
    worker.stop()
    worker.shopper.query(PAYMENT)
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())
    assert answers.empty()
    assert rail.calls == [("charge", "pay-1")]


def test_stopping_before_starting_is_fine() -> None:
    PaymentsWorker(lambda: Rails(ScriptedRail(Paid()), NO_HOLDS), lambda _: None).stop()
