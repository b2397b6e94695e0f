"""WeChat Pay v3's paths: which call it is, what it answers, and the answer's signature.

Every answer is signed over timestamp, nonce and body [V: the client library's check], with the key
whose id the merchant names in `Wechatpay-Serial`, or else with the platform certificate's.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import parse_qsl, unquote

from kiosk.simulators.payment_service import wechat_request, wechat_scores, wechat_trades
from kiosk.simulators.payment_service.errors import FieldError, Reason, RefusedError
from kiosk.simulators.payment_service.exchange import Answer, Request, Signing
from kiosk.simulators.payment_service.fields import Fields
from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID, VALID_FROM, Keys
from kiosk.simulators.payment_service.paying import Late
from kiosk.simulators.payment_service.signatures import sealed, signature
from kiosk.simulators.payment_service.till import Till
from kiosk.simulators.payment_service.wechat_request import WeChatError
from kiosk.simulators.payment_service.wechat_words import Node

ONE = "/v3/pay/transactions/out-trade-no/([^/]+)"
SCORE = "/v3/payscore/serviceorder"
PERMISSION = "/v3/payscore/permissions/openid/([^/]+)"
REFUNDS = "/v3/refund/domestic/refunds"
ROUTES = tuple(
    (name, verb, re.compile(pattern))
    for name, verb, pattern in (
        ("wechat.codepay", "POST", "/v3/pay/transactions/codepay"),
        ("wechat.native", "POST", "/v3/pay/transactions/native"),
        ("wechat.query", "GET", ONE),
        ("wechat.query_id", "GET", "/v3/pay/transactions/id/([^/]+)"),
        ("wechat.close", "POST", ONE + "/close"),
        ("wechat.reverse", "POST", ONE + "/reverse"),
        ("wechat.refund", "POST", REFUNDS),
        ("wechat.refund_query", "GET", REFUNDS + "/([^/]+)"),
        ("wechat.score_create", "POST", SCORE),
        ("wechat.score_query", "GET", SCORE),
        ("wechat.score_cancel", "POST", SCORE + "/([^/]+)/cancel"),
        ("wechat.score_complete", "POST", SCORE + "/([^/]+)/complete"),
        ("wechat.score_modify", "POST", SCORE + "/([^/]+)/modify"),
        ("wechat.permission_query", "GET", PERMISSION),
        ("wechat.permission_end", "POST", PERMISSION + "/terminate"),
        ("wechat.certificates", "GET", "/v3/certificates"),
        ("wechat.bill", "GET", "/v3/bill/tradebill"),
        ("wechat.bill_file", "GET", "/v3/billdownload/file"),
    )
)
WORDS = {  # V3's list of codes, [K]; both spellings of some are met in the wild
    Reason.CODE_INVALID: (400, "AUTH_CODE_INVALID", "付款码无效"),
    Reason.NOT_ENOUGH: (403, "NOT_ENOUGH", "余额不足"),
    Reason.ALREADY_PAID: (400, "ORDERPAID", "订单已支付"),
    Reason.ALREADY_CLOSED: (400, "ORDER_CLOSED", "订单已关闭"),
    Reason.OTHER_CONTENTS: (403, "OUT_TRADE_NO_USED", "商户订单号重复"),
    Reason.OTHER_BUYER: (403, "OUT_TRADE_NO_USED", "商户订单号重复"),
    Reason.NO_TRADE: (404, "ORDER_NOT_EXIST", "订单不存在"),
    Reason.NO_REFUND: (404, "RESOURCE_NOT_EXISTS", "退款单不存在"),
    Reason.NO_HOLD: (404, "ORDER_NOT_EXIST", "订单不存在"),
    Reason.NO_AGREEMENT: (403, "NO_AUTH", "用户未授权"),
    Reason.NOT_PAID: (400, "INVALID_REQUEST", "订单未支付"),
    Reason.STILL_PAYING: (400, "USERPAYING", "用户支付中"),
    Reason.TOO_MUCH: (400, "INVALID_REQUEST", "金额超出可用金额"),
    Reason.WRONG_STATE: (400, "INVALID_REQUEST", "订单状态不允许此操作"),
}


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    number: str
    body: Fields = field(repr=False)
    query: Fields = field(repr=False)


class WeChatGateway:
    def __init__(self, till: Till, keys: Keys) -> None:
        self._till = till
        self._keys = keys

    def answer(
        self, request: Request, now: datetime, late: Late | None, signing: Signing
    ) -> Answer:
        """Carried out and committed when it returns."""
        till = replace(self._till, late=late)
        try:
            wechat_request.check(request, till.books, self._keys, till.merchant, now)
            if name_of(request) == "wechat.bill_file":
                return self._bill_file(request)
            status, node = 200, None
            with till.books.changing():
                try:
                    node = self._carried_out(till, _call(request))
                except WeChatError as error:
                    status, node = error.status, _error_node(error)
        except WeChatError as error:
            status, node = error.status, _error_node(error)
        body = b"" if node is None else json.dumps(node, ensure_ascii=False).encode()
        return self._signed(request, Answer(status if body else 204, body), now, signing)

    def system_error(self) -> Answer:
        body = json.dumps({"code": "SYSTEM_ERROR", "message": "系统错误"}, ensure_ascii=False)
        return Answer(500, body.encode(), {"Content-Type": "application/json; charset=utf-8"})

    def _carried_out(self, till: Till, call: _Call) -> Node | None:
        try:
            return self._node(till, call)
        except RefusedError as error:
            raise WeChatError(*WORDS[error.reason]) from error
        except FieldError as error:
            words = "参数缺失" if error.missing else "参数格式错误"
            raise WeChatError(400, "PARAM_ERROR", words, error.field) from error

    def _node(self, till: Till, call: _Call) -> Node | None:  # noqa: C901, PLR0912 - a line a call
        match call.name:
            case "wechat.codepay":
                return wechat_trades.codepay(till, call.body)
            case "wechat.native":
                return wechat_trades.native(till, call.body)
            case "wechat.query":
                self._check_query_mchid(till, call)
                return wechat_trades.query(till, call.number)
            case "wechat.query_id":
                self._check_query_mchid(till, call)
                return wechat_trades.query_serial(till, call.number)
            case "wechat.close":
                wechat_trades.close(till, call.number, call.body)
                return None
            case "wechat.reverse":
                return wechat_trades.reverse(till, call.number, call.body)
            case "wechat.refund":
                return wechat_trades.refund(till, call.body)
            case "wechat.refund_query":
                return wechat_trades.refund_query(till, call.number)
            case "wechat.score_create":
                return wechat_scores.create(till, call.body)
            case "wechat.score_query":
                return wechat_scores.query(till, call.query)
            case "wechat.score_cancel":
                return wechat_scores.cancel(till, call.number, call.body)
            case "wechat.score_complete":
                return wechat_scores.complete(till, call.number, call.body)
            case "wechat.score_modify":
                return wechat_scores.modify(till, call.number, call.body)
            case "wechat.permission_query":
                return wechat_scores.permission(till, call.number, call.query)
            case "wechat.permission_end":
                wechat_scores.end_permission(till, call.number, call.body)
                return None
            case "wechat.bill":
                return wechat_trades.trade_bill(till, call.query)
            case "wechat.certificates":
                return self._certificates()
            case _:
                raise WeChatError(404, "RESOURCE_NOT_EXISTS", "请求的资源不存在")

    def _check_query_mchid(self, till: Till, call: _Call) -> None:
        if call.query.text("mchid", 32) != till.merchant.mchid:
            raise WeChatError(400, "PARAM_ERROR", "商户号与签名商户号不一致", "mchid")

    def _certificates(self) -> Node:
        nonce = self._till.new_token()[:12]
        hidden = sealed(
            self._keys.apiv3_key, nonce.encode(), b"certificate", self._keys.wechat_certificate
        )
        until = VALID_FROM.replace(year=VALID_FROM.year + 29)
        return {
            "data": [
                {
                    "serial_no": self._keys.platform_serial,
                    "effective_time": VALID_FROM.isoformat(),
                    "expire_time": until.isoformat(),
                    "encrypt_certificate": {
                        "algorithm": "AEAD_AES_256_GCM",
                        "nonce": nonce,
                        "associated_data": "certificate",
                        "ciphertext": hidden,
                    },
                }
            ]
        }

    def _bill_file(self, request: Request) -> Answer:
        """The request is signed, the file is not [S]."""
        token = dict(parse_qsl(request.query)).get("token", "")
        contents = self._till.shelf.take(token)
        if contents is None:
            raise WeChatError(404, "RESOURCE_NOT_EXISTS", "账单不存在")
        return Answer(200, contents, {"Content-Type": "text/plain"})

    def _signed(self, request: Request, answer: Answer, now: datetime, signing: Signing) -> Answer:
        by_id = request.headers.get("wechatpay-serial") == PUBLIC_KEY_ID
        serial = PUBLIC_KEY_ID if by_id else self._keys.platform_serial
        key = self._keys.wechat if by_id else self._keys.wechat_platform
        stamp, nonce = str(int(now.timestamp())), self._till.new_token()[:32]
        signed = f"{stamp}\n{nonce}\n".encode() + answer.body + b"\n"
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Request-ID": self._till.new_token(),
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": nonce,
            "Wechatpay-Serial": serial,
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
        }
        sign = signature(key, signed, signing)
        if sign:
            headers["Wechatpay-Signature"] = sign
        return replace(answer, headers=headers)


def name_of(request: Request) -> str:
    """ "wechat.query"; "wechat.unknown" for a path that is none."""
    for name, verb, pattern in ROUTES:
        if verb == request.verb and pattern.fullmatch(request.path):
            return name
    return "wechat.unknown"


def _call(request: Request) -> _Call:
    """Raises WeChatError."""
    for name, verb, pattern in ROUTES:
        found = pattern.fullmatch(request.path)
        if verb == request.verb and found:
            number = unquote(found[1]) if found.groups() else ""
            return _Call(name, number, _body(request), _query(request))
    raise WeChatError(404, "RESOURCE_NOT_EXISTS", "请求的资源不存在")


def _body(request: Request) -> Fields:
    if request.verb == "GET":
        return Fields({})
    try:
        return Fields.from_json(request.body)
    except FieldError as error:
        raise WeChatError(400, "PARAM_ERROR", "请求体不是JSON", error.field) from error


def _query(request: Request) -> Fields:
    try:
        return Fields(dict(parse_qsl(request.query, max_num_fields=32)))
    except ValueError as error:
        raise WeChatError(400, "PARAM_ERROR", "查询参数格式错误") from error


def _error_node(error: WeChatError) -> Node:
    node: Node = {"code": error.code, "message": error.message}
    if error.field:
        node["detail"] = {"field": error.field, "issue": error.message}
    return node
