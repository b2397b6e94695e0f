"""WeChat Pay as a payment rail: which call is made for which means, and in which order.

Nothing is remembered but which codes our screen shows: every call asks by our own number, so it
can be repeated after any loss. What answers mean is in answers.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wechatpayv3 import WeChatPay, WeChatPayType

from kiosk.domain import payment_code
from kiosk.domain.payment import (
    AtCounter,
    ByCode,
    ByFaceToken,
    ByMember,
    ByScreen,
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    Rail,
    Refusal,
    Refused,
    Reversed,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, RefundOutcome
from kiosk.rails.age import is_older, made_at
from kiosk.rails.errors import RailError
from kiosk.rails.wechat import answers
from kiosk.rails.wechat.merchant import Answer, Merchant

log = logging.getLogger(__name__)

BEIJING = ZoneInfo("Asia/Shanghai")

UNNAMED_STORE = "0001"
"""Code pay asks for a scene [V: doc/v3/merchant/4012382150], whose store is `id` (WeChat's number)
and `out_id` (ours) [S]; whether a store is required, and which numbers are accepted, is [K]."""

_Ask = Callable[[WeChatPay], tuple[int, str]]


class WechatRail:
    """A `PaymentRail`. ByFaceToken is the 18-digit code that WeChat's own certified camera gives
    (`face_code_type=1`) [V]; our camera cannot make one. Members pay by Payscore (payscore.py):
    ByMember is refused here.
    """

    def __init__(self, merchant: Merchant, now: Callable[[], datetime]) -> None:
        self._merchant = merchant
        self._account = merchant.account
        self._now = now
        self._shown: set[str] = set()  # a hint for the screen and for close; lost by a restart

    def charge(self, payment: Payment, means: Means) -> Outcome:
        if payment.amount.minor <= 0 or payment.amount.currency != "CNY":
            log.error("payment %s: WeChat Pay takes positive amounts of CNY only", payment.id)
            return Refused(Refusal.DECLINED)
        match means:
            case ByCode(code):
                if payment_code.rail_of(code) is not Rail.WECHAT:
                    return Refused(Refusal.CODE_INVALID)
                return self._pay_by_code(payment, code)
            case ByFaceToken(token):
                return self._pay_by_code(payment, token)
            case ByScreen():
                return self._show_code(payment)
            case ByMember():
                return Refused(Refusal.NO_ACCOUNT)
            case AtCounter():
                return Refused(Refusal.DECLINED)

    def query(self, payment: Payment) -> Outcome:
        try:
            answer = self._look(payment)
        except RailError as error:
            return _lost(payment, error)
        if answers.is_not_there(answer):
            return (
                Waiting()
                if payment.id in self._shown
                else Unknown("WeChat Pay has no such payment.")
            )
        found = answers.after_query(answer, payment, self._account)
        if not isinstance(found, Waiting | Unknown):
            self._shown.discard(payment.id)
        return found

    def close(self, payment: Payment) -> Outcome:
        """Cancels at once what WeChat Pay says is not paid; nothing, while it does not say so.

        Code pay is reversed, a code on the screen is closed: after a restart nobody knows which it
        was, so what the service does not accept is followed by the other. What counts is its state
        afterwards; a reverse is repeated (by the guard) until that is final.
        """
        try:
            before = self._look(payment)
            is_there = not answers.is_not_there(before)
            found = answers.after_query(before, payment, self._account)
            if is_there and not isinstance(found, Waiting) and not _has_failed(before):
                return found
            is_cancelled = self._cancel(payment, before)
            after = self._look(payment)
        except RailError as error:
            return _lost(payment, error)
        if is_cancelled and _has_failed(after):
            return Closed()  # a reverse closes what failed [V: v2's page on code pay]
        return self._after_cancel(after, payment)

    def refund(self, refund: Refund) -> RefundOutcome:
        amount = {
            "refund": refund.amount.minor,
            "total": refund.payment.amount.minor,
            "currency": refund.amount.currency,
        }
        number = refund.payment.service_number
        # Either number will do [V]; money that Payscore collected has none of ours.
        named = {"transaction_id": number} if number else {"out_trade_no": refund.payment.id}
        return self._ask_refund(
            refund,
            lambda wechat: wechat.refund(
                out_refund_no=refund.id, amount=amount, reason=refund.reason.value, **named
            ),
        )

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self._ask_refund(refund, lambda wechat: wechat.query_refund(refund.id))

    # --- one step each -------------------------------------------------------------------------

    def _look(self, payment: Payment) -> Answer:
        return self._merchant.ask(lambda wechat: wechat.query(out_trade_no=payment.id))

    def _pay_by_code(self, payment: Payment, code: str) -> Outcome:
        store = self._account.store_id or UNNAMED_STORE
        scene = {
            "device_ip": self._account.device_ip,
            "store_info": {"id": store, "out_id": store},
        }
        if payment.terminal:
            scene["device_id"] = payment.terminal
        try:
            answer = self._merchant.ask(
                lambda wechat: wechat.pay(
                    pay_type=WeChatPayType.CODEPAY,
                    payer={"auth_code": code},
                    scene_info=scene,
                    **_order(payment),
                )
            )
        except RailError as error:
            return _lost(payment, error)
        outcome = answers.after_code_pay(answer, payment, self._account)
        if outcome == Refused(Refusal.CODE_INVALID):
            return self._unless_it_was_us(payment, outcome)
        return outcome

    def _unless_it_was_us(self, payment: Payment, refused: Outcome) -> Outcome:
        """A code is good once: "used up" may mean by our own first request, whose answer we lost.

        So a refusal of a code counts when WeChat Pay says as well that nothing came of it.
        """
        try:
            answer = self._look(payment)
        except RailError as error:
            return _lost(payment, error)
        if answers.is_not_there(answer) or _has_failed(answer):
            return refused
        return answers.after_query(answer, payment, self._account)

    def _show_code(self, payment: Payment) -> Outcome:
        made = made_at(payment.id) or self._now()
        expires = (made + timedelta(seconds=self._account.pay_within_s)).astimezone(BEIJING)
        try:
            answer = self._merchant.ask(
                lambda wechat: wechat.pay(
                    pay_type=WeChatPayType.NATIVE,
                    time_expire=expires.isoformat(timespec="seconds"),
                    **_order(payment),
                )
            )
        except RailError as error:
            return _lost(payment, error)
        outcome = answers.after_native(answer)
        if isinstance(outcome, Waiting):
            self._shown.add(payment.id)
        return outcome

    def _cancel(self, payment: Payment, before: Answer) -> bool:
        """Whether one of the two was accepted. The state afterwards tells what came of it."""
        steps: list[_Ask] = [
            lambda wechat: wechat.codepay_reverse(payment.id),
            lambda wechat: wechat.close(payment.id),
        ]
        if payment.id in self._shown or before.fields.get("trade_type") == "NATIVE":
            steps.reverse()
        for step in steps:
            answer = self._merchant.ask(step)
            if answer.is_done or answer.status >= 500:
                return answer.is_done
        return False

    def _after_cancel(self, after: Answer, payment: Payment) -> Outcome:
        if answers.is_not_there(after):
            if is_older(payment.id, self._account.forget_after_s, self._now()):
                return Closed()
            return Unknown("WeChat Pay has no such payment, but the request may be on its way.")
        found = answers.after_query(after, payment, self._account)
        if isinstance(found, Paid | Closed | Reversed):
            self._shown.discard(payment.id)
            return found
        return Unknown("WeChat Pay has not cancelled it yet.")

    def _ask_refund(self, refund: Refund, call: _Ask) -> RefundOutcome:
        try:
            return answers.after_refund(self._merchant.ask(call), refund)
        except RailError as error:
            return _lost(refund, error)


def _order(payment: Payment) -> dict[str, object]:
    return {
        "description": payment.subject[:127] or "Kaimen",
        "out_trade_no": payment.id,
        "amount": {"total": payment.amount.minor, "currency": payment.amount.currency},
    }


def _has_failed(answer: Answer) -> bool:
    """PAYERROR: this try failed. Whether the number can still be paid is [K]: so it is reversed."""
    return answer.status == 200 and answer.fields.get("trade_state") == "PAYERROR"


def _lost(what: Payment | Refund, error: RailError) -> Unknown:
    log.warning("%s at WeChat Pay: %s", what.id, error)
    return Unknown(str(error))
