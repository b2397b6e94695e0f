"""WeChat Pay's notifies: signed, encrypted, and about one of our payments. Bytes in, value out.

Handling each `id` once, and answering 200 only when that is written down, is the caller's part. So
is comparing it with the payment on the books: `outcome`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.payment import Outcome, Payment
from kiosk.rails.errors import UntrustedError
from kiosk.rails.wechat import answers
from kiosk.rails.wechat.account import WechatAccount
from kiosk.rails.wechat.merchant import Merchant

MAX_BYTES = 64 * 1024
FRESH_S = 300.0
"""An older timestamp is a replay, or a clock that is wrong [K: API v3 advises five minutes]."""


@dataclass(frozen=True, slots=True)
class WechatNotify:
    """`event` such as TRANSACTION.SUCCESS, REFUND.SUCCESS. `payment_id` is out_trade_no, or
    Payscore's out_order_no."""

    id: str
    event: str
    payment_id: str
    fields: Mapping[str, object] = field(repr=False, default_factory=dict)


def verified(
    headers: Mapping[str, str], body: bytes, merchant: Merchant, now: datetime
) -> WechatNotify:
    """Raises UntrustedError: no signature, a wrong or old one, another merchant, or rubbish."""
    if len(body) > MAX_BYTES:
        raise UntrustedError("The notify is too long.")
    _require_fresh(headers, now)
    opened = merchant.opened(headers, body)
    resource = opened.get("resource")
    if not isinstance(resource, dict):
        raise UntrustedError("The notify has no resource.")
    if resource.get("mchid") != merchant.account.mchid:
        raise UntrustedError("The notify is for another merchant.")
    notify = WechatNotify(
        id=answers.text(opened.get("id")),
        event=answers.text(opened.get("event_type")),
        payment_id=answers.text(resource.get("out_trade_no") or resource.get("out_order_no")),
        fields=resource,
    )
    if not notify.id or not notify.payment_id:
        raise UntrustedError("The notify has no id, or names no order.")
    return notify


def outcome(notify: WechatNotify, payment: Payment, account: WechatAccount) -> Outcome:
    """What a TRANSACTION notify says about `payment`: Paid only for this number and amount."""
    return answers.after_trade(notify.fields, payment, account)


def _require_fresh(headers: Mapping[str, str], now: datetime) -> None:
    stamp = next((v for k, v in headers.items() if k.lower() == "wechatpay-timestamp"), "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 12):
        raise UntrustedError("The notify has no timestamp.")
    if abs(now.timestamp() - int(stamp)) > FRESH_S:
        raise UntrustedError("The notify's timestamp is more than five minutes from our clock.")
