"""Money at the counter: staff say so once, and it stays said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.domain.money import Money
from kiosk.domain.payment import AtCounter, ByScreen, Closed, Paid, Payment, Rail, Unknown, Waiting
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.rails.counter import CounterRail, Decision
from kiosk.rails.counter_book import SqliteCounterBook
from kiosk.rails.errors import RailError
from kiosk.storage.database import open_database
from tests.support.fake_clock import FakeClock

PAYMENT = Payment("p1", "o1", "", Money(2650), Rail.CASH)


class Notebook:
    """A `CounterBook` in memory; `torn`: cannot be written."""

    def __init__(self, *, torn: bool = False) -> None:
        self._decided: dict[str, Decision] = {}
        self._torn = torn

    def decide(self, payment_id: str, decision: Decision, staff: str) -> Decision:
        if self._torn:
            raise RailError("No room left.")
        return self._decided.setdefault(payment_id, decision)

    def decided(self, payment_id: str) -> Decision | None:
        return self._decided.get(payment_id)


@pytest.fixture
def connect(tmp_path: Path) -> Callable[[], sqlite3.Connection]:
    return lambda: open_database(tmp_path / "kiosk.db")


def test_nothing_is_paid_until_staff_say_so(connect: Callable[[], sqlite3.Connection]) -> None:
    rail = CounterRail(SqliteCounterBook(connect, FakeClock().now))
    assert rail.charge(PAYMENT, ByScreen()) == Waiting()
    assert rail.query(PAYMENT) == Waiting()
    assert rail.charge(PAYMENT, AtCounter("Li")) == Paid()


def test_what_staff_said_survives_a_restart(connect: Callable[[], sqlite3.Connection]) -> None:
    CounterRail(SqliteCounterBook(connect, FakeClock().now)).charge(PAYMENT, AtCounter("Li"))

    after = CounterRail(SqliteCounterBook(connect, FakeClock().now))

    assert after.query(PAYMENT) == Paid()
    assert after.close(PAYMENT) == Paid()


def test_a_closed_payment_cannot_be_confirmed_later(
    connect: Callable[[], sqlite3.Connection],
) -> None:
    rail = CounterRail(SqliteCounterBook(connect, FakeClock().now))
    assert rail.close(PAYMENT) == Closed()
    assert rail.charge(PAYMENT, AtCounter("Li")) == Closed()
    assert rail.query(PAYMENT) == Closed()


def test_a_book_that_cannot_be_written_pays_nothing() -> None:
    rail = CounterRail(Notebook(torn=True))
    assert rail.charge(PAYMENT, AtCounter("Li")) == Unknown("No room left.")


def test_a_damaged_file_is_unknown_not_paid(tmp_path: Path) -> None:
    (tmp_path / "kiosk.db").write_bytes(b"rubbish" * 1000)
    book = SqliteCounterBook(lambda: open_database(tmp_path / "kiosk.db"), FakeClock().now)
    assert isinstance(CounterRail(book).charge(PAYMENT, AtCounter("Li")), Unknown)
    assert isinstance(CounterRail(book).query(PAYMENT), Unknown)


@pytest.mark.parametrize("fen", [0, -1])
def test_nothing_cannot_be_paid(fen: int) -> None:
    payment = Payment("p1", "o1", "", Money(fen), Rail.CASH)
    assert isinstance(CounterRail(Notebook()).charge(payment, AtCounter("Li")), Unknown)


def test_staff_hand_a_refund_over() -> None:
    rail = CounterRail(Notebook())
    refund = Refund("r1", PAYMENT, Money(100), RefundReason.QUALITY)
    assert rail.refund(refund) == Refunded()
    assert rail.query_refund(refund) == Refunded()
