"""Wrong PINs under numbers that have none here: counted and locked like a member's.

Otherwise the count itself would tell who is a member. In memory only, and under a keyed hash:
numbers of people who never joined are nothing to keep.
"""

from __future__ import annotations

import hashlib

from kiosk.domain.pin import Tries

KEY_BYTES = 32
MOST_NUMBERS = 10_000
"""Nobody types that many at a touch screen; the oldest are dropped."""


class StrangerTries:
    def __init__(self, key: bytes) -> None:
        self._key = key
        self._tries: dict[bytes, Tries] = {}

    def of(self, phone: str) -> Tries:
        return self._tries.get(self._hash(phone), Tries())

    def keep(self, phone: str, tries: Tries) -> None:
        self._tries.pop(self._hash(phone), None)
        self._tries[self._hash(phone)] = tries
        if len(self._tries) > MOST_NUMBERS:
            del self._tries[next(iter(self._tries))]

    def _hash(self, phone: str) -> bytes:
        return hashlib.blake2b(phone.encode(), key=self._key, digest_size=16).digest()
