"""Holds on disk: decided once, and whatever was decided is carried out."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, HoldState, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import Refusal, Refused, Unknown
from kiosk.storage import holds, journal
from tests.support.fake_clock import AT

HOLD = Hold("hold-1", "session-1", "m-1", Money(5000), "wallet", "开门咖啡")


@pytest.fixture
def held(db: sqlite3.Connection) -> sqlite3.Connection:
    holds.intend(db, HOLD, AT)
    holds.submitting(db, "hold-1", AT)
    holds.record(db, "hold-1", Held("20261121"), AT)
    return db


def test_a_hold_is_written_down_before_it_is_sent(db: sqlite3.Connection) -> None:
    assert holds.intend(db, HOLD, AT)
    assert not holds.intend(db, HOLD, AT)
    assert holds.get(db, "hold-1") == HOLD
    assert holds.submitting(db, "hold-1", AT)
    assert not holds.submitting(db, "hold-1", AT)
    assert [line[1] for line in journal.latest(db)] == ["hold.submitting", "hold.created"]


@pytest.mark.parametrize("amount", [Money(0), Money(-1), Money(10**12 + 1), Money(1, "yuan")])
def test_what_could_not_be_booked_is_not_set_aside(db: sqlite3.Connection, amount: Money) -> None:
    with pytest.raises(ValueError, match="cannot be booked"):
        holds.intend(db, replace(HOLD, amount=amount), AT)


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        (Held(), "held"),
        (Refused(Refusal.NOT_ENOUGH), "failed"),
        (Unknown("no answer"), "unknown"),
        (Released(), "released"),
    ],
)
def test_what_the_rail_says_is_written_down(
    db: sqlite3.Connection, outcome: HoldOutcome, after: str
) -> None:
    holds.intend(db, HOLD, AT)
    holds.submitting(db, "hold-1", AT)
    assert holds.record(db, "hold-1", outcome, AT) == after


def test_less_is_taken_than_was_held(held: sqlite3.Connection) -> None:
    assert holds.capturing(held, "hold-1", Money(1200), AT)
    assert holds.captured_amount(held, "hold-1") == Money(1200)
    assert holds.record(held, "hold-1", Captured(Money(1200)), AT) is HoldState.CAPTURED
    assert holds.open_ones(held) == []


def test_how_much_is_taken_is_decided_once(held: sqlite3.Connection) -> None:
    assert holds.capturing(held, "hold-1", Money(1200), AT)
    assert not holds.capturing(held, "hold-1", Money(1300), AT)
    assert not holds.releasing(held, "hold-1", AT)
    holds.record(held, "hold-1", Unknown("no answer"), AT)
    assert holds.captured_amount(held, "hold-1") == Money(1200)
    assert holds.open_ones(held) == [(HOLD, HoldState.CAPTURING)]


@pytest.mark.parametrize("amount", [Money(0), Money(-1), Money(5001)])
def test_only_what_is_held_can_be_taken(held: sqlite3.Connection, amount: Money) -> None:
    with pytest.raises(ValueError, match="cannot be captured"):
        holds.capturing(held, "hold-1", amount, AT)
    assert holds.state_of(held, "hold-1") is HoldState.HELD


def test_what_is_let_go_is_not_taken(held: sqlite3.Connection) -> None:
    assert holds.releasing(held, "hold-1", AT)
    assert holds.releasing(held, "hold-1", AT)  # asked again: the answer was lost
    assert not holds.capturing(held, "hold-1", Money(1), AT)
    assert holds.record(held, "hold-1", Released(), AT) is HoldState.RELEASED
    assert not holds.releasing(held, "hold-1", AT)


def test_a_late_held_does_not_undo_the_letting_go(held: sqlite3.Connection) -> None:
    holds.releasing(held, "hold-1", AT)
    assert holds.record(held, "hold-1", Held(), AT) is HoldState.RELEASING


def test_what_the_rail_took_counts_whatever_was_asked_for(held: sqlite3.Connection) -> None:
    holds.releasing(held, "hold-1", AT)
    holds.record(held, "hold-1", Captured(Money(5000)), AT)
    assert holds.captured_amount(held, "hold-1") == Money(5000)


def test_a_hold_that_was_let_go_by_the_service_took_nothing(held: sqlite3.Connection) -> None:
    holds.capturing(held, "hold-1", Money(1200), AT)
    assert holds.record(held, "hold-1", Released(), AT) is HoldState.RELEASED
    assert holds.captured_amount(held, "hold-1") is None


def test_a_hold_that_nobody_placed_is_a_bug(db: sqlite3.Connection) -> None:
    with pytest.raises(ValueError, match="no hold hold-9"):
        holds.record(db, "hold-9", Held(), AT)
