"""WeChat Payscore (免确认): open now, pay after. A hold that the service vouches for up to a limit.

CREATED → DOING → DONE, or REVOKED, EXPIRED [V: pay.weixin.qq.com/doc/v3/merchant/4012647419].
Creating, completing and cancelling may be repeated with the same parameters [V]. Completing starts
the collection, which WeChat Pay repeats until it succeeds: until then it is not Captured.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from wechatpayv3 import WeChatPay

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import BY_MEMBER, ByMember, Means, Refusal, Refused, Unknown
from kiosk.rails.age import is_older
from kiosk.rails.errors import RailError
from kiosk.rails.wechat.answers import is_not_there, text, unclear
from kiosk.rails.wechat.merchant import Answer, Merchant
from kiosk.rails.wechat.refusals import HOLD_FINAL

log = logging.getLogger(__name__)

BEIJING = ZoneInfo("Asia/Shanghai")


class PayscoreHolds:
    """A `HoldingRail`. `openid_of` gives a member's openid at our appid, or None.

    A payment id must not be used as a hold id at the same merchant, and refunds of what was
    captured go by WeChat's own transaction number, not by the hold's [V].
    """

    def __init__(
        self,
        merchant: Merchant,
        openid_of: Callable[[str], str | None],
        now: Callable[[], datetime],
    ) -> None:
        self._merchant = merchant
        self._account = merchant.account
        self._openid_of = openid_of
        self._now = now

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        """By the member's openid only: Payscore takes no code."""
        if hold.amount.minor <= 0 or hold.amount.currency != "CNY":
            return Refused(Refusal.DECLINED)
        openid = self._openid_of(hold.member_id) if isinstance(means, ByMember) else None
        if not openid:
            return Refused(Refusal.NO_ACCOUNT)
        answer = self._ask(hold, lambda wechat: self._create(wechat, hold, openid))
        if isinstance(answer, Unknown):
            return answer
        if 400 <= answer.status < 500 and answer.code in HOLD_FINAL:
            return Refused(HOLD_FINAL[answer.code])
        return self._outcome(answer, hold)

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        if not 0 < amount.minor <= hold.amount.minor or amount.currency != hold.amount.currency:
            log.error("hold %s: cannot take %s fen out of it", hold.id, amount.minor)
            return Unknown(f"{amount.minor} fen cannot be taken out of {hold.amount.minor}.")
        # The end of the service is part of the parameters that must not change on a repetition,
        # so a hold that is being collected already is asked about, not completed again.
        before = self.query_hold(hold)
        if not isinstance(before, Held):
            return before
        answer = self._ask(hold, lambda wechat: self._complete(wechat, hold, amount))
        return answer if isinstance(answer, Unknown) else self._outcome(answer, hold)

    def release(self, hold: Hold) -> HoldOutcome:
        answer = self._ask(
            hold,
            lambda wechat: wechat.payscore_cancel(
                hold.id, self._account.payscore_service_id, "nothing taken"
            ),
        )
        if isinstance(answer, Unknown):
            return answer
        after = self.query_hold(hold)
        return self._released_by_time(hold, answer, after)

    def query_hold(self, hold: Hold) -> HoldOutcome:
        answer = self._look(hold)
        return answer if isinstance(answer, Unknown) else self._outcome(answer, hold)

    def _look(self, hold: Hold) -> Answer | Unknown:
        return self._ask(
            hold,
            lambda wechat: wechat.payscore_query(
                self._account.payscore_service_id, out_order_no=hold.id
            ),
        )

    def _create(self, wechat: WeChatPay, hold: Hold, openid: str) -> tuple[int, str]:
        return wechat.payscore_create(  # type: ignore[no-any-return]
            out_order_no=hold.id,
            service_id=self._account.payscore_service_id,
            service_introduction=hold.subject[:20] or "Kaimen",
            time_range={"start_time": "OnAccept"},
            # Which names a service may use for its risk fund is agreed with WeChat Pay [K].
            risk_fund={"name": "ESTIMATE_ORDER_COST", "amount": hold.amount.minor},
            openid=openid,
            need_user_confirm=False,
        )

    def _complete(self, wechat: WeChatPay, hold: Hold, amount: Money) -> tuple[int, str]:
        """`name` is the only one allowed for unmanned retail [V: payments.md 2.4]."""
        line = {
            "name": "商品信息",
            "amount": amount.minor,
            "description": hold.subject[:30] or "Kaimen",
            "count": 1,
        }
        end = self._now().astimezone(BEIJING).strftime("%Y%m%d%H%M%S")
        return wechat.payscore_complete(  # type: ignore[no-any-return]
            out_order_no=hold.id,
            service_id=self._account.payscore_service_id,
            post_payments=[line],
            total_amount=amount.minor,
            time_range={"end_time": end},
        )

    def _outcome(self, answer: Answer, hold: Hold) -> HoldOutcome:
        fields = answer.fields
        if answer.status != 200:
            return unclear(answer)
        if fields.get("out_order_no") != hold.id or fields.get("mchid") != self._account.mchid:
            log.error("hold %s: WeChat Pay's answer is about another order", hold.id)
            return Unknown("WeChat Pay's answer is about another order. Look at its bill.")
        match fields.get("state"), fields.get("state_description"):
            case "DOING", "USER_CONFIRM":
                return Held(text(fields.get("order_id")))
            case "DONE", _:
                return _collected(answer, hold)
            case (("REVOKED" | "EXPIRED"), _):
                return Released()
            case state, described:
                return Unknown(f"WeChat Pay says {text(state)} {text(described)}.")

    def _released_by_time(self, hold: Hold, cancelled: Answer, after: HoldOutcome) -> HoldOutcome:
        if isinstance(after, Held):
            return Unknown("WeChat Pay has not let the hold go yet.")
        is_late = is_older(hold.id, self._account.forget_after_s, self._now())
        if isinstance(after, Unknown) and is_not_there(cancelled) and is_late:
            return Released()
        return after

    def _ask(self, hold: Hold, call: Callable[[WeChatPay], tuple[int, str]]) -> Answer | Unknown:
        try:
            return self._merchant.ask(call)
        except RailError as error:
            log.warning("hold %s at WeChat Pay: %s", hold.id, error)
            return Unknown(str(error))


def _collected(answer: Answer, hold: Hold) -> HoldOutcome:
    """DONE: collected, or nothing was to be paid. `total_amount` in fen."""
    total = answer.fields.get("total_amount")
    if type(total) is not int or not 0 <= total <= hold.amount.minor:
        log.error("hold %s: WeChat Pay collected an amount that we did not ask for", hold.id)
        return Unknown("WeChat Pay collected another amount. Look at its bill.")
    collection = answer.fields.get("collection")
    details = collection.get("details") if isinstance(collection, dict) else None
    first = details[0] if isinstance(details, list) and details else {}
    number = text(first.get("transaction_id")) if isinstance(first, dict) else ""
    return Captured(Money(total), number) if total else Released()
