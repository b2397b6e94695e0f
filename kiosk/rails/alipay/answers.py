"""What Alipay's answers mean for a payment or a refund. Verified fields in, an outcome out; pure.

An answer about another number or another amount than ours is never "paid": it is Unknown, and
somebody must look. Codes: 10000 done, 10003 waiting for the buyer, 20000 unknown, 40004 a
business reason [V: payments.md 2.2]; every other code is Unknown.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping

from kiosk.domain.money import Money, yuan
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
from kiosk.rails.alipay.refusals import FINAL, NOT_THERE, REFUND_FINAL

log = logging.getLogger(__name__)

Fields = Mapping[str, object]

DONE = "10000"
WAITING = "10003"
BUSINESS_NO = "40004"
_PAID_STATES = {"TRADE_SUCCESS", "TRADE_FINISHED"}


def after_pay(fields: Fields, payment: Payment) -> Outcome:
    """Of alipay.trade.pay."""
    code, sub_code = _codes(fields)
    if code == DONE:
        return _paid(fields, payment)
    if code == WAITING:
        return Waiting()
    if code == BUSINESS_NO and sub_code in FINAL:
        return Refused(FINAL[sub_code])
    return _unclear(fields)


def after_precreate(fields: Fields, payment: Payment) -> Outcome:
    """Of alipay.trade.precreate: the code for our screen."""
    code, sub_code = _codes(fields)
    url = fields.get("qr_code")
    if code == DONE and fields.get("out_trade_no") == payment.id and isinstance(url, str) and url:
        return Waiting(code_url=url)
    if code == BUSINESS_NO and sub_code in FINAL:
        return Refused(FINAL[sub_code])
    return _unclear(fields)


def after_query(fields: Fields, payment: Payment) -> Outcome:
    """Of alipay.trade.query. Unknown while the trade is not there: see `is_not_there`."""
    if fields.get("code") != DONE:
        return _unclear(fields)
    if fields.get("out_trade_no") != payment.id:
        return _not_ours(fields, payment)
    state = fields.get("trade_status")
    if state in _PAID_STATES:
        return _paid(fields, payment)
    if state == "WAIT_BUYER_PAY":
        return Waiting()
    if state == "TRADE_CLOSED":
        # Not paid in time, or paid and all given back [V]. A time of payment tells which [K].
        return Reversed() if fields.get("send_pay_date") else Closed()
    return _unclear(fields)


def is_not_there(fields: Fields) -> bool:
    """Of a query: no trade of that number (yet). A code on our screen is one once it is scanned."""
    return _codes(fields) == (BUSINESS_NO, NOT_THERE)


def after_cancel(fields: Fields, payment: Payment) -> Outcome:
    """Of alipay.trade.cancel. No `action`: no trade was found, or it failed [V: SDK]."""
    if fields.get("code") != DONE or fields.get("retry_flag") == "Y":
        return _unclear(fields)
    action = fields.get("action")
    if action not in {"close", "refund"}:
        return Unknown("Alipay found no trade to cancel.")
    if fields.get("out_trade_no") != payment.id:
        return _not_ours(fields, payment)
    return Closed() if action == "close" else Reversed()


def after_refund(fields: Fields, refund: Refund) -> RefundOutcome:
    """Of alipay.trade.refund. Only `fund_change` Y says that this call moved money [K]; without it
    (a repeated request, say) the refund must be asked for. `refund_fee` is the sum of all refunds.
    """
    code, sub_code = _codes(fields)
    if code == DONE and fields.get("out_trade_no") == refund.payment.id:
        if fields.get("fund_change") == "Y":
            return Refunded()
        return Unknown("Alipay did not say that the refund moved money.")
    if code == BUSINESS_NO and sub_code in REFUND_FINAL:
        return RefundRefused(f"{sub_code} {fields.get('sub_msg', '')}"[:200])
    return _unclear(fields)


def after_refund_query(fields: Fields, refund: Refund) -> RefundOutcome:
    """Of alipay.trade.fastpay.refund.query. 10000 says only that the query ran [V]: without
    REFUND_SUCCESS the refund was not received, or failed, or is too young (10 s) to be seen."""
    if fields.get("code") != DONE:
        return _unclear(fields)
    if fields.get("refund_status") != "REFUND_SUCCESS":
        return Unknown("Alipay does not know the refund (yet).")
    ours = (refund.payment.id, refund.id, refund.amount)
    theirs = (
        fields.get("out_trade_no"),
        fields.get("out_request_no"),
        money(fields.get("refund_amount")),
    )
    if ours != theirs:
        log.error("refund %s: Alipay's answer is about another refund or amount", refund.id)
        return Unknown("Alipay's answer is about another refund or amount. Look at its bill.")
    return Refunded()


def money(value: object) -> Money | None:
    """A decimal string of yuan; None for everything else, numbers too: they may be rounded."""
    if not isinstance(value, str):
        return None
    try:
        return yuan(value)
    except ValueError:
        return None


def _paid(fields: Fields, payment: Payment) -> Outcome:
    currency = fields.get("trans_currency") or "CNY"
    amount = money(fields.get("total_amount"))
    if fields.get("out_trade_no") != payment.id or amount != payment.amount or currency != "CNY":
        return _not_ours(fields, payment)
    return Paid(
        service_number=_text(fields.get("trade_no")), payer=_text(fields.get("buyer_logon_id"))
    )


def _not_ours(fields: Fields, payment: Payment) -> Unknown:
    log.error(
        "payment %s of %s fen: Alipay's answer is about another number or amount (trade %s)",
        payment.id,
        payment.amount.minor,
        _text(fields.get("trade_no")),
    )
    return Unknown("Alipay's answer is about another payment or amount. Look at its bill.")


def _unclear(fields: Fields) -> Unknown:
    code, sub_code = _codes(fields)
    return Unknown(f"Alipay says {code} {sub_code}.".replace(" .", "."))


def _codes(fields: Fields) -> tuple[str, str]:
    return _text(fields.get("code")), _text(fields.get("sub_code"))


def _text(value: object) -> str:
    """No longer than any of Alipay's fields that we keep."""
    return value[:100] if isinstance(value, str) else ""
