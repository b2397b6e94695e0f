"""PINs as scrypt hashes (RFC 7914). Six digits are few: the lock after five tries protects them;
the hash only slows a thief of the disk down.
"""

from __future__ import annotations

import hashlib
import hmac

SALT_BYTES = 16
HASH_BYTES = 32
NOBODYS_PIN = bytes(SALT_BYTES + HASH_BYTES)
"""No PIN hashes to this: it is there to be compared with, for the time that takes."""
_N, _R, _P = 2**14, 8, 1  # about 50 ms and 16 MB: what a kiosk can spend on one tap


def pin_hash(pin: str, salt: bytes) -> bytes:
    """Salt and hash in one value, for storing."""
    return salt + hashlib.scrypt(pin.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=HASH_BYTES)


def is_pin_of(pin: str, stored: bytes) -> bool:
    return hmac.compare_digest(pin_hash(pin, stored[:SALT_BYTES]), stored)
