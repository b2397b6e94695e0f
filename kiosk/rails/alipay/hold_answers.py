"""What Alipay's answers mean for a pre-authorisation. Verified fields in, an outcome out; pure.

Field names and states: official SDK, AlipayFundAuthOperationDetailQueryResponse and its
neighbours [V]. Which sub_code says that there is no such order is [K].
"""

from __future__ import annotations

import logging

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import Refused, Unknown
from kiosk.rails.alipay.answers import BUSINESS_NO, DONE, Fields, money
from kiosk.rails.alipay.refusals import HOLD_FINAL

log = logging.getLogger(__name__)

_NOT_THERE = frozenset({"AUTH_ORDER_NOT_EXIST", "ORDER_NOT_EXIST", "ORDER_IS_NOT_EXIST"})  # [K]


def after_freeze(fields: Fields, hold: Hold) -> HoldOutcome:
    code, sub_code = fields.get("code"), str(fields.get("sub_code", ""))
    if code == BUSINESS_NO and sub_code in HOLD_FINAL:
        return Refused(HOLD_FINAL[sub_code])
    if code != DONE or fields.get("status") != "SUCCESS":
        return _unclear(fields)
    if fields.get("out_order_no") != hold.id or money(fields.get("amount")) != hold.amount:
        return _not_ours(hold)
    return Held(str(fields.get("auth_no", "")))


def after_hold_query(fields: Fields, hold: Hold) -> HoldOutcome:
    """`order_status`: INIT, AUTHORIZED, FINISH (paid out of it, nothing left), CLOSED (not
    authorised in time, or all let go) [V]. What was taken tells more than those two names."""
    if fields.get("code") != DONE:
        return _unclear(fields)
    if fields.get("out_order_no") != hold.id:
        return _not_ours(hold)
    taken = money(fields.get("total_pay_amount", "0"))
    match fields.get("order_status"):
        case "AUTHORIZED":
            return Held(str(fields.get("auth_no", "")))
        case "FINISH" | "CLOSED" if taken is not None:
            return Captured(taken) if taken.minor else Released()
        case _:
            return _unclear(fields)


def after_pay_out_of_hold(fields: Fields, hold: Hold, amount: Money) -> HoldOutcome:
    if fields.get("code") != DONE:
        return _unclear(fields)
    if fields.get("out_trade_no") != hold.id or money(fields.get("total_amount")) != amount:
        return _not_ours(hold)
    return Captured(amount, str(fields.get("trade_no", "")))


def after_unfreeze(fields: Fields, hold: Hold) -> HoldOutcome:
    if fields.get("code") != DONE or fields.get("status") != "SUCCESS":
        return _unclear(fields)
    return Released() if fields.get("out_order_no") == hold.id else _not_ours(hold)


def after_hold_cancel(fields: Fields, hold: Hold) -> HoldOutcome:
    """`action`: close or unfreeze; without it nothing was found, or it failed."""
    if fields.get("code") != DONE or fields.get("action") not in {"close", "unfreeze"}:
        return _unclear(fields)
    return Released() if fields.get("out_order_no") == hold.id else _not_ours(hold)


def is_not_there(fields: Fields) -> bool:
    return fields.get("code") == BUSINESS_NO and str(fields.get("sub_code", "")) in _NOT_THERE


def is_begun(fields: Fields) -> bool:
    """There is an order, and nobody has authorised it yet."""
    return fields.get("code") == DONE and fields.get("order_status") == "INIT"


def _not_ours(hold: Hold) -> Unknown:
    log.error("hold %s: Alipay's answer is about another order or amount", hold.id)
    return Unknown("Alipay's answer is about another order or amount. Look at its bill.")


def _unclear(fields: Fields) -> Unknown:
    said = (fields.get("code"), fields.get("sub_code"), fields.get("order_status"))
    return Unknown(f"Alipay says {' '.join(str(part)[:60] for part in said if part)}.")
