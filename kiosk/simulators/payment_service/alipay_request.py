"""An Alipay request: the form, its common parameters, and the merchant's signature over them.

Codes and sub-codes of the gateway: [V] the gateway's own table (open.alitrip.com, doc 105806).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qsl

from kiosk.simulators.payment_service.errors import FieldError, PaymentServiceError
from kiosk.simulators.payment_service.exchange import Request
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.keys import Keys
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.signatures import is_signed
from kiosk.simulators.payment_service.trades import BEIJING

CHARSETS = {"utf-8": "utf-8", "utf8": "utf-8", "gbk": "gbk", "gb2312": "gb2312"}
MISSING, ILLEGAL, FAILED, UNAVAILABLE = "40001", "40002", "40004", "20000"
NEEDED = {  # in the order in which they are missed [K]
    "method": "isv.missing-method",
    "app_id": "isv.missing-app-id",
    "sign_type": "isv.missing-signature-type",
    "sign": "isv.missing-signature",
    "timestamp": "isv.missing-timestamp",
    "version": "isv.missing-version",
}


class GatewayError(PaymentServiceError):
    """The gateway does not let the request through."""

    def __init__(self, code: str, sub_code: str, *, is_signed: bool = True) -> None:
        super().__init__(f"{code} {sub_code}")
        self.code = code
        self.sub_code = sub_code
        self.is_signed = is_signed  # nobody to sign for: an app_id that is not known [K]


@dataclass(frozen=True, slots=True)
class Call:
    method: str
    charset: str
    biz: Fields = field(repr=False)
    notify_url: str = field(default="", repr=False)


def parameters(request: Request) -> dict[str, str]:
    """Of the query and the form together, as the vendor's own SDKs send them. Never raises."""
    raw = request.query.encode("latin-1", "replace") + b"&" + request.body
    charset = CHARSETS.get(_plain(raw).get("charset", "utf-8").lower(), "utf-8")
    return _plain(raw, charset)


def checked(
    request: Request, keys: Keys, merchant: Merchant, now: datetime, slack_s: float
) -> Call:
    """Raises GatewayError."""
    given = parameters(request)
    for name, sub_code in NEEDED.items():
        if not given.get(name):
            raise GatewayError(MISSING, sub_code, is_signed=name != "app_id")
    _check_common(given, merchant)
    charset = CHARSETS[given.get("charset", "utf-8").lower()]
    if not is_signed(keys.alipay_merchant, _signed_text(given, charset), given["sign"]):
        raise GatewayError(ILLEGAL, "isv.invalid-signature")
    _check_timestamp(given["timestamp"], now, slack_s)
    if not given.get("biz_content"):
        raise GatewayError(MISSING, "isv.missing-biz-content")  # [K]
    try:
        biz = Fields.from_json(given["biz_content"], "biz_content")
    except FieldError as error:
        raise GatewayError(ILLEGAL, "isv.invalid-parameter") from error
    return Call(given["method"], charset, biz, given.get("notify_url", ""))


def _plain(raw: bytes, charset: str = "utf-8") -> dict[str, str]:
    try:
        pairs = parse_qsl(
            raw.decode("latin-1"),
            keep_blank_values=True,
            encoding=charset,
            errors="replace",
            max_num_fields=64,
        )
    except ValueError:
        return {}
    return dict(pairs)


def _check_common(given: Mapping[str, str], merchant: Merchant) -> None:
    if given["app_id"] != merchant.app_id:
        raise GatewayError(ILLEGAL, "isv.invalid-app-id", is_signed=False)
    if given["sign_type"] != "RSA2":
        raise GatewayError(ILLEGAL, "isv.invalid-signature-type")
    if given.get("charset", "utf-8").lower() not in CHARSETS:
        raise GatewayError(ILLEGAL, "isv.invalid-charset")
    if given.get("format", "JSON").upper() != "JSON":
        raise GatewayError(ILLEGAL, "isv.invalid-format")
    if given["version"] != "1.0":
        raise GatewayError(ILLEGAL, "isv.invalid-version")  # [K]
    url = given.get("notify_url", "")
    if len(url) > 256 or (url and not url.startswith(("http://", "https://"))):
        raise GatewayError(ILLEGAL, "isv.invalid-parameter")


def _signed_text(given: Mapping[str, str], charset: str) -> bytes:
    """[V] All but `sign` and what is empty, sorted by name, joined as k=v&k=v."""
    kept = sorted((name, value) for name, value in given.items() if name != "sign" and value)
    return "&".join(f"{name}={value}" for name, value in kept).encode(charset, "replace")


def _check_timestamp(text: str, now: datetime, slack_s: float) -> None:
    try:
        sent = datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING)
    except ValueError as error:
        raise GatewayError(ILLEGAL, "isv.invalid-timestamp") from error
    if abs((now - sent).total_seconds()) > slack_s:
        raise GatewayError(ILLEGAL, "isv.invalid-timestamp")
