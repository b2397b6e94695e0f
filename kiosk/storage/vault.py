"""What members gave us, sealed: each member under a key of their own, each key under the device's.

    device secret ─HKDF-SHA256─┬─▶ wrapping key ─AES-256-GCM─▶ a member's data key
                               ├─▶ phone key    ─HMAC-SHA256─▶ the hash a number is found by
                               ├─▶ PIN key      ─HMAC-SHA256─▶ what is hashed slowly (pin_hash.py)
                               └─▶ gesture key  ─HMAC-SHA256─▶ which gestures are asked
    data key ─AES-256-GCM─▶ number, name, each template

What is sealed is bound (AAD) to this format, to its member and to its place: a value that was
moved to another member, field or pack does not open. A sealed value is nonce (12 bytes), then
ciphertext, then tag (16 bytes). Nonces are random: NIST SP 800-38D, 8.2.2, allows 2**32 under a
key, and a kiosk wraps 100,000. Destroying a member's key makes all of theirs unreadable at once.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from kiosk.storage.database import StorageError

SECRET_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"kaimen-vault-1"
PHONE, NAME = "phone", "name"

RandomBytes = Callable[[int], bytes]


class SealBrokenError(StorageError):
    """What is sealed does not open: damaged, moved from elsewhere, or under another device key."""


class KeyLostError(StorageError):
    """The device secret that members are sealed under is not there."""


class DataKey:
    """Seals and opens what belongs to one member. Never shown, never logged."""

    __slots__ = ("_cipher", "_member", "_random_bytes")

    def __init__(self, member_id: str, key: bytes, random_bytes: RandomBytes) -> None:
        self._member = member_id.encode()
        self._cipher = AESGCM(key)
        self._random_bytes = random_bytes

    def seal(self, place: str, content: bytes) -> bytes:
        nonce = self._random_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, _bound_to(self._member, place))

    def open(self, place: str, sealed: bytes) -> bytes:
        """Raises SealBrokenError."""
        return _opened(self._cipher, sealed, _bound_to(self._member, place))


class Vault:
    """Made of the device secret. `is_locked`: that secret is lost, and this stands in its place:
    nothing that was sealed opens, and nothing new may be sealed."""

    def __init__(
        self, secret: bytes, random_bytes: RandomBytes, *, is_locked: bool = False
    ) -> None:
        if len(secret) != SECRET_BYTES:
            raise ValueError(f"a device secret has {SECRET_BYTES} bytes")
        self._wrapping = AESGCM(_derived(secret, b"wrapping"))
        self._phone_key = _derived(secret, b"phone")
        self._pin_key = _derived(secret, b"pin")
        self._gesture_key = _derived(secret, b"gestures")
        self._random_bytes = random_bytes
        self.key_id = key_id_of(secret)
        self.is_locked = is_locked

    def new_key(self, member_id: str) -> tuple[DataKey, bytes]:
        """A member's key, and the 60 bytes to keep of it. Raises KeyLostError."""
        self.require_unlocked()
        key, nonce = self._random_bytes(32), self._random_bytes(NONCE_BYTES)
        bound = _bound_to(member_id.encode(), "key")
        wrapped = nonce + self._wrapping.encrypt(nonce, key, bound)
        return DataKey(member_id, key, self._random_bytes), wrapped

    def key_of(self, member_id: str, wrapped: bytes) -> DataKey:
        """Raises SealBrokenError."""
        key = _opened(self._wrapping, wrapped, _bound_to(member_id.encode(), "key"))
        return DataKey(member_id, key, self._random_bytes)

    def phone_hash(self, phone: str) -> bytes:
        """32 bytes, by which a number is found again without being kept in the clear."""
        return hmac.digest(self._phone_key, phone.encode(), hashlib.sha256)

    def peppered(self, pin: str) -> str:
        """What is hashed instead of the PIN: without the device secret nothing can be guessed."""
        return hmac.digest(self._pin_key, pin.encode(), hashlib.sha256).hex()

    def chance(self, words: str) -> int:
        """As good as drawn from 2**256 numbers; the same for the same words."""
        return int.from_bytes(hmac.digest(self._gesture_key, words.encode(), hashlib.sha256))

    def require_unlocked(self) -> None:
        if self.is_locked:
            raise KeyLostError("The device secret is lost: nobody can join until it is back.")


def key_id_of(secret: bytes) -> str:
    """Tells two device secrets apart, and nothing about either."""
    return _derived(secret, b"id")[:16].hex()


def template_place(pack: str) -> str:
    """Where in a member's data a template stands: templates do not move between packs."""
    return f"template:{pack}"


def _bound_to(member: bytes, place: str) -> bytes:
    """Lengths first, so that no two pairs of member and place give the same bytes."""
    return b"%s\0%d\0%s\0%s" % (FORMAT, len(member), member, place.encode())


def _opened(cipher: AESGCM, sealed: bytes, bound: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
    except (InvalidTag, ValueError) as error:  # ValueError: shorter than a nonce
        raise SealBrokenError("What is kept of a member does not open.") from error


def _derived(secret: bytes, use: bytes) -> bytes:
    """HKDF (RFC 5869). No salt: the secret is random already."""
    return HKDF(SHA256(), length=32, salt=None, info=FORMAT + b" " + use).derive(secret)
