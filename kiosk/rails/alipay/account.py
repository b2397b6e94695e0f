"""The shop's account at Alipay: numbers, keys and how long a shopper may take."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.serialization import (
    load_der_private_key,
    load_der_public_key,
    load_pem_private_key,
    load_pem_public_key,
)

from kiosk.rails.errors import AccountError

GATEWAY = "https://openapi.alipay.com/gateway.do"


@dataclass(frozen=True, slots=True)
class AlipayAccount:
    """`seller_id` empty: not checked. `notify_url` empty: no notifies, queries alone tell.

    `pay_within_s`: a trade that is not paid by then closes itself, and a request that arrives
    later is refused (`time_expire`, whole minutes, one at least).
    `forget_after_s`: a payment that Alipay never heard of is closed at this age, because no request
    of ours can still be on its way and be accepted: `pay_within_s`, and a minute for clocks.
    `member_product_code`: what agreements with members are signed for; their own product code is
    the same with `_P` [S]. `agreement_scene` empty: none can be signed here.
    """

    app_id: str
    private_key: RSAPrivateKey = field(repr=False)
    alipay_public_key: RSAPublicKey = field(repr=False)
    seller_id: str = ""
    gateway_url: str = GATEWAY
    notify_url: str = ""
    store_id: str = ""
    terminal_id: str = ""
    pay_within_s: int = 120
    forget_after_s: float = 180.0
    member_product_code: str = "GENERAL_WITHHOLDING"
    agreement_scene: str = ""


def private_key(text: str) -> RSAPrivateKey:
    """PEM, or the bare base64 (PKCS#8 or PKCS#1) that Alipay's key tool writes.

    Raises AccountError; never quotes the key.
    """
    try:
        if "-----BEGIN" in text:
            key = load_pem_private_key(text.encode(), None)
        else:
            key = load_der_private_key(_bare(text), None)
    except (ValueError, TypeError, binascii.Error) as error:
        raise AccountError("Cannot read the application's private key. Is it RSA, PEM?") from error
    if not isinstance(key, RSAPrivateKey):
        raise AccountError("The application's private key is not an RSA key.")
    return key


def public_key(text: str) -> RSAPublicKey:
    """PEM, or the bare base64 that Alipay's web page shows. Raises AccountError."""
    try:
        if "-----BEGIN" in text:
            key = load_pem_public_key(text.encode())
        else:
            key = load_der_public_key(_bare(text))
    except (ValueError, TypeError, binascii.Error) as error:
        raise AccountError("Cannot read Alipay's public key. Is it RSA, PEM?") from error
    if not isinstance(key, RSAPublicKey):
        raise AccountError("Alipay's public key is not an RSA key.")
    return key


def _bare(text: str) -> bytes:
    return base64.b64decode("".join(text.split()), validate=True)
