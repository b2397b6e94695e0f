r"""How a kiosk's request and the gateway's answer are signed: RFC 9421, one fixed form of it.

A request carries three headers beside its body (the first is RFC 9530's):

    Content-Digest: sha-256=:BASE64 of SHA-256 of the body's bytes:
    Signature-Input: kaimen=PARAMS
    Signature: kaimen=:BASE64 of 64 bytes:

where PARAMS is one line, with no other space or order than here (T: Unix time in seconds,
N and K: 32 hex digits):

    ("@method" "@path" "content-digest");created=T;nonce="N";keyid="K";alg="ed25519"

The nonce is 16 random bytes, new for every request. The key id is the first 16 bytes of the SHA-256
of the 32 bytes of the public key. Signed (Ed25519, RFC 8032) are the ASCII bytes of these lines,
joined by "\n", with none at the end:

    "@method": POST
    "@path": /v1/payments/charge
    "content-digest": sha-256=:…:
    "@signature-params": PARAMS

An answer carries the same three headers, with the PARAMS

    ("@status" "content-digest" "signature";req;key="kaimen");created=T;keyid="K";alg="ed25519"

and signs

    "@status": 200
    "content-digest": sha-256=:…:
    "signature";req;key="kaimen": :BASE64, as the request's Signature has it:
    "@signature-params": PARAMS

The request's signature covers its nonce and body, so an answer fits one request only.

`@path` is the path behind the gateway's URL: a proxy in front may cut off a prefix. Other forms
that RFC 9421 allows are refused. Pure: no clock, no keys' files, no network.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.rails.signing_key import PublicKey, Signer

DIGEST, INPUT, SIGNATURE = "content-digest", "signature-input", "signature"
"""Names of headers, in lower case; HTTP does not mind."""

_HEX_16 = "[0-9a-f]{32}"
_INPUT_OF_REQUEST = re.compile(
    r'kaimen=(\("@method" "@path" "content-digest"\)'
    rf';created=([0-9]{{1,12}});nonce="({_HEX_16})";keyid="({_HEX_16})";alg="ed25519")'
)
_INPUT_OF_ANSWER = re.compile(
    r'kaimen=(\("@status" "content-digest" "signature";req;key="kaimen"\)'
    rf';created=([0-9]{{1,12}});keyid="({_HEX_16})";alg="ed25519")'
)
_SIGNATURE_VALUE = re.compile(r"kaimen=(:[A-Za-z0-9+/]{85}[AQgw]==:)")


class SignatureFormError(Exception):
    """The headers are missing or have another form than the one above."""


@dataclass(frozen=True, slots=True)
class SignedRequest:
    """What a request says of itself; nothing of it is proven before `is_by`."""

    key_id: str
    created: int
    nonce: str
    signature: str
    message: bytes
    digest_fits: bool

    def is_by(self, key: PublicKey) -> bool:
        return (
            self.digest_fits
            and self.key_id == key.key_id
            and key.has_signed(self.message, _bytes(self.signature))
        )


def signed_request(
    path: str, body: bytes, signer: Signer, created: int, nonce: str
) -> dict[str, str]:
    """Headers of a POST. `nonce`: 32 hex digits, used once."""
    digest = _digest(body)
    params = (
        f'("@method" "@path" "content-digest");created={created};nonce="{nonce}"'
        f';keyid="{signer.public_key.key_id}";alg="ed25519"'
    )
    message = _request_base("POST", path, digest, params)
    return _headers(digest, params, signer.sign(message))


def read_request(headers: Mapping[str, str], method: str, path: str, body: bytes) -> SignedRequest:
    """Raises SignatureFormError."""
    claimed = _INPUT_OF_REQUEST.fullmatch(headers.get(INPUT, ""))
    signature = _SIGNATURE_VALUE.fullmatch(headers.get(SIGNATURE, ""))
    if claimed is None or signature is None:
        raise SignatureFormError(
            "The request is not signed in the form of kiosk/rails/gateway_signing.py."
        )
    digest = headers.get(DIGEST, "")
    params, created, nonce, key_id = claimed.groups()
    return SignedRequest(
        key_id,
        int(created),
        nonce,
        signature[1],
        _request_base(method, path, digest, params),
        digest == _digest(body),
    )


def signed_answer(
    status: int, body: bytes, request_signature: str, signer: Signer, created: int
) -> dict[str, str]:
    """Headers of the answer to the request that `SignedRequest.signature` is of."""
    digest = _digest(body)
    params = (
        f'("@status" "content-digest" "signature";req;key="kaimen");created={created}'
        f';keyid="{signer.public_key.key_id}";alg="ed25519"'
    )
    message = _answer_base(status, digest, request_signature, params)
    return _headers(digest, params, signer.sign(message))


def is_true_answer(
    headers: Mapping[str, str],
    status: int,
    body: bytes,
    request: Mapping[str, str],
    gateway: PublicKey,
) -> bool:
    """Whether `gateway` gave this answer, to the request with the headers `request`.

    Both mappings have lower-case names.
    """
    claimed = _INPUT_OF_ANSWER.fullmatch(headers.get(INPUT, ""))
    signature = _SIGNATURE_VALUE.fullmatch(headers.get(SIGNATURE, ""))
    asked = _SIGNATURE_VALUE.fullmatch(request.get(SIGNATURE, ""))
    if claimed is None or signature is None or asked is None:
        return False
    digest = _digest(body)
    params, _, key_id = claimed.groups()
    message = _answer_base(status, digest, asked[1], params)
    return (
        headers.get(DIGEST) == digest
        and key_id == gateway.key_id
        and gateway.has_signed(message, _bytes(signature[1]))
    )


def _request_base(method: str, path: str, digest: str, params: str) -> bytes:
    return "\n".join(
        (
            f'"@method": {method}',
            f'"@path": {path}',
            f'"content-digest": {digest}',
            f'"@signature-params": {params}',
        )
    ).encode()


def _answer_base(status: int, digest: str, request_signature: str, params: str) -> bytes:
    return "\n".join(
        (
            f'"@status": {status}',
            f'"content-digest": {digest}',
            f'"signature";req;key="kaimen": {request_signature}',
            f'"@signature-params": {params}',
        )
    ).encode()


def _headers(digest: str, params: str, signature: bytes) -> dict[str, str]:
    encoded = base64.b64encode(signature).decode()
    return {DIGEST: digest, INPUT: f"kaimen={params}", SIGNATURE: f"kaimen=:{encoded}:"}


def _digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def _bytes(value: str) -> bytes:
    return base64.b64decode(value[1:-1])
