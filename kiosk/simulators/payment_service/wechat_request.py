"""A WeChat Pay v3 request: its Authorization header and the merchant's signature.

    Authorization: WECHATPAY2-SHA256-RSA2048 mchid="…",nonce_str="…",signature="…",timestamp="…",
    serial_no="…"; signed are method, path with query, timestamp, nonce and body, each with a \\n
[V: the client library's source]. Status and code of each refusal: [K] where no mark is given.
"""

from __future__ import annotations

import re
from datetime import datetime

from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import PaymentServiceError
from kiosk.simulators.payment_service.exchange import Request
from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID, Keys
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.signatures import is_signed

SCHEME = "WECHATPAY2-SHA256-RSA2048 "
PART = re.compile(r'([a-z_]{1,20})="([^"]{0,1024})"')
NAMES = {"mchid", "nonce_str", "signature", "timestamp", "serial_no"}


class WeChatError(PaymentServiceError):
    """An answer that is not 2xx: HTTP status, code, and words for the merchant."""

    def __init__(self, status: int, code: str, message: str, field: str = "") -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.field = field


def check(request: Request, books: Books, keys: Keys, merchant: Merchant, now: datetime) -> None:
    """Raises WeChatError. A good nonce is spent."""
    _check_headers(request)
    given = _authorization(request.headers.get("authorization", ""))
    if given["mchid"] != merchant.mchid:
        raise WeChatError(401, "SIGN_ERROR", "商户号不存在")
    if given["serial_no"].upper() != keys.merchant_serial:
        raise WeChatError(401, "SIGN_ERROR", "商户证书序列号有误")
    _check_serial(request, keys)
    _check_timestamp(given["timestamp"], now, books.habits.timestamp_tolerance_s)
    signed = (
        "\n".join(
            (request.verb, request.target, given["timestamp"], given["nonce_str"], "")
        ).encode()
        + request.body
        + b"\n"
    )
    if not is_signed(keys.wechat_merchant, signed, given["signature"]):
        raise WeChatError(401, "SIGN_ERROR", "错误的签名,验签失败")
    _spend_nonce(books, given["nonce_str"])


def _check_headers(request: Request) -> None:
    """[V] pages: Accept and Content-Type are required; User-Agent likewise [K]."""
    headers = request.headers
    if "application/json" not in headers.get("accept", "") and "*/*" not in headers.get(
        "accept", ""
    ):
        raise WeChatError(400, "PARAM_ERROR", "Http头Accept应为application/json")
    if not headers.get("user-agent"):
        raise WeChatError(400, "PARAM_ERROR", "Http头缺少User-Agent")
    if request.verb == "POST" and "application/json" not in headers.get("content-type", ""):
        raise WeChatError(415, "PARAM_ERROR", "Http头Content-Type应为application/json")


def _authorization(header: str) -> dict[str, str]:
    if not header.startswith(SCHEME):
        raise WeChatError(401, "SIGN_ERROR", "Http头Authorization值格式错误")
    parts = [PART.fullmatch(part.strip()) for part in header.removeprefix(SCHEME).split(",")]
    given = {part[1]: part[2] for part in parts if part is not None}
    if set(given) != NAMES or len(parts) != len(NAMES):
        raise WeChatError(401, "SIGN_ERROR", "Http头Authorization值格式错误")
    if not re.fullmatch("[0-9A-Za-z]{1,32}", given["nonce_str"]):
        raise WeChatError(401, "SIGN_ERROR", "nonce_str格式错误")
    return given


def _check_serial(request: Request, keys: Keys) -> None:
    serial = request.headers.get("wechatpay-serial")
    if serial is not None and serial not in {PUBLIC_KEY_ID, keys.platform_serial}:
        raise WeChatError(400, "PARAM_ERROR", "Wechatpay-Serial有误")


def _check_timestamp(text: str, now: datetime, slack_s: float) -> None:
    """[V] 5 minutes."""
    if not re.fullmatch("[0-9]{1,12}", text) or abs(now.timestamp() - int(text)) > slack_s:
        raise WeChatError(
            401, "SIGN_ERROR", "Http头Authorization中的timestamp与发起请求的时间不得超过5分钟"
        )


def _spend_nonce(books: Books, nonce: str) -> None:
    now = books.now_ms()
    oldest = now - int(books.habits.timestamp_tolerance_s * 2000)
    with books.changing() as db:
        db.execute("DELETE FROM nonces WHERE at_ms < ?", (oldest,))
        spent = db.execute("INSERT OR IGNORE INTO nonces VALUES (?, ?)", (nonce, now))
        if spent.rowcount == 0 and books.habits.refuses_old_nonce:
            raise WeChatError(401, "SIGN_ERROR", "nonce_str重复")
