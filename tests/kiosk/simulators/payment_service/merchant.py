"""A merchant's side for these tests alone: signs requests, checks answers, listens for notifies."""

from __future__ import annotations

import base64
import http.client
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from urllib.parse import urlencode, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.trades import beijing

ANSWER_S = 5.0


@dataclass(frozen=True)
class Heard:
    """One answer. `node` is the vendor's; `verifies`: its signature is right."""

    status: int
    node: dict[str, object]
    verifies: bool
    raw: bytes = field(repr=False)


class AlipayMerchant:
    def __init__(self, service: PaymentService) -> None:
        self._service = service
        files = service.keys.merchant_files()
        self._key = _private(files["alipay_private_key"].read_bytes())
        self._vendor = _public(files["alipay_public_key"].read_bytes())

    def parameters(self, method: str, biz: object, /, **changed: str) -> dict[str, str]:
        now = self._service.books.now_ms()
        given = {
            "app_id": self._service.settings.merchant.app_id,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{beijing(now):%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            "biz_content": json.dumps(biz, ensure_ascii=False),
        }
        return {name: value for name, value in (given | changed).items() if value}

    def signed(self, given: Mapping[str, str]) -> dict[str, str]:
        text = "&".join(f"{name}={given[name]}" for name in sorted(given))
        return {**given, "sign": _sign(self._key, text.encode(_charset(given)))}

    def call(self, method: str, biz: object, /, **changed: str) -> Heard:
        return self.post(self.signed(self.parameters(method, biz, **changed)))

    def post(self, form: Mapping[str, str]) -> Heard:
        headers = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
        charset = _charset(form)
        body = urlencode(form, encoding=charset).encode()
        status, raw, _ = exchange(self._service.alipay_url, "POST", body, headers)
        text = raw.decode(charset)
        node = next(iter(json.loads(text).values()))
        start = text.index("{", 1)
        end = text.rindex('},"sign"') + 1 if '},"sign"' in text else len(text) - 1
        sign = json.loads(text).get("sign", "")
        return Heard(
            status, node, _verifies(self._vendor, text[start:end].encode(charset), sign), raw
        )

    def pay(self, number: str, amount: str = "12.34", buyer: str = "rich", **more: str) -> Heard:
        code = self._service.shoppers.code("alipay", buyer)
        return self.pay_with(code, number, amount, **more)

    def pay_with(self, code: str, number: str, amount: str = "12.34", **more: str) -> Heard:
        biz = {
            "out_trade_no": number,
            "scene": "bar_code",
            "auth_code": code,
            "subject": "矿泉水",
            "total_amount": amount,
        }
        return self.call("alipay.trade.pay", biz, **more)

    def query(self, number: str) -> Heard:
        return self.call("alipay.trade.query", {"out_trade_no": number})

    def cancel(self, number: str) -> Heard:
        return self.call("alipay.trade.cancel", {"out_trade_no": number})

    def refund(self, number: str, request: str, amount: str) -> Heard:
        biz = {"out_trade_no": number, "out_request_no": request, "refund_amount": amount}
        return self.call("alipay.trade.refund", biz)


class WeChatMerchant:
    def __init__(self, service: PaymentService, *, serial: str | None = PUBLIC_KEY_ID) -> None:
        self._service = service
        self._serial = serial
        files = service.keys.merchant_files()
        self._key = _private(files["wechat_private_key"].read_bytes())
        self._vendor = _public(files["wechat_public_key"].read_bytes())
        self._nonces = count(1)

    @property
    def ids(self) -> dict[str, object]:
        merchant = self._service.settings.merchant
        return {"appid": merchant.wechat_appid, "mchid": merchant.mchid}

    def headers(self, verb: str, target: str, body: bytes, **changed: str) -> dict[str, str]:
        stamp = changed.get("timestamp", str(self._service.books.now_ms() // 1000))
        nonce = changed.get("nonce_str", f"N{next(self._nonces):031d}")
        signed = f"{verb}\n{target}\n{stamp}\n{nonce}\n".encode() + body + b"\n"
        parts = {
            "mchid": self._service.settings.merchant.mchid,
            "nonce_str": nonce,
            "signature": _sign(self._key, signed),
            "timestamp": stamp,
            "serial_no": self._service.keys.merchant_serial,
        } | changed
        listed = ",".join(f'{name}="{value}"' for name, value in parts.items())
        return {
            "Authorization": f"WECHATPAY2-SHA256-RSA2048 {listed}",
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "kaimen-tests",
            **({"Wechatpay-Serial": self._serial} if self._serial else {}),
        }

    def call(self, verb: str, target: str, node: object = None, **changed: str) -> Heard:
        body = b"" if node is None else json.dumps(node).encode()
        headers = self.headers(verb, target, body, **changed)
        status, raw, given = exchange(self._service.url + target, verb, body, headers)
        signed = f"{given.get('wechatpay-timestamp')}\n{given.get('wechatpay-nonce')}\n".encode()
        sign = given.get("wechatpay-signature", "")
        verifies = _verifies(self._vendor, signed + raw + b"\n", sign)
        is_json = "json" in given.get("content-type", "") and raw
        return Heard(status, json.loads(raw) if is_json else {}, verifies, raw)

    def pay(self, number: str, total: int = 1234, buyer: str = "rich") -> Heard:
        return self.pay_with(self._service.shoppers.code("wechat", buyer), number, total)

    def pay_with(self, code: str, number: str, total: int = 1234) -> Heard:
        node = {
            **self.ids,
            "description": "矿泉水",
            "out_trade_no": number,
            "amount": {"total": total, "currency": "CNY"},
            "payer": {"auth_code": code},
            "scene_info": {"device_ip": "127.0.0.1", "store_info": {"out_id": "shop1"}},
        }
        return self.call("POST", "/v3/pay/transactions/codepay", node)

    def native(self, number: str, total: int = 1234, url: str = "http://127.0.0.1:9/n") -> Heard:
        node = {
            **self.ids,
            "description": "矿泉水",
            "out_trade_no": number,
            "amount": {"total": total},
            "notify_url": url,
        }
        return self.call("POST", "/v3/pay/transactions/native", node)

    def query(self, number: str) -> Heard:
        mchid = self.ids["mchid"]
        return self.call("GET", f"/v3/pay/transactions/out-trade-no/{number}?mchid={mchid}")

    def reverse(self, number: str) -> Heard:
        return self.call("POST", f"/v3/pay/transactions/out-trade-no/{number}/reverse", self.ids)

    def close(self, number: str) -> Heard:
        node = {"mchid": self.ids["mchid"]}
        return self.call("POST", f"/v3/pay/transactions/out-trade-no/{number}/close", node)

    def refund(self, number: str, refund: str, fen: int, total: int = 1234) -> Heard:
        node = {
            "out_trade_no": number,
            "out_refund_no": refund,
            "amount": {"refund": fen, "total": total, "currency": "CNY"},
        }
        return self.call("POST", "/v3/refund/domestic/refunds", node)


def exchange(
    url: str, verb: str, body: bytes, headers: Mapping[str, str]
) -> tuple[int, bytes, dict[str, str]]:
    """Status, body, headers in lower case. Raises OSError or HTTPException as the network does."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=ANSWER_S)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(verb, target, body or None, dict(headers))
        response = connection.getresponse()
        given = {name.lower(): value for name, value in response.getheaders()}
        return response.status, response.read(), given
    finally:
        connection.close()


def _charset(given: Mapping[str, str]) -> str:
    return "gbk" if given.get("charset") == "gbk" else "utf-8"


def _sign(key: RSAPrivateKey, message: bytes) -> str:
    return base64.b64encode(key.sign(message, PKCS1v15(), SHA256())).decode()


def _verifies(key: RSAPublicKey, message: bytes, sign: object) -> bool:
    try:
        key.verify(base64.b64decode(str(sign)), message, PKCS1v15(), SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


@cache
def _private(pem: bytes) -> RSAPrivateKey:
    key = load_pem_private_key(pem, password=None)
    assert isinstance(key, RSAPrivateKey)
    return key


@cache
def _public(pem: bytes) -> RSAPublicKey:
    key = load_pem_public_key(pem)
    assert isinstance(key, RSAPublicKey)
    return key
