"""A signed text that anybody can check with a tool of their own: JWS in compact form (RFC 7515),
EdDSA (RFC 8037), with texts alone in header and claims.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable

MOST_CHARACTERS = 2000
"""Ours have about 400; nothing longer is read."""


class JwsError(ValueError):
    """Not such a text, or not signed by whom it should be. The message says what is wrong."""


def signed(kind: str, claims: dict[str, str], key_id: str, sign: Callable[[bytes], bytes]) -> str:
    """`sign` answers 64 bytes (Ed25519); none where the key cannot be used: unsigned then."""
    header = {"alg": "EdDSA", "kid": key_id, "typ": kind}
    text = f"{_text(header)}.{_text(claims)}"
    return f"{text}.{_base64url(sign(text.encode()))}"


def claims_in(jws: str, kind: str, has_signed: Callable[[bytes, bytes], bool]) -> dict[str, str]:
    """What it says, once its signature holds. Raises JwsError."""
    parts = jws.strip().split(".")
    if len(jws) > MOST_CHARACTERS or len(parts) != 3:
        raise JwsError("It does not have three parts with dots between them.")
    header, claims = (_object(part) for part in parts[:2])
    if header.get("alg") != "EdDSA" or header.get("typ") != kind:
        raise JwsError("It is a signed text of another kind.")
    signature = _bytes(parts[2])
    if not signature:
        raise JwsError("It was never signed: the key could not be used.")
    if not has_signed(f"{parts[0]}.{parts[1]}".encode(), signature):
        raise JwsError("The signature does not hold: altered, or made with another key.")
    return {name: str(value) for name, value in claims.items()}


def _text(value: dict[str, str]) -> str:
    return _base64url(json.dumps(value, separators=(",", ":")).encode())


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    try:
        padded = (text + "=" * (-len(text) % 4)).encode("ascii")
        return base64.b64decode(padded, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise JwsError("A part of it is not base64url.") from error


def _object(text: str) -> dict[str, object]:
    try:
        value = json.loads(_bytes(text))
    except (ValueError, RecursionError) as error:
        raise JwsError("A part of it is not JSON.") from error
    if not isinstance(value, dict):
        raise JwsError("A part of it is not an object.")
    return value
