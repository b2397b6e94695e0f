"""A small Alipay of a test's own: signs what it is told to say. Its keys are nobody's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from kiosk.domain.ids import uuid7
from kiosk.domain.money import Money
from kiosk.domain.payment import Payment, Rail
from kiosk.domain.refund import Refund, RefundReason
from kiosk.rails.alipay.account import AlipayAccount
from kiosk.rails.alipay.rail import AlipayRail
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.alipay.signing import sign
from kiosk.rails.http import HttpClient
from tests.kiosk.rails.scripted_server import Heard, Says
from tests.support.fake_clock import AT, FakeClock

CODE = "286543210987654321"
PAYMENT_ID = uuid7(int(AT.timestamp() * 1000), bytes(10))
PAYMENT = Payment(PAYMENT_ID, "o1", "m1", Money(2650), Rail.ALIPAY, "Latte & bagel")
REFUND = Refund(f"{PAYMENT_ID}-1", PAYMENT, Money(650), RefundReason.QUALITY)
QR = "https://qr.alipay.com/bax0001"

PAID: dict[str, object] = {
    "code": "10000",
    "msg": "Success",
    "out_trade_no": PAYMENT_ID,
    "trade_no": "2026112122001400000000000001",
    "total_amount": "26.50",
    "buyer_logon_id": "159****5620",
}
WAIT: dict[str, object] = {**PAID, "trade_status": "WAIT_BUYER_PAY"}
DONE: dict[str, object] = {**PAID, "trade_status": "TRADE_SUCCESS"}
NOT_THERE: dict[str, object] = {"code": "40004", "sub_code": "ACQ.TRADE_NOT_EXIST"}


@cache
def merchant_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


@cache
def alipay_key() -> RSAPrivateKey:
    return generate_private_key(public_exponent=65537, key_size=2048)


def an_account(url: str = "http://127.0.0.1:1/gateway.do") -> AlipayAccount:
    return AlipayAccount(
        app_id="2021000000000001",
        private_key=merchant_key(),
        alipay_public_key=alipay_key().public_key(),
        seller_id="2088000000000001",
        gateway_url=url,
    )


def a_rail(url: str, clock: FakeClock | None = None, agreement: str | None = None) -> AlipayRail:
    clock = clock or FakeClock()
    service = AlipayService(an_account(f"{url}/gateway.do"), HttpClient(deadline_s=2), clock.now)
    return AlipayRail(service, lambda _: agreement)


def signed(node: str, fields: Mapping[str, object]) -> bytes:
    """As the real one does: slashes escaped, so that re-made JSON would not verify."""
    raw = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
    return f'{{"{node}":{raw},"sign":"{sign(raw.encode(), alipay_key())}"}}'.encode()


class Script:
    """Says, for each method, one prepared answer after the other; the last one for ever."""

    def __init__(self, answers: Mapping[str, list[Mapping[str, object] | Says | None]]) -> None:
        self._answers = {method: list(says) for method, says in answers.items()}
        self.asked: list[str] = []
        self.contents: list[dict[str, object]] = []

    def __call__(self, heard: Heard) -> Says | None:
        query = parse_qs(urlsplit(heard.path).query)
        method = query["method"][0]
        self.asked.append(method)
        self.contents.append(json.loads(parse_qs(heard.body.decode())["biz_content"][0]))
        rest = self._answers[method]
        says = rest.pop(0) if len(rest) > 1 else rest[0]
        if says is None or isinstance(says, Says):
            return says
        return Says(signed(method.replace(".", "_") + "_response", says))
