"""Verifies signature V3 (ACS3-HMAC-SHA256) of a request as it came over the wire.

Source [V]: "V3 request structure and signature", help.aliyun.com, read 2026-11; codes of refusals
as on its page of common errors [K].
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl, quote

from kiosk.simulators.message_service.errors import RefusedError
from kiosk.simulators.payment_service.exchange import Request

CLOCK_S = 900
"""How far the date may be off [K]; a nonce is remembered for as long."""
_FORM = re.compile(
    r"ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([a-z0-9;-]+),"
    r"\s*Signature=([0-9a-f]{64})"
)
NEEDED = ("host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce",
          "x-acs-content-sha256")  # fmt: skip


@dataclass
class Verifier:
    """Of one access key. `nonces`: until when each is remembered."""

    key_id: str
    secret: str = field(repr=False)
    _nonces: dict[str, float] = field(default_factory=dict)

    def check(self, request: Request, now: datetime) -> None:
        """Raises RefusedError."""
        matched = _FORM.fullmatch(request.headers.get("authorization", ""))
        missing = [name for name in NEEDED if name not in request.headers]
        if matched is None or missing:
            raise RefusedError("MissingParameter", "The signature is not complete.", 400)
        key_id, names, signature = matched.groups()
        if key_id != self.key_id:
            raise RefusedError("InvalidAccessKeyId.NotFound", "No such access key.", 404)
        if not _signs_enough(names.split(";"), request):
            raise RefusedError("SignatureDoesNotMatch", "Headers are not signed.", 400)
        wanted = self._signature(request, names)
        if not hmac.compare_digest(wanted, signature) or not _is_of_body(request):
            raise RefusedError("SignatureDoesNotMatch", f"We made {wanted[:8]}… of it.", 400)
        self._in_time_and_once(request, now)

    def _signature(self, request: Request, names: str) -> str:
        lines = "".join(f"{name}:{request.headers.get(name, '').strip()}\n"
                        for name in names.split(";"))  # fmt: skip
        canonical = "\n".join(
            (request.verb, request.path or "/", _canonical(request.query),
             lines, names, request.headers["x-acs-content-sha256"])
        )  # fmt: skip
        text = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        return hmac.new(self.secret.encode(), text.encode(), hashlib.sha256).hexdigest()

    def _in_time_and_once(self, request: Request, now: datetime) -> None:
        try:
            at = datetime.strptime(f"{request.headers['x-acs-date']}+0000", "%Y-%m-%dT%H:%M:%SZ%z")
        except ValueError as error:
            raise RefusedError("InvalidTimeStamp.Format", "Not a date.", 400) from error
        if abs((now - at).total_seconds()) > CLOCK_S:
            raise RefusedError("InvalidTimeStamp.Expired", "The date is not now.", 400)
        seconds, nonce = now.timestamp(), request.headers["x-acs-signature-nonce"]
        self._nonces = {old: until for old, until in self._nonces.items() if until > seconds}
        if nonce in self._nonces:
            raise RefusedError("SignatureNonceUsed", "This nonce was used before.", 400)
        self._nonces[nonce] = seconds + 2 * CLOCK_S


def _signs_enough(names: list[str], request: Request) -> bool:
    """Sorted, and each of the common headers that are there among them."""
    common = {name for name in request.headers if name.startswith("x-acs-")} | {"host"}
    return names == sorted(set(names)) and common <= set(names)


def _canonical(query: str) -> str:
    """However it was escaped on the way: the vendor's own client sends a space as `+`."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=50)
    except ValueError as error:
        raise RefusedError("SignatureDoesNotMatch", "Too many parameters.", 400) from error
    return "&".join(
        f"{quote(name, safe='~')}={quote(value, safe='~')}" for name, value in sorted(pairs)
    )


def _is_of_body(request: Request) -> bool:
    return request.headers["x-acs-content-sha256"] == hashlib.sha256(request.body).hexdigest()
