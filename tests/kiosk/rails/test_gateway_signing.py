"""Signatures between kiosk and gateway: one exact form, checked against bytes written by hand."""

from __future__ import annotations

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.rails.gateway_signing import (
    SignatureFormError,
    is_true_answer,
    read_request,
    signed_answer,
    signed_request,
)
from kiosk.rails.signing_key import FileKey

# RFC 8032, section 7.1, TEST 1 and TEST 2: private keys that everybody knows.
KIOSK = FileKey(
    Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    )
)
GATEWAY = FileKey(
    Ed25519PrivateKey.from_private_bytes(
        bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    )
)
PATH, BODY, NONCE = "/v1/ping", b"{}", "0123456789abcdef0123456789abcdef"
CREATED = 1_795_000_000
KEY_ID = hashlib.sha256(KIOSK.public_key.raw).hexdigest()[:32]


def headers(body: bytes = BODY, path: str = PATH) -> dict[str, str]:
    return signed_request(path, body, KIOSK, CREATED, NONCE)


def is_taken(
    given_headers: dict[str, str], body: bytes = BODY, path: str = PATH, method: str = "POST"
) -> bool:
    try:
        return read_request(given_headers, method, path, body).is_by(KIOSK.public_key)
    except SignatureFormError:
        return False


def test_what_is_signed_is_what_the_docstring_says() -> None:
    digest = base64.b64encode(hashlib.sha256(b"{}").digest()).decode()
    params = (
        '("@method" "@path" "content-digest");created=1795000000;'
        f'nonce="0123456789abcdef0123456789abcdef";keyid="{KEY_ID}";alg="ed25519"'
    )
    message = (
        '"@method": POST\n'
        '"@path": /v1/ping\n'
        f'"content-digest": sha-256=:{digest}:\n'
        f'"@signature-params": {params}'
    )
    signature = base64.b64encode(KIOSK.sign(message.encode("ascii"))).decode()
    assert headers() == {
        "content-digest": f"sha-256=:{digest}:",
        "signature-input": f"kaimen={params}",
        "signature": f"kaimen=:{signature}:",
    }


def test_an_answer_signs_the_questions_signature() -> None:
    asked = headers()
    answer = signed_answer(200, b"[]", asked["signature"].removeprefix("kaimen="), GATEWAY, CREATED)
    params = answer["signature-input"].removeprefix("kaimen=")
    message = (
        '"@status": 200\n'
        f'"content-digest": {answer["content-digest"]}\n'
        f'"signature";req;key="kaimen": {asked["signature"].removeprefix("kaimen=")}\n'
        f'"@signature-params": {params}'
    )
    raw = base64.b64decode(answer["signature"].removeprefix("kaimen=:").removesuffix(":"))
    assert GATEWAY.public_key.has_signed(message.encode("ascii"), raw)


def test_a_request_is_read_back() -> None:
    read = read_request(headers(), "POST", PATH, BODY)
    assert (read.key_id, read.created, read.nonce) == (KEY_ID, CREATED, NONCE)
    assert read.is_by(KIOSK.public_key)
    assert not read.is_by(GATEWAY.public_key)


def test_nothing_of_a_request_can_be_exchanged() -> None:
    assert is_taken(headers())
    assert not is_taken(headers(), body=b"{} ")
    assert not is_taken(headers(), path="/v1/payments/close")
    assert not is_taken(headers(), method="PUT")
    assert not is_taken(headers() | {"content-digest": headers(b"x")["content-digest"]})
    later = signed_request(PATH, BODY, KIOSK, CREATED + 1, NONCE)
    assert not is_taken(headers() | {"signature-input": later["signature-input"]})
    assert not is_taken(headers() | {"signature": later["signature"]})


def test_nothing_of_an_answer_can_be_exchanged() -> None:
    asked, other = headers(), signed_request(PATH, BODY, KIOSK, CREATED, NONCE[::-1])
    signature = read_request(asked, "POST", PATH, BODY).signature
    answer = signed_answer(200, b"[]", signature, GATEWAY, CREATED)
    by_kiosk = signed_answer(200, b"[]", signature, KIOSK, CREATED)
    assert is_true_answer(answer, 200, b"[]", asked, GATEWAY.public_key)
    assert not is_true_answer(answer, 500, b"[]", asked, GATEWAY.public_key)
    assert not is_true_answer(answer, 200, b"[1]", asked, GATEWAY.public_key)
    assert not is_true_answer(answer, 200, b"[]", other, GATEWAY.public_key)
    assert not is_true_answer(by_kiosk, 200, b"[]", asked, GATEWAY.public_key)
    assert not is_true_answer({}, 200, b"[]", asked, GATEWAY.public_key)
    assert not is_true_answer(answer, 200, b"[]", {}, GATEWAY.public_key)


@pytest.mark.parametrize("name", ["content-digest", "signature-input", "signature"])
def test_a_header_that_is_missing_is_no_signature(name: str) -> None:
    left = {key: value for key, value in headers().items() if key != name}
    assert not is_taken(left)


NAMES = st.sampled_from(["content-digest", "signature-input", "signature"])


@given(NAMES, st.integers(0, 400), st.text(st.characters(codec="utf-8"), max_size=3))
def test_no_changed_character_passes(name: str, place: int, put: str) -> None:
    good = headers()[name]
    at = place % len(good)
    changed = good[:at] + put + good[at + 1 :]
    assert is_taken(headers() | {name: changed}) == (changed == good)


@given(st.dictionaries(NAMES, st.text(max_size=200)), st.binary(max_size=50))
def test_rubbish_is_never_a_signature(given_headers: dict[str, str], body: bytes) -> None:
    assert not is_taken(given_headers, body)
    assert not is_true_answer(given_headers, 200, body, headers(), GATEWAY.public_key)
