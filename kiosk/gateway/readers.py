"""Notifications of Alipay and WeChat Pay as the notice desk takes them."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.payment import Outcome, Payment
from kiosk.gateway.notices import Notice, NoticeReader
from kiosk.gateway.payments import Now
from kiosk.rails.alipay import notify as alipay_notify
from kiosk.rails.alipay.account import AlipayAccount
from kiosk.rails.wechat import notify as wechat_notify
from kiosk.rails.wechat.merchant import Merchant

WECHAT_PAID = "TRANSACTION.SUCCESS"


def alipay_reader(account: AlipayAccount) -> NoticeReader:
    def read(headers: Mapping[str, str], body: bytes) -> Notice:
        told = alipay_notify.verified(body, account)

        def outcome_for(payment: Payment) -> Outcome:
            return alipay_notify.outcome(told, payment)

        return Notice(told.id, told.payment_id, None if told.is_refund else outcome_for)

    return read


def wechat_reader(merchant: Merchant, now: Now) -> NoticeReader:
    def read(headers: Mapping[str, str], body: bytes) -> Notice:
        told = wechat_notify.verified(headers, body, merchant, now())

        def outcome_for(payment: Payment) -> Outcome:
            return wechat_notify.outcome(told, payment, merchant.account)

        return Notice(told.id, told.payment_id, outcome_for if told.event == WECHAT_PAID else None)

    return read
