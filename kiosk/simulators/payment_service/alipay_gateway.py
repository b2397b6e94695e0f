"""Alipay's one address, /gateway.do: which call it is, what it answers, and the answer's signature.

The answer is signed over the raw characters of the `…_response` node [K, the standard trap];
slashes inside are escaped as PHP and Java gateways do, so that re-made JSON does not verify.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.simulators.payment_service import (
    alipay_agreements,
    alipay_bill_call,
    alipay_holds,
    alipay_trades,
)
from kiosk.simulators.payment_service.alipay_request import (
    FAILED,
    UNAVAILABLE,
    Call,
    GatewayError,
    checked,
    parameters,
)
from kiosk.simulators.payment_service.alipay_trades import Node
from kiosk.simulators.payment_service.errors import FieldError, Reason, RefusedError
from kiosk.simulators.payment_service.exchange import Answer, Request, Signing
from kiosk.simulators.payment_service.keys import Keys
from kiosk.simulators.payment_service.paying import Late
from kiosk.simulators.payment_service.signatures import signature
from kiosk.simulators.payment_service.till import Till

CALLS: dict[str, Callable[[Till, Call], Node]] = {
    "alipay.trade.pay": alipay_trades.pay,
    "alipay.trade.precreate": alipay_trades.precreate,
    "alipay.trade.query": alipay_trades.query,
    "alipay.trade.cancel": alipay_trades.cancel,
    "alipay.trade.close": alipay_trades.close,
    "alipay.trade.refund": alipay_trades.refund,
    "alipay.trade.fastpay.refund.query": alipay_trades.refund_query,
    "alipay.fund.auth.order.freeze": lambda till, call: alipay_holds.freeze(till.books, call.biz),
    "alipay.fund.auth.order.unfreeze": lambda till, call: alipay_holds.unfreeze(
        till.books, call.biz
    ),
    "alipay.fund.auth.operation.cancel": lambda till, call: alipay_holds.cancel(
        till.books, call.biz
    ),
    "alipay.fund.auth.operation.detail.query": lambda till, call: alipay_holds.query(
        till.books, call.biz
    ),
    "alipay.user.agreement.query": alipay_agreements.query,
    "alipay.user.agreement.unsign": alipay_agreements.unsign,
    "alipay.data.dataservice.bill.downloadurl.query": alipay_bill_call.download_url,
}

TRADE_WORDS = {  # [V] for pay: open.alitrip.com doc 104632; STATUS, REFUND, AGREEMENT [S]/[K]
    Reason.CODE_INVALID: "ACQ.PAYMENT_AUTH_CODE_INVALID",
    Reason.NOT_ENOUGH: "ACQ.BUYER_BALANCE_NOT_ENOUGH",
    Reason.ALREADY_PAID: "ACQ.TRADE_HAS_SUCCESS",
    Reason.ALREADY_CLOSED: "ACQ.TRADE_HAS_CLOSE",
    Reason.OTHER_CONTENTS: "ACQ.CONTEXT_INCONSISTENT",
    Reason.OTHER_BUYER: "ACQ.TRADE_BUYER_NOT_MATCH",
    Reason.NO_TRADE: "ACQ.TRADE_NOT_EXIST",
    Reason.NO_REFUND: "ACQ.TRADE_NOT_EXIST",
    Reason.NO_HOLD: "AUTH_ORDER_NOT_EXIST",
    Reason.NO_AGREEMENT: "ACQ.AGREEMENT_NOT_EXIST",  # [K]
    Reason.NOT_PAID: "ACQ.TRADE_STATUS_ERROR",
    Reason.WRONG_STATE: "ACQ.TRADE_STATUS_ERROR",
    Reason.STILL_PAYING: "ACQ.TRADE_STATUS_ERROR",
    Reason.TOO_MUCH: "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",  # [S]
}
REFUND_WORDS = {Reason.OTHER_CONTENTS: "ACQ.DISCORDANT_REPEAT_REQUEST"}  # [K]
HOLD_WORDS = {  # AUTH_ORDER_NOT_EXIST: [V] apifox copy; the others [K]
    Reason.CODE_INVALID: "AUTH_TOKEN_NOT_EXIST",
    Reason.NOT_ENOUGH: "PAYER_BALANCE_NOT_ENOUGH",
    Reason.ALREADY_CLOSED: "ORDER_ALREADY_CLOSED",
    Reason.OTHER_CONTENTS: "REQUEST_AMOUNT_EXCEED",
    Reason.WRONG_STATE: "ORDER_ALREADY_FINISH",
    Reason.TOO_MUCH: "REQUEST_AMOUNT_EXCEED",
}
MESSAGES = {
    "10000": "Success",
    "20000": "Service Currently Unavailable",
    "40001": "Missing Required Arguments",
    "40002": "Invalid Arguments",
    "40004": "Business Failed",
}


class AlipayGateway:
    def __init__(self, till: Till, keys: Keys) -> None:
        self._till = till
        self._keys = keys

    def answer(
        self, request: Request, now: datetime, late: Late | None, signing: Signing
    ) -> Answer:
        """Carried out and committed when it returns."""
        method = name_of(request)
        books = self._till.books
        try:
            slack_s = books.habits.timestamp_tolerance_s
            call = checked(request, self._keys, self._till.merchant, now, slack_s)
            _require_known(call)
        except GatewayError as error:
            node = _node(error.code, {"sub_code": error.sub_code, "sub_msg": error.sub_code})
            return self._signed(method, node, signing if error.is_signed else Signing.MISSING)
        with books.changing():
            node = self._carried_out(call, replace(self._till, late=late))
        return self._signed(method, node, signing, call.charset)

    def system_error(self, request: Request, signing: Signing = Signing.RIGHT) -> Answer:
        node = _node(UNAVAILABLE, {"sub_code": "isp.unknow-error", "sub_msg": "系统繁忙"})
        return self._signed(name_of(request), node, signing)

    def _carried_out(self, call: Call, till: Till) -> Node:
        try:
            node = CALLS[call.method](till, call)
        except RefusedError as error:
            sub_code = _words(call.method, error.reason)
            return _node(FAILED, {"sub_code": sub_code, "sub_msg": error.reason.value})
        except FieldError as error:
            return _node(FAILED, {"sub_code": "ACQ.INVALID_PARAMETER", "sub_msg": str(error)})
        return _node(str(node.pop("code", "10000")), node)

    def _signed(self, method: str, node: Node, signing: Signing, charset: str = "utf-8") -> Answer:
        raw = json.dumps(node, ensure_ascii=False, separators=(",", ":")).replace("/", "\\/")
        sign = signature(self._keys.alipay, raw.encode(charset, "replace"), signing)
        name = method.replace(".", "_") + "_response" if method in CALLS else "error_response"
        tail = f',"sign":"{sign}"' if sign else ""
        body = f'{{"{name}":{raw}{tail}}}'.encode(charset, "replace")
        return Answer(200, body, {"Content-Type": f"text/html;charset={charset}"})  # [K]


def _require_known(call: Call) -> None:
    if call.method not in CALLS:
        raise GatewayError("40002", "isv.invalid-method")


def name_of(request: Request) -> str:
    return parameters(request).get("method", "")


def _node(code: str, more: Node) -> Node:
    message = str(more.pop("msg", "") or MESSAGES.get(code, ""))
    return {"code": code, "msg": message, **more}


def _words(method: str, reason: Reason) -> str:
    if method.startswith("alipay.user.agreement.") and reason is Reason.NO_AGREEMENT:
        return "USER_AGREEMENT_NOT_EXIST"  # [V] aliyun.com ask/285584
    if method.startswith("alipay.fund."):
        return HOLD_WORDS.get(reason, TRADE_WORDS[reason])
    if method == "alipay.trade.refund":
        return REFUND_WORDS.get(reason, TRADE_WORDS[reason])
    return TRADE_WORDS[reason]
