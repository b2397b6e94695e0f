"""Checks, failures, look-alikes and scores on disk."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

import pytest

from kiosk.domain.money import Money
from kiosk.domain.payment import Paid
from kiosk.domain.risk import Decision, History, Reason, RiskPolicy, Step
from kiosk.storage import face_checks, face_failures, face_scores, orders, payments
from tests.support.fake_clock import AT
from tests.support.fake_shop import ADDRESS, an_order, payment_for

POLICY = RiskPolicy()
AMOUNT = Money(2200)
TAP = Decision(Step.TAP, (Reason.REGULAR,))
DIGITS = Decision(Step.DIGITS, (Reason.AMOUNT, Reason.FEW_VISITS))


def place(db: sqlite3.Connection, number: int, *, is_paid: bool = False) -> str:
    """An order of 22 yuan by m-1; its id."""
    order = an_order(f"order-{number}")
    payment = payment_for(order, f"pay-{number}")
    orders.place(db, order, payment, "", AT)
    if is_paid:
        payments.submitting(db, payment.id, AT)
        payments.record_outcome(db, payment.id, Paid(), AT)
        orders.complete(db, payment.id, None, ADDRESS, AT)
    return order.id


def test_a_tap_is_proved_at_once_and_digits_are_not(db: sqlite3.Connection) -> None:
    order_id = place(db, 1)
    face_checks.ask(db, "c-1", "m-1", AMOUNT, DIGITS, AT)
    assert face_checks.asked(db, "c-1") == ("m-1", Step.DIGITS)
    assert not face_checks.spend(db, "c-1", order_id, "m-1", AMOUNT)
    face_checks.end(db, "c-1", is_proved=True)
    assert face_checks.asked(db, "c-1") is None
    assert face_checks.spend(db, "c-1", order_id, "m-1", AMOUNT)
    assert face_checks.of_order(db, order_id) == DIGITS
    face_checks.ask(db, "c-2", "m-1", AMOUNT, TAP, AT)
    assert face_checks.spend(db, "c-2", "order-2", "m-1", AMOUNT)


def test_a_check_is_good_for_one_order_one_amount_and_one_member(db: sqlite3.Connection) -> None:
    first = place(db, 1)
    face_checks.ask(db, "c-1", "m-1", AMOUNT, TAP, AT)
    assert not face_checks.spend(db, "c-1", first, "m-2", AMOUNT)
    assert not face_checks.spend(db, "c-1", first, "m-1", Money(2201))
    assert face_checks.spend(db, "c-1", first, "m-1", AMOUNT)
    assert face_checks.spend(db, "c-1", first, "m-1", AMOUNT)
    assert not face_checks.spend(db, "c-1", place(db, 2), "m-1", AMOUNT)


def test_after_a_cancelled_order_the_check_may_go_to_the_next(db: sqlite3.Connection) -> None:
    first, second = place(db, 1), place(db, 2)
    face_checks.ask(db, "c-1", "m-1", AMOUNT, TAP, AT)
    assert face_checks.spend(db, "c-1", first, "m-1", AMOUNT)
    db.execute("UPDATE orders SET state = 'cancelled' WHERE id = ?", (first,))
    assert face_checks.spend(db, "c-1", second, "m-1", AMOUNT)


def test_a_refused_check_stays_refused(db: sqlite3.Connection) -> None:
    face_checks.ask(db, "c-1", "m-1", AMOUNT, DIGITS, AT)
    face_checks.end(db, "c-1", is_proved=False)
    face_checks.end(db, "c-1", is_proved=True)
    assert not face_checks.spend(db, "c-1", place(db, 1), "m-1", AMOUNT)


def test_history_counts_paid_face_orders_and_what_was_spent_today(db: sqlite3.Connection) -> None:
    for number in (1, 2, 3):
        order_id = place(db, number, is_paid=number < 3)
        face_checks.ask(db, f"c-{number}", "m-1", AMOUNT, TAP, AT)
        face_checks.spend(db, f"c-{number}", order_id, "m-1", AMOUNT)
    assert face_checks.history(db, "m-1", POLICY, AT) == History(
        visits=2, spent=Money(6600), payments=3
    )
    tomorrow = face_checks.history(db, "m-1", POLICY, AT + timedelta(days=1))
    assert tomorrow == History(visits=2)
    assert face_checks.history(db, "m-2", POLICY, AT) == History()


def test_every_question_is_answered_from_an_index(db: sqlite3.Connection) -> None:
    plans = [
        "SELECT 1 FROM face_checks c JOIN orders o ON o.id = c.order_id"
        " WHERE c.member_id = 'm' AND o.state = 'paid' LIMIT 5",
        "SELECT sum(amount_minor), count(*) FROM payments WHERE member_id = 'm'"
        " AND member_id <> '' AND created_at >= '2026' AND state NOT IN ('failed', 'closed')",
        "SELECT count(*) FROM face_failures WHERE at_s > 1",
        "SELECT 1 FROM look_alikes WHERE member_id = 'm' OR other_id = 'm' LIMIT 1",
    ]
    for query in plans:
        steps = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}")]
        assert not [step for step in steps if step.startswith("SCAN")], steps


# --- failures ---------------------------------------------------------------------------------


def test_the_third_failure_within_five_minutes_turns_faces_off(db: sqlite3.Connection) -> None:
    assert [face_failures.note(db, member, POLICY, AT) for member in ("m-1", "m-2")] == [2, 1]
    assert face_failures.off_for_s(db, POLICY, AT.timestamp()) == 0
    assert face_failures.note(db, "m-3", POLICY, AT) == 0
    assert face_failures.off_for_s(db, POLICY, AT.timestamp()) == 900
    assert face_failures.off_for_s(db, POLICY, AT.timestamp() + 899.5) == 1
    assert face_failures.off_for_s(db, POLICY, AT.timestamp() + 900) == 0


def test_failures_of_an_hour_ago_do_not_count(db: sqlite3.Connection) -> None:
    later = AT + timedelta(hours=1)
    lefts = [face_failures.note(db, "m-1", POLICY, at) for at in (AT, AT, later)]
    assert lefts == [2, 1, 2]


@pytest.mark.parametrize(("hours", "seconds"), [(-1, 0), (1, 0)])
def test_a_clock_that_was_wrong_locks_nobody_out_for_long(
    db: sqlite3.Connection, hours: int, seconds: int
) -> None:
    for _ in range(3):
        face_failures.note(db, "m-1", POLICY, AT)
    now_s = (AT + timedelta(hours=hours)).timestamp()
    assert face_failures.off_for_s(db, POLICY, now_s) == seconds


# --- scores -----------------------------------------------------------------------------------


def test_scores_are_counted_by_day_and_kind(db: sqlite3.Connection) -> None:
    today = AT.date()
    for score in (0.61, 0.615, 0.70):
        face_scores.note(db, "pack", score, today, is_named=True)
    face_scores.note(db, "pack", 0.2, today, is_named=False)
    face_scores.note(db, "other", 0.6, today, is_named=True)
    assert face_scores.counts(db, "pack", today, today, is_named=True) == {30: 2, 35: 1}
    assert face_scores.counts(db, "pack", today, today, is_named=False) == {10: 1}
    face_scores.drop_old(db, today + timedelta(days=face_scores.KEPT_DAYS))
    assert face_scores.counts(db, "pack", today, today, is_named=True) == {30: 2, 35: 1}
    face_scores.drop_old(db, today + timedelta(days=face_scores.KEPT_DAYS + 1))
    assert face_scores.counts(db, "pack", today, today, is_named=True) == {}
