"""A vault under a secret of zeros, and a signer with a key: real, but always the same."""

from __future__ import annotations

import os
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.perform_members import Safe
from kiosk.rails.signing_key import FileKey, PublicKey
from kiosk.storage.face_count import FaceLimit
from kiosk.storage.vault import SECRET_BYTES, Vault


def a_vault(
    secret: bytes = bytes(SECRET_BYTES), random_bytes: Callable[[int], bytes] = os.urandom
) -> Vault:
    return Vault(secret, random_bytes)


class TestSigner:
    """A `ReceiptSigner` whose key anybody knows."""

    __test__ = False
    site_id, device_id = "site-1", "kiosk-1"
    device = "site-1.kiosk-1"

    def __init__(self) -> None:
        self._key = FileKey(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))

    @property
    def key_id(self) -> str:
        return self._key.public_key.key_id

    @property
    def public_key(self) -> PublicKey:
        return self._key.public_key

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


VAULT = a_vault()
SIGNER = TestSigner()


def a_safe(unused_days: int = 180, filing_number: str = "") -> Safe:
    return Safe(VAULT, SIGNER, unused_days, FaceLimit(filing_number))
