"""Gestures that nobody foresees, and that a restart does not draw anew."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.compose.gestures import KEPT_S, draws_by
from kiosk.flows.draws import Draws
from tests.support.fake_safe import VAULT

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def a_start(at: datetime = NOON) -> Draws:
    """A kiosk that was just switched on."""
    return draws_by(VAULT, lambda: at)


def test_a_restart_asks_a_member_for_the_same() -> None:
    assert all(a_start().row(f"m-{n}", 2) == a_start().row(f"m-{n}", 2) for n in range(50))


def test_members_are_asked_for_each_of_the_ten_rows() -> None:
    assert len({a_start().row(f"m-{n}", 2) for n in range(200)}) == 10


def test_after_some_minutes_others_are_drawn() -> None:
    later = a_start(NOON + timedelta(seconds=KEPT_S))
    same = [a_start().row(f"m-{n}", 2) == later.row(f"m-{n}", 2) for n in range(200)]
    assert sum(same) < 60


def test_what_was_decided_is_not_asked_again() -> None:
    rows = a_start()
    first = [rows.row(f"m-{n}", 2) for n in range(200)]
    for n in range(200):
        rows.decided(f"m-{n}")
    assert sum(rows.row(f"m-{n}", 2) == first[n] for n in range(200)) < 60
