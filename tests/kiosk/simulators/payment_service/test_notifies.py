"""Notifies: what arrives at the merchant, how often, and when it is tried again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import parse_qs

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kiosk.simulators.payment_service.exchange import Answer, Request
from kiosk.simulators.payment_service.http_front import HttpFront
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.signatures import is_signed
from kiosk.simulators.payment_service.wire import raw_answer
from tests.kiosk.simulators.payment_service.conftest import StartService
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, WeChatMerchant
from tests.support.fake_clock import FakeClock


class Shop:
    """Listens for notifies; `says` is what it answers."""

    def __init__(self) -> None:
        self.heard: list[Request] = []
        self.says = Answer(200, b"success")
        self._front = HttpFront("127.0.0.1", 0, self._reply)
        self.url = f"{self._front.address}/notify"
        self._front.start()

    def stop(self) -> None:
        self._front.stop()

    def _reply(self, connection: object, request: Request) -> bool:
        self.heard.append(request)
        connection.sendall(raw_answer(self.says))  # type: ignore[attr-defined]
        return False

    def forms(self) -> list[dict[str, str]]:
        return [
            {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
            for request in self.heard
        ]


@pytest.fixture
def shop() -> Iterator[Shop]:
    shop = Shop()
    yield shop
    shop.stop()


def verifies(service: PaymentService, form: dict[str, str]) -> bool:
    kept = sorted((k, v) for k, v in form.items() if k not in {"sign", "sign_type"})
    text = "&".join(f"{name}={value}" for name, value in kept)
    return is_signed(service.keys.alipay.public_key(), text.encode(), form["sign"])


def opened(service: PaymentService, request: Request) -> dict[str, object]:
    resource = json.loads(request.body)["resource"]
    plain = AESGCM(service.keys.apiv3_key).decrypt(
        resource["nonce"].encode(),
        base64.b64decode(resource["ciphertext"]),
        resource["associated_data"].encode(),
    )
    node = json.loads(plain)
    assert isinstance(node, dict)
    return node


def wechat_verifies(service: PaymentService, request: Request) -> bool:
    stamp, nonce = (request.headers[f"wechatpay-{name}"] for name in ("timestamp", "nonce"))
    signed = f"{stamp}\n{nonce}\n".encode() + request.body + b"\n"
    key = service.keys.wechat.public_key()
    return is_signed(key, signed, request.headers["wechatpay-signature"])


def test_alipay_tells_the_shop_once(
    service: PaymentService, alipay: AlipayMerchant, shop: Shop
) -> None:
    alipay.pay("N1", "12.34", notify_url=shop.url)
    service.catch_up()
    service.catch_up()
    (form,) = shop.forms()
    assert verifies(service, form)
    assert (form["trade_status"], form["out_trade_no"], form["total_amount"]) == (
        "TRADE_SUCCESS",
        "N1",
        "12.34",
    )
    assert service.shoppers.notify_counts() == (1, 0)


def test_alipay_tries_again_after_four_minutes_then_ten(
    service: PaymentService, alipay: AlipayMerchant, shop: Shop, clock: FakeClock
) -> None:
    shop.says = Answer(200, b"fail")
    alipay.pay("N1", notify_url=shop.url)
    heard = []
    for wait_s in (0, 239, 1, 599, 1):
        clock.wind(wait_s)
        service.catch_up()
        heard.append(len(shop.heard))
    assert heard == [1, 1, 2, 2, 3]
    assert len({form["notify_id"] for form in shop.forms()}) == 1
    shop.says = Answer(200, b"success")
    clock.wind(600)
    service.catch_up()
    assert service.shoppers.notify_counts() == (1, 0)


def test_wechat_tells_of_a_scanned_code_in_a_sealed_letter(
    service: PaymentService, wechat: WeChatMerchant, shop: Shop
) -> None:
    url = str(wechat.native("N1", url=shop.url).node["code_url"])
    shop.says = Answer(204, b"")
    service.shoppers.scan(url)
    service.catch_up()
    (request,) = shop.heard
    assert wechat_verifies(service, request)
    node = opened(service, request)
    assert (node["out_trade_no"], node["trade_state"]) == ("N1", "SUCCESS")
    assert service.shoppers.notify_counts() == (1, 0)


def test_wechat_tells_of_a_refund_when_it_is_through(
    service: PaymentService, wechat: WeChatMerchant, shop: Shop, clock: FakeClock
) -> None:
    wechat.pay("N1")
    node = {
        "out_trade_no": "N1",
        "out_refund_no": "R1",
        "amount": {"refund": 1, "total": 1234, "currency": "CNY"},
        "notify_url": shop.url,
    }
    wechat.call("POST", "/v3/refund/domestic/refunds", node)
    service.catch_up()
    assert shop.heard == []
    clock.wind(1)
    service.catch_up()
    (request,) = shop.heard
    assert opened(service, request)["refund_status"] == "SUCCESS"


@pytest.mark.parametrize(("fault", "heard"), [("duplicate-notify", 2), ("lost-notify", 0)])
def test_notifies_come_twice_or_never(
    start: StartService, shop: Shop, fault: str, heard: int
) -> None:
    service = start(None, f"{fault},method=notify.alipay")
    AlipayMerchant(service).pay("N1", notify_url=shop.url)
    service.catch_up()
    assert len(shop.heard) == heard
    assert service.shoppers.notify_counts()[1] == 0


def test_a_notify_is_there_before_the_answer(start: StartService, shop: Shop) -> None:
    alipay = AlipayMerchant(start(None, "notify-first,method=alipay.trade.pay"))
    alipay.pay("N1", notify_url=shop.url)
    assert len(shop.heard) == 1  # without waiting for anything


def test_testers_replay_and_forge(
    service: PaymentService, alipay: AlipayMerchant, shop: Shop
) -> None:
    alipay.pay("N1", "12.34", notify_url=shop.url)
    service.catch_up()
    for how in ("again", "forged", "tampered"):
        service.shoppers.notify("N1", how)
    first, again, forged, tampered = shop.forms()
    assert again == first
    assert [verifies(service, form) for form in (first, forged, tampered)] == [True, False, False]
    assert tampered["total_amount"] == "912.34"


def test_a_notify_survives_a_restart(start: StartService, shop: Shop, clock: FakeClock) -> None:
    shop.says = Answer(500, b"")
    service = start()
    AlipayMerchant(service).pay("N1", notify_url=shop.url)
    service.catch_up()
    service.stop()
    shop.says = Answer(200, b"success")
    again = start()
    clock.wind(240)
    again.catch_up()
    assert [form["out_trade_no"] for form in shop.forms()] == ["N1", "N1"]
