"""The staff PIN: under the device secret, locked after five wrong tries, written to no journal."""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta

from kiosk.domain.pin import LOCK_S, MAX_TRIES, Tries
from kiosk.storage import journal, staff_pin
from kiosk.storage.pin_hash import is_pin_of, pin_hash
from kiosk.storage.vault import SECRET_BYTES, Vault
from tests.support.fake_clock import AT
from tests.support.fake_safe import VAULT
from tests.support.fake_shop import PIN

SALT = b"salt of 16 bytes"


def test_there_is_none_until_somebody_chooses_it(db: sqlite3.Connection) -> None:
    assert not staff_pin.is_set(db)
    assert staff_pin.check(db, VAULT, PIN, AT) == Tries(1)
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    assert staff_pin.is_set(db)
    assert staff_pin.check(db, VAULT, PIN, AT) is None


def test_choosing_anew_replaces_it(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    staff_pin.choose(db, VAULT, "739205", SALT, AT)
    assert staff_pin.check(db, VAULT, PIN, AT) == Tries(1)
    assert staff_pin.check(db, VAULT, "739205", AT) is None


def test_five_wrong_tries_lock_it_for_a_minute(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    tries = [staff_pin.check(db, VAULT, "000001", AT) for _ in range(MAX_TRIES)]
    locked = Tries(MAX_TRIES, AT.timestamp() + LOCK_S)
    assert tries == [*(Tries(wrong) for wrong in range(1, MAX_TRIES)), locked]
    assert staff_pin.check(db, VAULT, PIN, AT + timedelta(seconds=LOCK_S - 1)) == locked
    assert staff_pin.check(db, VAULT, PIN, AT + timedelta(seconds=LOCK_S)) is None


def test_the_right_pin_ends_the_counting(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    staff_pin.check(db, VAULT, "000001", AT)
    staff_pin.check(db, VAULT, PIN, AT)
    assert staff_pin.check(db, VAULT, "000001", AT) == Tries(1)


def test_the_journal_tells_who_tried_and_not_what(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    staff_pin.check(db, VAULT, "000001", AT)
    staff_pin.check(db, VAULT, PIN, AT)
    assert [line[1:] for line in reversed(journal.latest(db))] == [
        ("staff.pin_chosen", "staff", ""),
        ("staff.refused", "staff", ""),
        ("staff.entered", "staff", ""),
    ]


# --- under the device secret ------------------------------------------------------------------


def of_before(db: sqlite3.Connection) -> None:
    """As a kiosk kept it before staff PINs were peppered."""
    plain = pin_hash(PIN, SALT).hex()
    db.execute("INSERT INTO facts VALUES ('staff.pin', ?)", (plain,))


def stored(db: sqlite3.Connection) -> bytes:
    ((value,),) = db.execute("SELECT value FROM facts WHERE key = 'staff.pin'")
    return bytes.fromhex(value)


def a_lost_secret() -> Vault:
    return Vault(os.urandom(SECRET_BYTES), os.urandom, is_locked=True)


def test_whoever_copies_the_disk_finds_nothing_to_try_pins_against(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    kept = stored(db)
    assert not any(is_pin_of(PIN, kept[start:]) for start in range(3))
    other = Vault(b"o" * SECRET_BYTES, os.urandom)
    assert staff_pin.check(db, other, PIN, AT) == Tries(1)


def test_one_of_before_stays_right_and_is_peppered_at_its_next_right_use(
    db: sqlite3.Connection,
) -> None:
    of_before(db)
    assert staff_pin.check(db, VAULT, "000001", AT) == Tries(1)
    assert not staff_pin.is_under_secret(db)
    assert staff_pin.check(db, VAULT, PIN, AT) is None
    assert staff_pin.is_under_secret(db)
    assert staff_pin.check(db, VAULT, PIN, AT) is None


def test_without_the_secret_one_of_before_still_opens_and_stays_as_it_was(
    db: sqlite3.Connection,
) -> None:
    of_before(db)
    before = stored(db)
    assert staff_pin.can_check(db, a_lost_secret())
    assert staff_pin.check(db, a_lost_secret(), PIN, AT) is None
    assert stored(db) == before


def test_without_the_secret_a_peppered_one_cannot_be_checked(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    assert staff_pin.can_check(db, VAULT)
    assert not staff_pin.can_check(db, a_lost_secret())


def test_one_chosen_without_the_secret_opens_after_a_restart_and_is_peppered_later(
    db: sqlite3.Connection,
) -> None:
    staff_pin.choose(db, a_lost_secret(), PIN, SALT, AT)
    assert staff_pin.check(db, a_lost_secret(), PIN, AT) is None
    assert staff_pin.check(db, VAULT, PIN, AT) is None  # the secret was found again
    assert staff_pin.is_under_secret(db)


def test_it_is_removed_with_its_lock_and_that_is_written_down(db: sqlite3.Connection) -> None:
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    for _ in range(MAX_TRIES):
        staff_pin.check(db, VAULT, "000001", AT)
    assert staff_pin.remove(db, AT)
    assert not staff_pin.is_set(db)
    assert journal.latest(db)[0][1:] == ("staff.pin_removed", "staff", "")
    assert not staff_pin.remove(db, AT)
    staff_pin.choose(db, VAULT, PIN, SALT, AT)
    assert staff_pin.check(db, VAULT, PIN, AT) is None
