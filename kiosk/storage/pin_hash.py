"""PINs as scrypt hashes (RFC 7914). Six digits are few: the lock after five tries protects them;
the hash only slows a thief of the disk down. PINs, members' and the staff's, are peppered with the
device secret before (vault.py), so that a thief without it has nothing to try.
"""

from __future__ import annotations

import hashlib
import hmac

from kiosk.storage.vault import Vault

SALT_BYTES = 16
HASH_BYTES = 32
NOBODYS_PIN = bytes(SALT_BYTES + HASH_BYTES)
"""No PIN hashes to this: it is there to be compared with, for the time that takes."""
_PEPPERED = b"\x01"
"""Before salt and hash. Hashes of before have no such byte, and one byte less."""
_N, _R, _P = 2**14, 8, 1  # about 50 ms and 16 MB: what a kiosk can spend on one tap


def pin_hash(pin: str, salt: bytes) -> bytes:
    """Salt and hash in one value, for storing."""
    return salt + hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=HASH_BYTES)


def is_pin_of(pin: str, stored: bytes) -> bool:
    return hmac.compare_digest(pin_hash(pin, stored[:SALT_BYTES]), stored)


def peppered_hash(vault: Vault, pin: str, salt: bytes) -> bytes:
    """For storing. Never of a vault that is locked: it would not fit again."""
    return _PEPPERED + pin_hash(vault.peppered(pin), salt)


def is_peppered(stored: bytes) -> bool:
    return len(stored) == len(_PEPPERED) + SALT_BYTES + HASH_BYTES


def fits(vault: Vault, pin: str, stored: bytes) -> bool:
    """Of a hash with or without pepper: those of before are made anew when they are used."""
    if is_peppered(stored):
        return is_pin_of(vault.peppered(pin), stored[len(_PEPPERED) :])
    return is_pin_of(pin, stored)
