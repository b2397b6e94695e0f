"""The last look at the clock, on disk: leaps are found over restarts, and by whoever asks."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.steady_clock import Reading, Watched
from kiosk.storage import clock_watch, journal, members
from kiosk.storage.database import open_database, transaction
from tests.support.fake_clock import AT
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import a_member

NOW = Reading(AT, 50.0, "boot-1")
LATER = timedelta(days=200)
LEAPT = replace(NOW, now=AT + LATER)


def test_a_leap_is_kept_for_whoever_looks_after_a_restart(
    db: sqlite3.Connection, path: Path
) -> None:
    clock_watch.look(db, NOW)
    assert clock_watch.is_ahead(db, LEAPT)
    again = open_database(path)
    assert clock_watch.is_ahead(again, replace(LEAPT, boot="boot-2", up_s=1.0))
    again.close()


def test_before_the_first_look_the_last_act_tells(db: sqlite3.Connection) -> None:
    """A version that kept no looks wrote lines; a new kiosk has neither, and believes its clock."""
    assert not clock_watch.is_ahead(db, NOW)
    db.execute("DELETE FROM facts")
    with transaction(db):
        journal.write(db, AT, "order.paid", "order-1")
    assert clock_watch.is_ahead(db, LEAPT)


def test_a_quiet_clock_is_written_down_every_ten_minutes_only(db: sqlite3.Connection) -> None:
    first = clock_watch.look(db, NOW)
    soon = replace(NOW, now=AT + timedelta(seconds=599), up_s=649.0)
    clock_watch.look(db, soon)
    assert clock_watch.last(db) == first
    late = replace(NOW, now=AT + timedelta(seconds=600), up_s=650.0)
    assert clock_watch.last(db) != clock_watch.look(db, late) != first
    assert clock_watch.last(db) == Watched(late.now, late.now, 650.0, "boot-1")


def test_staff_who_say_that_the_clock_is_right_end_the_doubt(db: sqlite3.Connection) -> None:
    clock_watch.look(db, NOW)
    clock_watch.look(db, LEAPT)
    clock_watch.confirm(db, LEAPT)
    assert not clock_watch.is_ahead(db, LEAPT)
    assert journal.latest(db, 1)[0][1] == "clock.confirmed"


def test_who_was_here_by_a_clock_that_was_ahead_is_not_kept_for_longer(
    db: sqlite3.Connection,
) -> None:
    members.register(db, VAULT, a_member(), AT + LATER)
    clock_watch.confirm(db, NOW)
    assert db.execute("SELECT used_on FROM members").fetchall() == [(AT.date().isoformat(),)]


@pytest.mark.parametrize("kept", ["", "{}", "[1, 2]", '["x", "y", 1, "b", 0]', "[null,1,2,3,4]"])
def test_a_look_that_cannot_be_read_is_none(db: sqlite3.Connection, kept: str) -> None:
    db.execute("INSERT INTO facts VALUES ('clock.watched', ?)", (kept,))
    assert clock_watch.last(db) is None
    assert not clock_watch.is_ahead(db, NOW)


def test_a_disk_that_takes_nothing_does_not_hide_a_leap(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock_watch.look(db, NOW)
    db.execute("PRAGMA query_only = ON")
    assert clock_watch.is_ahead(db, LEAPT)
