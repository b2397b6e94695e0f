"""Which of Alipay's `sub_code`s (under code 40004) are a final no, and what to tell the shopper.

What is not listed here is not final: the rail answers Unknown, and asks again. In particular
ACQ.SYSTEM_ERROR, ACQ.TRADE_HAS_SUCCESS, ACQ.TRADE_HAS_CLOSE and ACQ.CONTEXT_INCONSISTENT say
nothing about whether money moved under this number.

Sources: [S] Alipay's error list for alipay.trade.pay, articleId=104632 and mirrors in public
code. That each of them is final is [K]: Alipay's texts advise another way to pay or a new number.
"""

from __future__ import annotations

from kiosk.domain.payment import Refusal

FINAL: dict[str, Refusal] = {
    "ACQ.PAYMENT_AUTH_CODE_INVALID": Refusal.CODE_INVALID,
    "ACQ.PULL_MOBILE_CASHIER_FAIL": Refusal.CODE_INVALID,
    "ACQ.BUYER_BALANCE_NOT_ENOUGH": Refusal.NOT_ENOUGH,
    "ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH": Refusal.NOT_ENOUGH,
    "ACQ.ERROR_BALANCE_PAYMENT_DISABLE": Refusal.DECLINED,
    "ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE": Refusal.DECLINED,
    "ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR": Refusal.OVER_LIMIT,
    "ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR": Refusal.OVER_LIMIT,
    "ACQ.BEYOND_PAY_RESTRICTION": Refusal.OVER_LIMIT,
    "ACQ.BEYOND_PER_RECEIPT_RESTRICTION": Refusal.OVER_LIMIT,
    "ACQ.BEYOND_PER_RECEIPT_DAY_RESTRICTION": Refusal.OVER_LIMIT,
    "ACQ.BEYOND_PER_RECEIPT_SINGLE_RESTRICTION": Refusal.OVER_LIMIT,
    "ACQ.MERCHANT_PERM_RECEIPT_DAY_LIMIT": Refusal.OVER_LIMIT,
    "ACQ.MERCHANT_PERM_RECEIPT_SINGLE_LIMIT": Refusal.OVER_LIMIT,
    "ACQ.PRODUCT_AMOUNT_LIMIT_ERROR": Refusal.OVER_LIMIT,
    "ACQ.CYCLE_PAY_SINGLE_FEE_EXCEED": Refusal.OVER_LIMIT,
    "ACQ.TOTAL_FEE_EXCEED": Refusal.OVER_LIMIT,
    "ACQ.BUYER_ENABLE_STATUS_FORBID": Refusal.DECLINED,
    "ACQ.BUYER_NOT_EXIST": Refusal.NO_ACCOUNT,
    "ACQ.BUYER_SELLER_EQUAL": Refusal.DECLINED,
    "ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT": Refusal.DECLINED,
    "ACQ.NOT_CERTIFIED_USER": Refusal.DECLINED,
    "ACQ.PAYMENT_REQUEST_HAS_RISK": Refusal.DECLINED,
    "ACQ.MOBILE_PAYMENT_SWITCH_OFF": Refusal.DECLINED,
    "ACQ.USER_FACE_PAYMENT_SWITCH_OFF": Refusal.DECLINED,
    "ACQ.NOW_TIME_AFTER_EXPIRE_TIME_ERROR": Refusal.CODE_INVALID,
    "ACQ.AGREEMENT_INVALID": Refusal.NO_AGREEMENT,
    "ACQ.AGREEMENT_NOT_EXIST": Refusal.NO_AGREEMENT,
    "ACQ.AGREEMENT_STATUS_NOT_NORMAL": Refusal.NO_AGREEMENT,
}

NOT_THERE = "ACQ.TRADE_NOT_EXIST"
"""Of a query. Not a no: the request may still be on its way."""

HOLD_FINAL: dict[str, Refusal] = {
    **FINAL,
    "PAYER_BALANCE_NOT_ENOUGH": Refusal.NOT_ENOUGH,
    "AUTH_TOKEN_NOT_EXIST": Refusal.CODE_INVALID,
}
"""Of alipay.fund.auth.order.freeze; its own two names are [K]."""

REFUND_FINAL = frozenset(
    {
        "ACQ.REFUND_AMT_NOT_EQUAL_TOTAL",  # more than is left of the payment
        "ACQ.REASON_TRADE_REFUND_FEE_ERR",  # likewise
        "ACQ.TRADE_HAS_FINISHED",  # the time in which refunds are possible is over
        "ACQ.TRADE_NOT_ALLOW_REFUND",
    }
)
"""[S]. ACQ.SELLER_BALANCE_NOT_ENOUGH is not here: top up the account, and the same refund goes."""
