"""Alibaba Cloud's signature V3, ACS3-HMAC-SHA256: what is signed of a request, and with what.

Source [V]: "V3 request structure and signature", help.aliyun.com, read 2026-11. Canonical request:
method, path, sorted query, each signed header as `name:value`, their names, SHA-256 of the body,
one a line; the text to sign is the algorithm and the SHA-256 of that. Pure.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

ALGORITHM = "ACS3-HMAC-SHA256"
NO_BODY = hashlib.sha256(b"").hexdigest()


def query_text(parameters: Mapping[str, str]) -> str:
    """As it is sent and as it is signed: RFC 3986, sorted by name."""
    return "&".join(f"{_escaped(name)}={_escaped(parameters[name])}" for name in sorted(parameters))


def authorization(
    key_id: str, secret: str, method: str, query: str, headers: Mapping[str, str]
) -> str:
    """The header of that name, for a request to "/". All of `headers` (lower case) are signed;
    `x-acs-content-sha256` is among them."""
    names = ";".join(sorted(headers))
    lines = "".join(f"{name}:{headers[name].strip()}\n" for name in sorted(headers))
    body_hash = headers["x-acs-content-sha256"]
    canonical = f"{method}\n/\n{query}\n{lines}\n{names}\n{body_hash}"
    to_sign = f"{ALGORITHM}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(secret.encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    return f"{ALGORITHM} Credential={key_id},SignedHeaders={names},Signature={signature}"


def _escaped(text: str) -> str:
    return quote(text, safe="-_.~")
