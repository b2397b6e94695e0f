"""Alipay's signatures, RSA2 (SHA256withRSA, PKCS#1 v1.5, base64). Bytes in, verdict out.

What is signed
- a request: all parameters but `sign` that are not empty, sorted by name, `k=v` joined by `&` [V:
  official SDK, AlipaySignature.getSignContent];
- an answer: the raw characters of the `..._response` member as they came, never re-serialised [K,
  a known trap: escapes and order would differ];
- a notify: like a request, after URL decoding, without `sign` and `sign_type` [V].
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256

from kiosk.rails.errors import UntrustedError

_SPACE = " \t\r\n"


def request_content(params: Mapping[str, str]) -> bytes:
    rows = sorted((name, value) for name, value in params.items() if value and name != "sign")
    return "&".join(f"{name}={value}" for name, value in rows).encode()


def notify_content(params: Mapping[str, str]) -> bytes:
    left_out = {"sign", "sign_type"}
    rows = sorted((name, value) for name, value in params.items() if name not in left_out)
    return "&".join(f"{name}={value}" for name, value in rows).encode()


def sign(content: bytes, key: RSAPrivateKey) -> str:
    return base64.b64encode(key.sign(content, PKCS1v15(), SHA256())).decode()


def is_signed(content: bytes, signature: str, key: RSAPublicKey) -> bool:
    """False for a signature that is no base64 as well."""
    try:
        key.verify(base64.b64decode(signature, validate=True), content, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def trusted_answer(body: bytes, node: str, key: RSAPublicKey) -> dict[str, object]:
    """The member `node` of an answer (or `error_response`), once its signature is verified.

    Raises UntrustedError for everything that Alipay does not vouch for.
    """
    members = raw_members(body)
    raw = members.get(node) or members.get("error_response")
    if raw is None:
        raise UntrustedError(f"The answer has no {node}.")
    signature = _value(members.get("sign", "null"))
    if not isinstance(signature, str):
        raise UntrustedError(f"The answer is not signed{_code(raw)}.")
    if not is_signed(raw.encode(), signature, key):
        raise UntrustedError("The answer's signature is wrong. Is it Alipay's key, and Alipay?")
    fields = _value(raw)
    if not isinstance(fields, dict):
        raise UntrustedError(f"{node} is no JSON object.")
    return fields


def raw_members(body: bytes) -> dict[str, str]:
    """A JSON object's members, each value as the very characters it came in.

    UTF-8 is decoded strictly, so encoding a value gives back its very bytes. Raises UntrustedError.
    """
    try:
        return _members(body.decode("utf-8"))
    except (ValueError, RecursionError, IndexError) as error:
        raise UntrustedError("The answer is no JSON object in UTF-8.") from error


def _members(text: str) -> dict[str, str]:
    decoder = json.JSONDecoder()
    found: dict[str, str] = {}
    at = _skip(text, _skip(text, 0), "{")
    while True:
        if text[at] != '"':
            raise ValueError("a name must be a string")
        name, end = decoder.raw_decode(text, at)
        at = _skip(text, _skip(text, end), ":")
        _, end = decoder.raw_decode(text, at)
        if name in found:
            raise ValueError("a name comes twice")
        found[name] = text[at:end]
        at = _skip(text, end)
        if text[at] == "}":
            break
        at = _skip(text, at, ",")
    if _skip(text, at + 1) != len(text):
        raise ValueError("something follows the object")
    return found


def _skip(text: str, at: int, mark: str = "") -> int:
    """The place after `mark` and blanks. Raises ValueError where the mark is not there."""
    if not text.startswith(mark, at):
        raise ValueError(f"expected {mark}")
    at += len(mark)
    while at < len(text) and text[at] in _SPACE:
        at += 1
    return at


def _value(raw: str) -> object:
    try:
        value: object = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise UntrustedError("The answer is no JSON.") from error
    return value


def _code(raw: str) -> str:
    """For the diagnosis alone: an unsigned complaint, such as about our own signature."""
    value = _value(raw)
    if not isinstance(value, dict):
        return ""
    return f" and says {value.get('code')} {value.get('sub_code')}"[:120]
