"""The wallet gives back what it took: once for each refund, and never more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest

from kiosk.domain.accounts import REFUNDS, takings_of
from kiosk.domain.hold import Captured, Hold
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Paid, Payment, Unknown
from kiosk.domain.refund import Refund, Refunded, RefundReason, RefundRefused
from kiosk.storage import ledger
from kiosk.storage.database import transaction
from kiosk.storage.ledger_reader import audit_books
from kiosk.storage.wallet import WalletRail, balance, top_up
from tests.support.fake_clock import AT

Connect = Callable[[], sqlite3.Connection]

PAYMENT = Payment("pay-1", "order-1", "m-1", Money(2200))


@pytest.fixture
def rail(db: sqlite3.Connection, connect: Connect) -> WalletRail:
    """Of a shop where m-1 had 50 yuan and bought a latte for 22."""
    top_up(db, "top-1", "m-1", Money(5000), AT)
    rail = WalletRail(connect, lambda: AT)
    assert rail.charge(PAYMENT, ByMember()) == Paid(Money(2800))
    return rail


def a_refund(minor: int = 2200, refund_id: str = "refund-1") -> Refund:
    return Refund(refund_id, PAYMENT, Money(minor), RefundReason.QUALITY)


def test_the_same_refund_gives_once(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert [rail.refund(a_refund()) for _ in range(3)] == [Refunded()] * 3
    assert rail.query_refund(a_refund()) == Refunded()
    assert balance(db, "m-1") == Money(5000)
    assert ledger.balance(db, REFUNDS) == ledger.balance(db, takings_of("wallet")) == Money(2200)
    assert audit_books(db).broken == ()


def test_a_part_may_be_given_back_and_then_the_rest(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    assert rail.refund(a_refund(700)) == Refunded()
    assert rail.refund(a_refund(1500, "refund-2")) == Refunded()
    assert isinstance(rail.refund(a_refund(1, "refund-3")), RefundRefused)
    assert balance(db, "m-1") == Money(5000)


def test_more_than_was_paid_is_refused_for_good(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert isinstance(rail.refund(a_refund(2201)), RefundRefused)
    assert isinstance(rail.refund(a_refund(2200)), RefundRefused)  # this id was denied
    assert isinstance(rail.query_refund(a_refund(2200)), RefundRefused)
    assert balance(db, "m-1") == Money(2800)


@pytest.mark.parametrize("amount", [Money(0), Money(-1)])
def test_nobody_pays_by_a_refund(db: sqlite3.Connection, rail: WalletRail, amount: Money) -> None:
    assert isinstance(rail.refund(replace(a_refund(), amount=amount)), RefundRefused)
    assert balance(db, "m-1") == Money(2800)


def test_the_same_id_with_another_amount_is_no_answer(
    db: sqlite3.Connection, rail: WalletRail
) -> None:
    rail.refund(a_refund(700))
    assert isinstance(rail.refund(a_refund(800)), Unknown)
    assert balance(db, "m-1") == Money(3500)


@pytest.mark.parametrize(
    "payment", [replace(PAYMENT, id="pay-9"), replace(PAYMENT, member_id="m-2")]
)
def test_money_goes_back_to_nobody_but_who_paid(
    db: sqlite3.Connection, rail: WalletRail, payment: Payment
) -> None:
    assert isinstance(rail.refund(replace(a_refund(), payment=payment)), RefundRefused)
    assert balance(db, "m-2") == Money(0)
    assert balance(db, "m-1") == Money(2800)


def test_a_refund_nobody_sent_is_unknown(rail: WalletRail) -> None:
    assert isinstance(rail.query_refund(a_refund()), Unknown)


def test_an_id_of_something_else_gives_nothing(db: sqlite3.Connection, rail: WalletRail) -> None:
    assert isinstance(rail.refund(a_refund(700, "top-1")), Unknown)
    assert balance(db, "m-1") == Money(2800)


def test_a_captured_hold_can_be_given_back_too(db: sqlite3.Connection, rail: WalletRail) -> None:
    hold = Hold("hold-1", "session-1", "m-1", Money(2000), "wallet")
    rail.hold(hold)
    assert rail.capture(hold, Money(500)) == Captured(Money(500))
    captured = Payment("hold-1", "order-2", "m-1", Money(500))
    assert isinstance(
        rail.refund(Refund("refund-9", captured, Money(501), RefundReason.OTHER)), RefundRefused
    )
    refund = Refund("refund-1", captured, Money(500), RefundReason.OTHER)
    assert rail.refund(refund) == Refunded()
    assert balance(db, "m-1") == Money(2800)


def test_a_refund_that_lost_power_never_was(db: sqlite3.Connection, rail: WalletRail) -> None:
    same = WalletRail(lambda: db, lambda: AT)
    with suppress(KeyError), transaction(db):
        same.refund(a_refund())
        raise KeyError("the power is gone")
    assert isinstance(rail.query_refund(a_refund()), Unknown)
    assert balance(db, "m-1") == Money(2800)
    assert rail.refund(a_refund()) == Refunded()
