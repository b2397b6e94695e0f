"""What WeChat Pay's answers mean for a payment or a refund. Verified fields in, an outcome out.

`trade_state`: SUCCESS, REFUND, NOTPAY, CLOSED, REVOKED, USERPAYING, PAYERROR [V: API v3, query by
out_trade_no]. An answer about another number, merchant or amount than ours is never "paid".
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from kiosk.domain.payment import (
    Closed,
    Outcome,
    Paid,
    Payment,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundOutcome, RefundRefused
from kiosk.rails.wechat.account import WechatAccount
from kiosk.rails.wechat.merchant import Answer
from kiosk.rails.wechat.refusals import FINAL, NOT_THERE, REFUND_FINAL, WAITING

log = logging.getLogger(__name__)

Fields = Mapping[str, object]


def after_code_pay(answer: Answer, payment: Payment, account: WechatAccount) -> Outcome:
    if answer.code == WAITING:
        return Waiting()
    if answer.status == 200:
        return after_trade(answer.fields, payment, account)
    if 400 <= answer.status < 500 and answer.code in FINAL:
        return Refused(FINAL[answer.code])
    return unclear(answer)


def after_native(answer: Answer) -> Outcome:
    url = answer.fields.get("code_url")
    if answer.status == 200 and isinstance(url, str) and url:
        return Waiting(code_url=url)
    if 400 <= answer.status < 500 and answer.code in FINAL:
        return Refused(FINAL[answer.code])
    return unclear(answer)


def after_query(answer: Answer, payment: Payment, account: WechatAccount) -> Outcome:
    if answer.status != 200:
        return unclear(answer)
    return after_trade(answer.fields, payment, account)


def is_not_there(answer: Answer) -> bool:
    return answer.status == 404 or (400 <= answer.status < 500 and answer.code in NOT_THERE)


def after_trade(fields: Fields, payment: Payment, account: WechatAccount) -> Outcome:
    """Of a transaction, as in answers to queries and in notifies alike."""
    if fields.get("out_trade_no") != payment.id or fields.get("mchid") != account.mchid:
        return _not_ours(fields, payment)
    match fields.get("trade_state"):
        case "SUCCESS":
            return _paid(fields, payment, account)
        case "NOTPAY" | "USERPAYING":
            return Waiting()
        case "CLOSED":
            return Closed()
        case "REVOKED":
            # A transaction number says that money had moved before the reverse [K].
            return Reversed() if fields.get("transaction_id") else Closed()
        case "REFUND":
            # Paid, and given back in whole or in part: by our reverse, or by somebody on the
            # merchant's web pages. The day-end compares it with the bill.
            return Reversed()
        case state:
            return Unknown(f"WeChat Pay says {str(state)[:40]}.")


def after_refund(answer: Answer, refund: Refund) -> RefundOutcome:
    """Of both asking for a refund and asking what became of it.

    PROCESSING may still fail for want of money in the shop's account, so it is not "refunded" yet;
    ABNORMAL is not final: the payer's card is dead, and somebody must act on the web pages [V].
    """
    if 400 <= answer.status < 500 and answer.code in REFUND_FINAL:
        return RefundRefused(f"{answer.code} {answer.fields.get('message', '')}"[:200])
    if answer.status != 200:
        return unclear(answer)
    if not _is_ours(answer.fields, refund):
        log.error("refund %s: WeChat Pay's answer is about another refund or amount", refund.id)
        return Unknown("WeChat Pay's answer is about another refund or amount. Look at its bill.")
    match answer.fields.get("status"):
        case "SUCCESS":
            return Refunded()
        case "CLOSED":
            return RefundRefused("CLOSED: the shop's account was short of money for too long.")
        case "ABNORMAL":
            log.error("refund %s: abnormal. Act on WeChat Pay's merchant pages.", refund.id)
            return Unknown("The payer's card is dead. Act on WeChat Pay's merchant pages.")
        case state:
            return Unknown(f"WeChat Pay says {str(state)[:40]}.")


def unclear(answer: Answer) -> Unknown:
    return Unknown(f"WeChat Pay says HTTP {answer.status} {answer.code}.".replace(" .", "."))


def _paid(fields: Fields, payment: Payment, account: WechatAccount) -> Outcome:
    total, currency = amount_of(fields, "total")
    is_ours = total == payment.amount.minor and currency == payment.amount.currency
    if not is_ours or fields.get("appid") != account.appid:
        return _not_ours(fields, payment)
    return Paid(service_number=text(fields.get("transaction_id")))


def _is_ours(fields: Fields, refund: Refund) -> bool:
    amount, currency = amount_of(fields, "refund")
    number = refund.payment.service_number
    is_of_it = fields.get("out_trade_no") == refund.payment.id or (
        bool(number) and fields.get("transaction_id") == number
    )
    return (
        fields.get("out_refund_no") == refund.id
        and is_of_it
        and amount == refund.amount.minor
        and currency == refund.amount.currency
    )


def amount_of(fields: Fields, name: str) -> tuple[int | None, str]:
    """Whole fen and the currency (CNY where it is left out); None for anything but an int."""
    amount = fields.get("amount")
    if not isinstance(amount, dict):
        return None, ""
    value = amount.get(name)
    return (value if type(value) is int else None), text(amount.get("currency", "CNY"))


def _not_ours(fields: Fields, payment: Payment) -> Unknown:
    log.error(
        "payment %s of %s fen: WeChat Pay's answer is about another number or amount (%s)",
        payment.id,
        payment.amount.minor,
        text(fields.get("transaction_id")),
    )
    return Unknown("WeChat Pay's answer is about another payment or amount. Look at its bill.")


def text(value: object) -> str:
    return value[:100] if isinstance(value, str) else ""
