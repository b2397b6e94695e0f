"""What we ask Alipay: business parameters of each call, and the signed request around them. Pure.

Field names: official SDK models (alipay/alipay-sdk-java-all, v2) [V]. The layout (signature and
common parameters in the query string, `biz_content` in the body) is the official SDK's; that a
payment code is not in an address is why it matters to us.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from kiosk.domain.agreement import Wish
from kiosk.domain.hold import Hold
from kiosk.domain.money import Money, decimal_text
from kiosk.domain.payment import Payment
from kiosk.domain.refund import Refund
from kiosk.rails.age import made_at
from kiosk.rails.alipay.account import AlipayAccount
from kiosk.rails.alipay.signing import request_content, sign

BEIJING = ZoneInfo("Asia/Shanghai")
"""Times without a zone are Beijing's."""

Biz = Mapping[str, object]

PAY = "alipay.trade.pay"
PRECREATE = "alipay.trade.precreate"
QUERY = "alipay.trade.query"
CANCEL = "alipay.trade.cancel"
REFUND = "alipay.trade.refund"
REFUND_QUERY = "alipay.trade.fastpay.refund.query"
FREEZE = "alipay.fund.auth.order.freeze"
UNFREEZE = "alipay.fund.auth.order.unfreeze"
HOLD_QUERY = "alipay.fund.auth.operation.detail.query"
HOLD_CANCEL = "alipay.fund.auth.operation.cancel"
SIGN_PAGE = "alipay.user.agreement.page.sign"
AGREEMENT_QUERY = "alipay.user.agreement.query"
UNSIGN = "alipay.user.agreement.unsign"

_NOTIFIED = frozenset({PAY, PRECREATE, FREEZE})
_FORBIDDEN_IN_SUBJECT = str.maketrans("/=&", "   ")


def node_of(method: str) -> str:
    return method.replace(".", "_") + "_response"


def request(account: AlipayAccount, method: str, biz: Biz, at: datetime) -> tuple[str, bytes]:
    """The address with its query, and the form in the body."""
    params = _signed(account, method, biz, at)
    body = urlencode({"biz_content": params.pop("biz_content")}).encode()
    return f"{account.gateway_url}?{urlencode(params)}", body


def page(account: AlipayAccount, method: str, biz: Biz, at: datetime) -> str:
    """An address that the shopper's app opens, with everything in it; nothing is sent by us."""
    return f"{account.gateway_url}?{urlencode(_signed(account, method, biz, at))}"


def _signed(account: AlipayAccount, method: str, biz: Biz, at: datetime) -> dict[str, str]:
    params = {
        "app_id": account.app_id,
        "method": method,
        "format": "JSON",
        "charset": "utf-8",
        "sign_type": "RSA2",
        "timestamp": _time(at),
        "version": "1.0",
        "biz_content": json.dumps(biz, ensure_ascii=False, separators=(",", ":")),
    }
    if account.notify_url and method in _NOTIFIED:
        params["notify_url"] = account.notify_url
    params["sign"] = sign(request_content(params), account.private_key)
    return params


def pay_by_code(account: AlipayAccount, payment: Payment, scene: str, code: str) -> Biz:
    """`scene`: `bar_code` (the app's code) or `security_code` (a face token)."""
    return {
        **_trade(account, payment),
        "product_code": "FACE_TO_FACE_PAYMENT",
        "scene": scene,
        "auth_code": code,
    }


def pay_by_agreement(account: AlipayAccount, payment: Payment, agreement_no: str) -> Biz:
    """Neither scene nor code: the agreement takes their place [V: AlipayTradePayModel]."""
    return {
        **_trade(account, payment),
        "product_code": account.member_product_code,
        "agreement_params": {"agreement_no": agreement_no},
    }


def precreate(account: AlipayAccount, payment: Payment) -> Biz:
    return {**_trade(account, payment), "product_code": "FACE_TO_FACE_PAYMENT"}


def query(payment: Payment) -> Biz:
    return {"out_trade_no": payment.id}


def cancel(payment: Payment) -> Biz:
    return {"out_trade_no": payment.id}


def refund(refund: Refund) -> Biz:
    return {
        "out_trade_no": refund.payment.id,
        "refund_amount": decimal_text(refund.amount),
        "out_request_no": refund.id,
        "refund_reason": refund.reason.value,
    }


def refund_query(refund: Refund) -> Biz:
    return {"out_trade_no": refund.payment.id, "out_request_no": refund.id}


