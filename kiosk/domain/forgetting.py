"""Being forgotten: what goes, on whose wish, and the signed receipt that stays.

The receipt is a JWS in compact form (RFC 7515) with EdDSA (RFC 8037), so that anybody can check
it against this kiosk's public key with a tool of their own. It holds no personal data: the member
is named by the SHA-256 of an id that was random and is gone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

TYPE = "kaimen-forgotten"
MOST_CHARACTERS = 2000
"""A receipt has about 400; nothing longer is read."""


class Scope(StrEnum):
    ALL = "all"
    FACE = "face"
    """Membership goes on, by phone number and PIN."""
    ACCEPTED = "accepted"
    """Face and name are gone; the number goes once open money is settled (domain/leaving.py)."""


class Why(StrEnum):
    SHOPPER = "shopper"
    STAFF = "staff"
    FLEET = "fleet"
    UNUSED = "unused"
    KEY_LOST = "key_lost"


class ReceiptError(ValueError):
    """Not a receipt, or not signed by this kiosk."""


@dataclass(frozen=True, slots=True)
class ForgottenReceipt:
    """`at`: ISO 8601 with offset. `member_sha256`: hex digits of the SHA-256 of the member's id."""

    device: str
    at: str
    scope: Scope
    why: Why
    member_sha256: str

    def jws(self, key_id: str, sign: Callable[[bytes], bytes]) -> str:
        """`sign` answers 64 bytes (Ed25519); none where the key cannot be used: unsigned then."""
        header = {"alg": "EdDSA", "kid": key_id, "typ": TYPE}
        claims = {
            "device": self.device,
            "at": self.at,
            "scope": str(self.scope),
            "why": str(self.why),
            "member_sha256": self.member_sha256,
        }
        signed = f"{_text(header)}.{_text(claims)}"
        return f"{signed}.{_base64url(sign(signed.encode()))}"


def member_digest(member_id: str) -> str:
    return hashlib.sha256(member_id.encode()).hexdigest()


def receipt_in(jws: str, has_signed: Callable[[bytes, bytes], bool]) -> ForgottenReceipt:
    """The receipt, once its signature holds. Raises ReceiptError, which tells what is wrong."""
    parts = jws.strip().split(".")
    if len(jws) > MOST_CHARACTERS or len(parts) != 3:
        raise ReceiptError("This is not a receipt: it has three parts with dots between them.")
    header, claims = (_object(part) for part in parts[:2])
    if header.get("alg") != "EdDSA" or header.get("typ") != TYPE:
        raise ReceiptError("This is a signed text, but not a receipt of being forgotten.")
    signature = _bytes(parts[2])
    if not signature:
        raise ReceiptError("This receipt was never signed: the kiosk's key could not be used.")
    if not has_signed(f"{parts[0]}.{parts[1]}".encode(), signature):
        raise ReceiptError("The signature does not hold: altered, or of another kiosk.")
    try:
        return ForgottenReceipt(
            str(claims["device"]),
            str(claims["at"]),
            Scope(str(claims["scope"])),
            Why(str(claims["why"])),
            str(claims["member_sha256"]),
        )
    except (KeyError, ValueError) as error:
        raise ReceiptError("The receipt is signed, but says nothing that is known here.") from error


def _text(value: dict[str, str]) -> str:
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        padded = (text + "=" * (-len(text) % 4)).encode("ascii")
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise ReceiptError("This is not a receipt: a part of it is not base64url.") from error


def _object(text: str) -> dict[str, object]:
    try:
        value = json.loads(_bytes(text))
    except (ValueError, RecursionError) as error:
        raise ReceiptError("This is not a receipt: a part of it is not JSON.") from error
    if not isinstance(value, dict):
        raise ReceiptError("This is not a receipt: a part of it is not an object.")
    return value
