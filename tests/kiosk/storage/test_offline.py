"""When contact was lost, and what wallets paid since."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from kiosk.domain.money import Money
from kiosk.domain.offline import OfflineUse
from kiosk.domain.payment import Paid, Payment, Rail
from kiosk.storage import offline, orders, payments
from tests.support.fake_clock import AT
from tests.support.fake_shop import an_order

LOST = AT
LATER = LOST + timedelta(minutes=30)


def pay(db: sqlite3.Connection, number: int, minutes: int, **of: str) -> None:
    at = LOST + timedelta(minutes=minutes)
    order = an_order(f"order-{number}")
    who, rail = of.get("member", "m-1"), of.get("rail", Rail.WALLET)
    payment = Payment(f"pay-{number}", order.id, who, order.total, rail)
    orders.place(db, order, payment, "", at)
    payments.submitting(db, payment.id, at)
    payments.record_outcome(db, payment.id, Paid(), at)


def test_with_contact_there_is_nothing_to_limit(db: sqlite3.Connection) -> None:
    assert offline.use_of(db, "m-1") is None


def test_only_the_first_moment_without_contact_counts(db: sqlite3.Connection) -> None:
    offline.note_contact(db, is_there=False, at=LOST)
    offline.note_contact(db, is_there=False, at=LATER)
    assert offline.lost_at(db) == LOST


def test_contact_that_comes_back_ends_it(db: sqlite3.Connection) -> None:
    offline.note_contact(db, is_there=False, at=LOST)
    offline.note_contact(db, is_there=True, at=LATER)
    offline.note_contact(db, is_there=True, at=LATER)
    assert offline.use_of(db, "m-1") is None


def test_what_wallets_paid_since_is_summed_for_the_member_and_for_all(
    db: sqlite3.Connection,
) -> None:
    pay(db, 1, minutes=-5)
    offline.note_contact(db, is_there=False, at=LOST)
    pay(db, 2, minutes=0)
    pay(db, 3, minutes=10, member="m-2")
    pay(db, 4, minutes=20, rail=Rail.CASH, member="")
    latte = an_order().total
    assert offline.use_of(db, "m-1") == OfflineUse(latte, latte.times(2), LOST)
    assert offline.use_of(db, "m-9") == OfflineUse(Money(0), latte.times(2), LOST)
