"""A small WeChat Pay of a test's own: signs what it is told to say. Its keys are nobody's."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from kiosk.domain.ids import uuid7
from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, Rail
from kiosk.domain.refund import Refund, RefundReason
from kiosk.rails.http import HttpClient
from kiosk.rails.wechat.account import WechatAccount
from kiosk.rails.wechat.merchant import Merchant
from kiosk.rails.wechat.rail import WechatRail
from tests.kiosk.rails.scripted_server import Heard, Says
from tests.support.fake_clock import AT, FakeClock

CODE = "131234567890123456"
PAYMENT_ID = uuid7(int(AT.timestamp() * 1000), bytes(10))
PAYMENT = Payment(PAYMENT_ID, "o1", "m1", Money(2650), Rail.WECHAT, "拿铁")
REFUND = Refund(f"{PAYMENT_ID}-1", PAYMENT, Money(650), RefundReason.QUALITY)
KEY_ID = "PUB_KEY_ID_0119000000000000000000000000000001"
APIV3_KEY = "0123456789abcdef0123456789abcdef"
STAMP = str(int(AT.timestamp()))

PAID: dict[str, object] = {
    "appid": "wx0123456789abcdef",
    "mchid": "1900000109",
    "out_trade_no": PAYMENT_ID,
    "transaction_id": "4200000042202611210000000001",
    "trade_type": "MICROPAY",
    "trade_state": "SUCCESS",
    "amount": {"total": 2650, "payer_total": 2650, "currency": "CNY"},
}
UNPAID = {name: value for name, value in PAID.items() if name != "transaction_id"}
GIVEN_BACK: dict[str, object] = {
    "out_refund_no": REFUND.id,
    "out_trade_no": PAYMENT_ID,
    "status": "SUCCESS",
    "amount": {"total": 2650, "refund": 650, "currency": "CNY"},
}


@cache
def merchant_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def wechat_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def an_account(host: str = "http://127.0.0.1:1") -> WechatAccount:
    public = wechat_key().public_key()
    return WechatAccount(
        mchid="1900000109",
        appid="wx0123456789abcdef",
        serial="5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        private_key=merchant_key()
        .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        .decode(),
        apiv3_key=APIV3_KEY,
        public_key=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(),
        public_key_id=KEY_ID,
        host=host,
        notify_url="https://pay.example.com/notify/wechat",
        payscore_service_id="50000000000",
    )


def a_merchant(host: str) -> Merchant:
    return Merchant(an_account(host), HttpClient(deadline_s=2))


def a_rail(host: str, clock: FakeClock | None = None) -> WechatRail:
    return WechatRail(a_merchant(host), (clock or FakeClock()).now)


def signature_headers(body: bytes, key: RSAPrivateKey | None = None) -> dict[str, str]:
    content = f"{STAMP}\nnonce\n".encode() + body + b"\n"
    signature = (key or wechat_key()).sign(content, PKCS1v15(), SHA256())
    return {
        "Wechatpay-Signature": base64.b64encode(signature).decode(),
        "Wechatpay-Timestamp": STAMP,
        "Wechatpay-Nonce": "nonce",
        "Wechatpay-Serial": KEY_ID,
        "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    }


@dataclass(frozen=True)
class Said:
    """An answer: its status, its fields, and whether it is signed."""

    fields: Mapping[str, object] | None = None
    status: int = 200
    is_signed: bool = True
    key: RSAPrivateKey | None = None

    def says(self) -> Says:
        body = b"" if self.fields is None else json.dumps(self.fields).encode()
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if self.is_signed:
            headers |= signature_headers(body, self.key)
        return Says(body, self.status, headers)


def error(code: str, status: int = 400) -> Said:
    """Unsigned, as errors may be."""
    return Said({"code": code, "message": "…"}, status, is_signed=False)


NOT_THERE = error("ORDER_NOT_EXIST", 404)
DONE = Said(None, 204)


class Script:
    """Says, for each ending of a path, one prepared answer after the other; the last for ever."""

    def __init__(self, answers: Mapping[str, list[Said | None]]) -> None:
        self._answers = {ending: list(says) for ending, says in answers.items()}
        self.asked: list[str] = []
        self.contents: list[object] = []

    def __call__(self, heard: Heard) -> Says | None:
        path = heard.path.split("?")[0]
        ending = path.rsplit("/", 1)[-1]
        ending = "query" if ending == PAYMENT_ID else ending
        self.asked.append(ending)
        self.contents.append(json.loads(heard.body) if heard.body else None)
        rest = self._answers[ending]
        said = rest.pop(0) if len(rest) > 1 else rest[0]
        return None if said is None else said.says()


def sealed(resource: object) -> dict[str, str]:
    return sealed_text(json.dumps(resource), "transaction")


def sealed_text(text: str, associated: str) -> dict[str, str]:
    """As WeChat Pay encrypts what a notify hides: AES-256-GCM with the API v3 key."""
    nonce = "abcdefabcdef"
    cipher = AESGCM(APIV3_KEY.encode())
    data = cipher.encrypt(nonce.encode(), text.encode(), associated.encode())
    return {
        "algorithm": "AEAD_AES_256_GCM",
        "nonce": nonce,
        "associated_data": associated,
        "ciphertext": base64.b64encode(data).decode(),
    }
