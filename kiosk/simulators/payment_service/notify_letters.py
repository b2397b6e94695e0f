"""What a notify says, signed and sealed: Alipay's form, WeChat's encrypted JSON.

Alipay leaves `sign` and `sign_type` out of what is signed [V payments.md]. WeChat's envelope:
[V] the client library's `callback`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from kiosk.simulators.payment_service import (
    alipay_trades,
    buyers,
    notifies,
    refunds,
    scores,
    trades,
)
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.exchange import Signing
from kiosk.simulators.payment_service.keys import PUBLIC_KEY_ID, Keys
from kiosk.simulators.payment_service.notifies import Notify
from kiosk.simulators.payment_service.settings import Merchant
from kiosk.simulators.payment_service.signatures import sealed, signature
from kiosk.simulators.payment_service.wechat_scores import order_node
from kiosk.simulators.payment_service.wechat_trades import refund_node
from kiosk.simulators.payment_service.wechat_words import rfc3339, transaction


@dataclass(frozen=True, slots=True)
class Letter:
    headers: dict[str, str] = field(repr=False)
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Writer:
    """`as_stranger` signs with a key that nobody knows: a forgery."""

    books: Books
    keys: Keys
    merchant: Merchant

    def contents(self, notify: Notify) -> dict[str, object]:
        """What it says about the state of things now. Made once and kept for all tries."""
        if notify.contents:
            return notify.contents
        return self._alipay(notify) if notify.service == "alipay" else self._wechat(notify)

    def letter(
        self,
        notify: Notify,
        contents: dict[str, object],
        signing: Signing = Signing.RIGHT,
        *,
        as_stranger: bool = False,
    ) -> Letter:
        if notify.service == "alipay":
            return self._alipay_letter(contents, signing, as_stranger=as_stranger)
        return self._wechat_letter(notify, contents, signing, as_stranger=as_stranger)

    def _alipay(self, notify: Notify) -> dict[str, object]:
        trade = notifies.trade_of(self.books, notify)
        buyer = buyers.named(self.books, trade.buyer or "")
        return {
            "notify_time": alipay_trades.stamp(self.books.now_ms()),
            "notify_type": notify.event,
            "notify_id": f"{trades.beijing(notify.created_ms):%Y%m%d}{notify.id:026d}",
            "app_id": self.merchant.app_id,
            "auth_app_id": self.merchant.app_id,
            "charset": "utf-8",
            "version": "1.0",
            "trade_no": trade.serial,
            "out_trade_no": trade.number,
            "buyer_id": buyer.alipay_id,
            "buyer_logon_id": buyer.logon_id,
            "seller_id": self.merchant.seller_id,
            "trade_status": alipay_trades.status(trade),
            "total_amount": alipay_trades.text(trade.amount_fen),
            "receipt_amount": alipay_trades.text(trade.amount_fen),
            "buyer_pay_amount": alipay_trades.text(trade.amount_fen),
            "subject": trade.subject,
            "gmt_create": alipay_trades.stamp(trade.created_ms),
            "gmt_payment": alipay_trades.stamp(trade.paid_ms or 0),
        }

    def _wechat(self, notify: Notify) -> dict[str, object]:
        if notify.event == "PAYSCORE.USER_PAID":
            order = scores.known(self.books, notify.number)
            return order_node(self.books, self.merchant, order)
        if notify.event == "REFUND.SUCCESS":
            node = refund_node(self.books, refunds.find(self.books, "wechat", notify.number))
            node["mchid"] = self.merchant.mchid
            node["refund_status"] = node.pop("status")  # [V] named so in the notify
            return node
        return transaction(self.books, self.merchant, notifies.trade_of(self.books, notify))

    def _alipay_letter(
        self, contents: dict[str, object], signing: Signing, *, as_stranger: bool
    ) -> Letter:
        kept = {name: str(value) for name, value in contents.items() if value != ""}
        text = "&".join(f"{name}={kept[name]}" for name in sorted(kept))
        key = self.keys.forger if as_stranger else self.keys.alipay
        sign = signature(key, text.encode(), signing)
        form = {**kept, "sign_type": "RSA2", **({"sign": sign} if sign else {})}
        headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
        return Letter(headers, urlencode(form).encode())

    def _wechat_letter(
        self, notify: Notify, contents: dict[str, object], signing: Signing, *, as_stranger: bool
    ) -> Letter:
        now = self.books.now_ms()
        nonce = f"{notify.id:012d}"
        kind = "refund" if notify.event.startswith("REFUND") else "transaction"
        kind = "payscore" if notify.event.startswith("PAYSCORE") else kind
        plain = json.dumps(contents, ensure_ascii=False).encode()
        envelope = {
            "id": f"EV-{notify.id:032d}",
            "create_time": rfc3339(notify.created_ms),
            "resource_type": "encrypt-resource",
            "event_type": notify.event,
            "summary": "支付成功",
            "resource": {
                "original_type": kind,
                "algorithm": "AEAD_AES_256_GCM",
                "ciphertext": sealed(self.keys.apiv3_key, nonce.encode(), kind.encode(), plain),
                "associated_data": kind,
                "nonce": nonce,
            },
        }
        body = json.dumps(envelope, ensure_ascii=False).encode()
        stamp, sign_nonce = str(now // 1000), f"{notify.id:016d}{notify.tries:016d}"
        key = self.keys.forger if as_stranger else self.keys.wechat
        sign = signature(key, f"{stamp}\n{sign_nonce}\n".encode() + body + b"\n", signing)
        headers = {
            "Content-Type": "application/json",
            "Wechatpay-Serial": PUBLIC_KEY_ID,
            "Wechatpay-Timestamp": stamp,
            "Wechatpay-Nonce": sign_nonce,
            "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
            **({"Wechatpay-Signature": sign} if sign else {}),
        }
        return Letter(headers, body)
