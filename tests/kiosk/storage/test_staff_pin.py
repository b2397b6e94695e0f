"""The staff PIN: chosen once, locked after five wrong tries, written to no journal."""

from __future__ import annotations

import sqlite3
from datetime import timedelta

from kiosk.domain.pin import LOCK_S, MAX_TRIES, Tries
from kiosk.storage import journal, staff_pin
from tests.support.fake_clock import AT
from tests.support.fake_shop import PIN

SALT = b"salt of 16 bytes"


def test_there_is_none_until_somebody_chooses_it(db: sqlite3.Connection) -> None:
    assert not staff_pin.is_set(db)
    assert staff_pin.check(db, PIN, AT) == Tries(1)
    staff_pin.choose(db, PIN, SALT, AT)
    assert staff_pin.is_set(db)
    assert staff_pin.check(db, PIN, AT) is None


def test_choosing_anew_replaces_it(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, PIN, SALT, AT)
    staff_pin.choose(db, "739205", SALT, AT)
    assert staff_pin.check(db, PIN, AT) == Tries(1)
    assert staff_pin.check(db, "739205", AT) is None


def test_five_wrong_tries_lock_it_for_a_minute(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, PIN, SALT, AT)
    tries = [staff_pin.check(db, "000001", AT) for _ in range(MAX_TRIES)]
    locked = Tries(MAX_TRIES, AT.timestamp() + LOCK_S)
    assert tries == [*(Tries(wrong) for wrong in range(1, MAX_TRIES)), locked]
    assert staff_pin.check(db, PIN, AT + timedelta(seconds=LOCK_S - 1)) == locked
    assert staff_pin.check(db, PIN, AT + timedelta(seconds=LOCK_S)) is None


def test_the_right_pin_ends_the_counting(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, PIN, SALT, AT)
    staff_pin.check(db, "000001", AT)
    staff_pin.check(db, PIN, AT)
    assert staff_pin.check(db, "000001", AT) == Tries(1)


def test_the_journal_tells_who_tried_and_not_what(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, PIN, SALT, AT)
    staff_pin.check(db, "000001", AT)
    staff_pin.check(db, PIN, AT)
    assert [line[1:] for line in reversed(journal.latest(db))] == [
        ("staff.pin_chosen", "staff", ""),
        ("staff.refused", "staff", ""),
        ("staff.entered", "staff", ""),
    ]
