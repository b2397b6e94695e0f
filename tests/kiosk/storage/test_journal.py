"""The journal: one line for every act, and nobody's name in it."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from kiosk.domain.forgetting import Why
from kiosk.domain.money import Money
from kiosk.domain.payment import ByMember, Paid
from kiosk.storage import forgetting, journal, members, orders, payments, staff_pin, wallet
from kiosk.storage.forgetting import Wish
from kiosk.storage.stranger_tries import StrangerTries
from kiosk.storage.wallet import WalletRail
from tests.support.fake_clock import AT
from tests.support.fake_safe import SIGNER, VAULT
from tests.support.fake_shop import (
    ADDRESS,
    PHONE,
    PIN,
    a_member,
    a_template,
    an_order,
    payment_for,
)


def test_a_members_whole_life_is_told_without_the_person(db: sqlite3.Connection) -> None:
    person = a_member(name="欧阳", pin=PIN, templates=(a_template(1),))
    member = members.register(db, VAULT, person, AT)
    assert member is not None
    wallet.top_up(db, "top-1", "m-1", Money(5000), AT)
    order = an_order()
    orders.place(db, order, payment_for(order), member.masked, AT)
    payments.submitting(db, "pay-1", AT)
    WalletRail(lambda: db, lambda: AT).charge(payment_for(order), ByMember())
    payments.record_outcome(db, "pay-1", Paid(), AT)
    orders.complete(db, "pay-1", "door-1", ADDRESS, AT)
    members.check_pin(db, VAULT, StrangerTries(b"key"), PHONE, "000001", AT.timestamp())
    staff_pin.choose(db, VAULT, PIN, b"salt of 16 bytes", AT)
    forgetting.forget(db, Wish("m-1", Why.STAFF, AT), SIGNER)
    lines = list(reversed(journal.latest(db)))
    assert [line[1:] for line in lines] == [
        ("member.joined", "m-1", "2026-12-membership-2 2026-12-face-2"),
        ("wallet.top_up", "top-1", "5000"),
        ("order.placed", "order-1", "pay-1"),
        ("payment.submitting", "pay-1", ""),
        ("wallet.charged", "pay-1", "2200"),
        ("payment.paid", "pay-1", ""),
        ("order.paid", "order-1", ""),
        ("door.intended", "door-1", "order-1"),
        ("staff.pin_chosen", "staff", ""),
        ("agreement.ending", "m-1", ""),
        ("member.forgotten", "m-1", "staff"),
    ]


def test_the_latest_act_tells_what_the_clock_must_be_past(db: sqlite3.Connection) -> None:
    """Lines written while it is behind must not make it right: a wrong PIN writes one, too."""
    assert journal.last_time(db) is None
    journal.write(db, AT, "test.line", "ref")
    journal.write(db, AT - timedelta(days=1), "test.line", "ref")
    assert journal.last_time(db) == AT
    assert journal.latest(db, 1) == [("2026-11-20T10:00:00.000+08:00", "test.line", "ref", "")]


def test_a_clock_that_was_years_ahead_once_is_forgiven_when_staff_say_so(
    db: sqlite3.Connection,
) -> None:
    journal.write(db, AT + timedelta(days=3650), "test.line", "ref")
    journal.confirm_clock(db, AT)
    assert journal.last_time(db) == AT
    journal.write(db, AT + timedelta(hours=1), "test.line", "ref")
    assert journal.last_time(db) == AT + timedelta(hours=1)


def test_the_latest_act_is_found_without_reading_the_whole_journal(db: sqlite3.Connection) -> None:
    """The health worker asks three times a minute, for years."""
    asked: list[str] = []
    db.set_trace_callback(asked.append)
    journal.last_time(db)
    db.set_trace_callback(None)
    plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert plan[0] == "SCAN journal USING COVERING INDEX journal_by_time"
    assert plan[2:] == ["SEARCH journal USING INDEX journal_of_clock"]
