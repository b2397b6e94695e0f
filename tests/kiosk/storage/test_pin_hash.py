"""PIN hashes: the same PIN with another salt looks different, and nothing else fits."""

from __future__ import annotations

import hashlib

from kiosk.storage.pin_hash import SALT_BYTES, is_pin_of, pin_hash
from tests.support.fake_shop import PIN

SALT = bytes(range(SALT_BYTES))


def test_a_pin_fits_its_own_hash_only() -> None:
    stored = pin_hash(PIN, SALT)
    assert is_pin_of(PIN, stored)
    assert not is_pin_of("481903", stored)
    assert not is_pin_of("", stored)


def test_the_salt_makes_equal_pins_look_different() -> None:
    assert pin_hash(PIN, SALT) != pin_hash(PIN, bytes(SALT_BYTES))


def test_it_is_scrypt_of_rfc_7914_after_the_salt() -> None:
    expected = hashlib.scrypt(PIN.encode(), salt=SALT, n=16384, r=8, p=1, dklen=32)
    assert pin_hash(PIN, SALT) == SALT + expected


def test_nothing_stored_fits_nothing() -> None:
    assert not is_pin_of(PIN, b"")
    assert not is_pin_of("", b"")
