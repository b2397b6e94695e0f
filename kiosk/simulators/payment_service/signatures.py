"""SHA256 with RSA (PKCS#1 v1.5), as both vendors sign; AES-256-GCM, as WeChat hides notifies."""

from __future__ import annotations

import base64
import binascii

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from kiosk.simulators.payment_service.exchange import Signing


def signature(key: RSAPrivateKey, message: bytes, signing: Signing = Signing.RIGHT) -> str:
    """Base64. WRONG: of another message, so that only a real check can tell."""
    if signing is Signing.MISSING:
        return ""
    if signing is Signing.WRONG:
        message += b" "
    return base64.b64encode(key.sign(message, PKCS1v15(), SHA256())).decode()


def is_signed(key: RSAPublicKey, message: bytes, signature_text: str) -> bool:
    try:
        given = base64.b64decode(signature_text, validate=True)
        key.verify(given, message, PKCS1v15(), SHA256())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def sealed(apiv3_key: bytes, nonce: bytes, associated: bytes, plain: bytes) -> str:
    """Base64 of ciphertext and tag: what stands in `resource.ciphertext`."""
    return base64.b64encode(AESGCM(apiv3_key).encrypt(nonce, plain, associated)).decode()
