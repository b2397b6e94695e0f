"""The payments thread: one call at a time, every answer an event, no silence."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.money import Money
from kiosk.domain.payment import Closed, Outcome, Paid, Payment, Unknown
from kiosk.flows.events import PaymentAnswered
from kiosk.ports import PaymentRail
from kiosk.storage import wallet
from kiosk.storage.database import open_database
from kiosk.storage.wallet import WalletRail
from kiosk.workers.payments import PaymentsWorker
from tests.support.fake_clock import AT
from tests.support.fake_rails import ScriptedRail

WAIT_S = 10.0
PAYMENT = Payment("pay-1", "order-1", "m-1", Money(2200))

Answers = queue.SimpleQueue[PaymentAnswered]
Start = Callable[[PaymentRail], tuple[PaymentsWorker, Answers]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a worker on a rail; every one is stopped after the test."""
    workers: list[PaymentsWorker] = []

    def started(rail: PaymentRail) -> tuple[PaymentsWorker, Answers]:
        answers: Answers = queue.SimpleQueue()
        workers.append(PaymentsWorker(rail, answers.put))
        workers[-1].start()
        return workers[-1], answers

    yield started
    for worker in workers:
        worker.stop()
        assert not worker._thread.is_alive()


def test_every_call_is_answered_in_order(start: Start) -> None:
    rail = ScriptedRail(Unknown("?"), Paid(Money(1)), Closed())
    worker, answers = start(rail)
    worker.charge(PAYMENT)
    worker.query("pay-1")
    worker.close("pay-2")
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
    worker.charge(PAYMENT)
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid(Money(2800)))
    assert wallet.balance(db, "m-1") == Money(2800)
    db.close()


def test_a_rail_that_raises_is_unknown_and_the_thread_goes_on(start: Start) -> None:
    worker, answers = start(ScriptedRail(RuntimeError("pay-1 of 张三"), Paid()))
    worker.charge(PAYMENT)
    first = answers.get(timeout=WAIT_S)
    assert first == PaymentAnswered("pay-1", Unknown("the rail failed: RuntimeError"))
    worker.query("pay-1")
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())


class HungRail(ScriptedRail):
    """Waits in a charge until it is let go."""

    def __init__(self) -> None:
        super().__init__(Paid())
        self.is_called = threading.Event()
        self.let_go = threading.Event()

    def charge(self, payment: Payment) -> Outcome:
        self.is_called.set()
        self.let_go.wait(WAIT_S)
        return super().charge(payment)


def test_who_asks_never_waits_for_the_rail(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.charge(PAYMENT)
    assert rail.is_called.wait(WAIT_S)
    worker.close("pay-1")
    assert answers.empty()
    rail.let_go.set()
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())


def test_a_charge_that_was_given_up_while_it_waited_is_never_sent(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.charge(PAYMENT)
    assert rail.is_called.wait(WAIT_S)
    worker.charge(replace(PAYMENT, id="pay-2"))
    worker.close("pay-2")
    rail.let_go.set()
    told = [answers.get(timeout=WAIT_S).payment_id for _ in range(2)]
    assert told == ["pay-1", "pay-2"]
    assert rail.calls == [("charge", "pay-1"), ("close", "pay-2")]


def test_behind_a_rail_that_hangs_questions_do_not_pile_up(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.charge(PAYMENT)
    assert rail.is_called.wait(WAIT_S)
    for _ in range(100):
        worker.query("pay-1")
        worker.close("pay-1")
    rail.let_go.set()
    for _ in range(3):
        answers.get(timeout=WAIT_S)
    worker.stop()
    assert answers.empty()
    assert rail.calls == [("charge", "pay-1"), ("query", "pay-1"), ("close", "pay-1")]


def test_what_is_under_way_ends_and_what_waits_is_left_for_the_next_start(start: Start) -> None:
    rail = HungRail()
    worker, answers = start(rail)
    worker.charge(PAYMENT)
    assert rail.is_called.wait(WAIT_S)
    rail.let_go.set()
    worker.stop()
    worker.query("pay-1")
    assert answers.get(timeout=WAIT_S) == PaymentAnswered("pay-1", Paid())
    assert answers.empty()
    assert rail.calls == [("charge", "pay-1")]


def test_stopping_before_starting_is_fine() -> None:
    PaymentsWorker(ScriptedRail(Paid()), lambda _: None).stop()
