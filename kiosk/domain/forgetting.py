"""Being forgotten: what goes, on whose wish, and the signed receipt that stays.

The receipt is a JWS in compact form (RFC 7515) with EdDSA (RFC 8037), so that anybody can check
it against this kiosk's public key with a tool of their own. It holds no personal data: the member
is named by the SHA-256 of an id that was random and is gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain import jws
from kiosk.domain.jws import JwsError

TYPE = "kaimen-forgotten"


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
        claims = {
            "device": self.device,
            "at": self.at,
            "scope": str(self.scope),
            "why": str(self.why),
            "member_sha256": self.member_sha256,
        }
        return jws.signed(TYPE, claims, key_id, sign)


def member_digest(member_id: str) -> str:
    return hashlib.sha256(member_id.encode()).hexdigest()


def receipt_in(text: str, has_signed: Callable[[bytes, bytes], bool]) -> ForgottenReceipt:
    """The receipt, once its signature holds. Raises ReceiptError, which tells what is wrong."""
    try:
        claims = jws.claims_in(text, TYPE, has_signed)
    except JwsError as error:
        raise ReceiptError(f"This is not a receipt of this kiosk. {error}") from error
    try:
        return ForgottenReceipt(
            claims["device"],
            claims["at"],
            Scope(claims["scope"]),
            Why(claims["why"]),
            claims["member_sha256"],
        )
    except (KeyError, ValueError) as error:
        raise ReceiptError("The receipt is signed, but says nothing that is known here.") from error