# --- agreements with members --------------------------------------------------------------------


def sign_page(account: AlipayAccount, wish: Wish) -> Biz:
    """As a QR code, scanned with Alipay's app [S: mirror of Alipay's help, 2023-06-21: on a screen
    the page's address becomes a QR code, and a query tells what came of it]."""
    named = {"external_logon_id": wish.shown_name} if wish.shown_name else {}
    return {
        **named,
        **_by_our_number(account, wish.id),
        "product_code": account.member_product_code,
        "access_params": {"channel": "QRCODE"},
    }


def agreement(account: AlipayAccount, wish_id: str, number: str) -> Biz:
    """To query or to end it: by Alipay's number, else by ours [V: aliyun.com ask/285584]."""
    return {"agreement_no": number} if number else _by_our_number(account, wish_id)


def _by_our_number(account: AlipayAccount, wish_id: str) -> dict[str, object]:
    return {
        "personal_product_code": f"{account.member_product_code}_P",
        "sign_scene": account.agreement_scene,
        "external_agreement_no": wish_id,
    }


# --- pre-authorisation --------------------------------------------------------------------------


def freeze(account: AlipayAccount, hold: Hold, code_type: str, code: str) -> Biz:
    """`code_type`: `bar_code` or `security_code` [V: AlipayFundAuthOrderFreezeModel]."""
    return {
        "auth_code": code,
        "auth_code_type": code_type,
        "out_order_no": hold.id,
        "out_request_no": _freezing(hold),
        "order_title": _subject(hold.subject),
        "amount": decimal_text(hold.amount),
        "payee_user_id": account.seller_id,
        "product_code": "PRE_AUTH",
        "pay_timeout": f"{max(1, account.pay_within_s // 60)}m",
    }


def hold_query(hold: Hold) -> Biz:
    return {"out_order_no": hold.id, "out_request_no": _freezing(hold)}


def hold_cancel(hold: Hold) -> Biz:
    return {**hold_query(hold), "remark": "cancelled"}


def unfreeze(hold: Hold, auth_no: str, rest: Money) -> Biz:
    """The same request number and amount on every retry, as Alipay asks."""
    return {
        "auth_no": auth_no,
        "out_request_no": f"{hold.id}_release",
        "amount": decimal_text(rest),
        "remark": "released",
    }


def pay_out_of_hold(
    account: AlipayAccount, hold: Hold, amount: Money, auth_no: str, buyer_id: str
) -> Biz:
    """COMPLETE: what was not taken is let go with it [V: auth_confirm_mode]."""
    name = hold.terminal or account.terminal_id
    terminal = {"terminal_id": name} if name else {}
    return {
        **terminal,
        "out_trade_no": hold.id,
        "total_amount": decimal_text(amount),
        "subject": _subject(hold.subject),
        "product_code": "PRE_AUTH",
        "auth_no": auth_no,
        "auth_confirm_mode": "COMPLETE",
        "buyer_id": buyer_id,
        "seller_id": account.seller_id,
    }


def _freezing(hold: Hold) -> str:
    """The order and the trade that is paid out of it have the hold's id; each step has its own."""
    return f"{hold.id}_hold"


def _trade(account: AlipayAccount, payment: Payment) -> dict[str, object]:
    biz: dict[str, object] = {
        "out_trade_no": payment.id,
        "total_amount": decimal_text(payment.amount),
        "subject": _subject(payment.subject),
        **_expiry(account, payment),
    }
    optional = {
        "seller_id": account.seller_id,
        "store_id": account.store_id,
        "terminal_id": payment.terminal or account.terminal_id,
    }
    return biz | {name: value for name, value in optional.items() if value}


def _expiry(account: AlipayAccount, payment: Payment) -> dict[str, object]:
    """An absolute time, where the id tells when the payment was made: a request that wanders about
    in the network for longer than that cannot charge any more (`rail.py`, close)."""
    made = made_at(payment.id)
    if made is None:
        return {"timeout_express": f"{max(1, account.pay_within_s // 60)}m"}
    return {"time_expire": _time(made + timedelta(seconds=max(60, account.pay_within_s)))}


def _subject(subject: str) -> str:
    """Alipay refuses / = & in it [V: AlipayTradePayModel.subject], and more than 256 characters."""
    return subject.translate(_FORBIDDEN_IN_SUBJECT).strip()[:256] or "Kaimen"


def _time(at: datetime) -> str:
    return at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
