"""Receipts of being forgotten: signed, without personal data, and hard to fool."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.forgetting import (
    ForgottenReceipt,
    ReceiptError,
    Scope,
    Why,
    member_digest,
    receipt_in,
)
from tests.support.fake_safe import SIGNER

RECEIPT = ForgottenReceipt(
    "site-1.kiosk-1", "2026-11-22T10:00:00+08:00", Scope.ALL, Why.SHOPPER, member_digest("m-1")
)
JWS = RECEIPT.jws(SIGNER.key_id, SIGNER.sign)
has_signed: Callable[[bytes, bytes], bool] = SIGNER.public_key.has_signed


def test_a_receipt_says_what_it_was_made_with() -> None:
    assert receipt_in(JWS, has_signed) == RECEIPT
    assert receipt_in(f"  {JWS}\n", has_signed) == RECEIPT


def test_it_is_a_jws_that_other_tools_can_read() -> None:
    """RFC 7515, 3.1: three parts in base64url without padding; the header names EdDSA."""
    header, claims, _ = JWS.split(".")
    read = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, claims)]
    assert read == [
        {"alg": "EdDSA", "kid": SIGNER.key_id, "typ": "kaimen-forgotten"},
        {
            "device": "site-1.kiosk-1",
            "at": "2026-11-22T10:00:00+08:00",
            "scope": "all",
            "why": "shopper",
            "member_sha256": member_digest("m-1"),
        },
    ]
    assert len(JWS) < 500  # so that it fits a QR code that a telephone reads


@given(st.integers(0, len(JWS) - 1), st.characters(min_codepoint=33, max_codepoint=126))
def test_a_receipt_that_was_altered_anywhere_is_refused(place: int, sign: str) -> None:
    altered = JWS[:place] + sign + JWS[place + 1 :]
    try:
        assert receipt_in(altered, has_signed) == RECEIPT
    except ReceiptError:
        assert altered != JWS


@given(st.text(max_size=300) | st.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*"))
def test_whatever_else_is_typed_is_refused_in_words(text: str) -> None:
    with pytest.raises(ReceiptError):
        receipt_in(text, has_signed)


def test_a_receipt_without_a_signature_says_so() -> None:
    with pytest.raises(ReceiptError, match="never signed"):
        receipt_in(RECEIPT.jws("", lambda _message: b""), has_signed)


@pytest.mark.parametrize(
    "header", [{"alg": "none", "typ": "kaimen-forgotten"}, {"alg": "EdDSA", "typ": "JWT"}]
)
def test_another_kind_of_signed_text_is_refused(header: dict[str, str]) -> None:
    first = base64.urlsafe_b64encode(json.dumps(header).encode()).decode().rstrip("=")
    _, claims, signature = JWS.split(".")
    with pytest.raises(ReceiptError, match="not a receipt"):
        receipt_in(f"{first}.{claims}.{signature}", has_signed)
