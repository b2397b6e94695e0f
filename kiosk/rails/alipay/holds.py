"""Pre-authorisation at Alipay: freeze, pay out of it, let the rest go.

Like the rail it remembers nothing: the number that Alipay gave (`auth_no`) is asked for again
before each step, so every step can be repeated after a restart.
"""

from __future__ import annotations

import logging

from kiosk.domain import payment_code
from kiosk.domain.hold import Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    BY_MEMBER,
    ByCode,
    ByFaceToken,
    Means,
    Rail,
    Refusal,
    Refused,
    Unknown,
)
from kiosk.rails.age import is_older
from kiosk.rails.alipay import hold_answers, wire
from kiosk.rails.alipay.answers import Fields, money
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.errors import RailError

log = logging.getLogger(__name__)

LATE_FREEZE_S = 300.0
"""A freeze has no absolute end like a trade's `time_expire`, and how old a request Alipay accepts
is not documented: so a hold that it never heard of is forgotten five minutes later [K]."""


class AlipayHolds:
    """A `HoldingRail`. The account needs a `seller_id`, and the product 预授权."""

    def __init__(self, service: AlipayService) -> None:
        self._service = service

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        """Alipay freezes by a code or a face token only; an agreement cannot (ByMember)."""
        if hold.amount.minor <= 0 or hold.amount.currency != "CNY":
            return Refused(Refusal.DECLINED)
        match means:
            case ByCode(code):
                if payment_code.rail_of(code) is not Rail.ALIPAY:
                    return Refused(Refusal.CODE_INVALID)
                return self._freeze(hold, "bar_code", code)
            case ByFaceToken(token):
                return self._freeze(hold, "security_code", token)
            case _:
                return Refused(Refusal.NO_ACCOUNT)

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        if not 0 < amount.minor <= hold.amount.minor or amount.currency != hold.amount.currency:
            log.error("hold %s: cannot take %s fen out of it", hold.id, amount.minor)
            return Unknown(f"{amount.minor} fen cannot be taken out of {hold.amount.minor}.")
        try:
            fields = self._look(hold)
            held = hold_answers.after_hold_query(fields, hold)
            if not isinstance(held, Held):
                return held
            biz = wire.pay_out_of_hold(
                self._service.account,
                hold,
                amount,
                held.service_number,
                str(fields.get("payer_user_id", "")),
            )
            return hold_answers.after_pay_out_of_hold(
                self._service.ask(wire.PAY, biz), hold, amount
            )
        except RailError as error:
            return _lost(hold, error)

    def release(self, hold: Hold) -> HoldOutcome:
        try:
            fields = self._look(hold)
            if hold_answers.is_begun(fields) or hold_answers.is_not_there(fields):
                return self._cancel(hold, fields)
            held = hold_answers.after_hold_query(fields, hold)
            if not isinstance(held, Held):
                return held
            rest = money(fields.get("rest_amount")) or hold.amount
            biz = wire.unfreeze(hold, held.service_number, rest)
            return hold_answers.after_unfreeze(self._service.ask(wire.UNFREEZE, biz), hold)
        except RailError as error:
            return _lost(hold, error)

    def query_hold(self, hold: Hold) -> HoldOutcome:
        try:
            return hold_answers.after_hold_query(self._look(hold), hold)
        except RailError as error:
            return _lost(hold, error)

    def _freeze(self, hold: Hold, code_type: str, code: str) -> HoldOutcome:
        biz = wire.freeze(self._service.account, hold, code_type, code)
        try:
            outcome = hold_answers.after_freeze(self._service.ask(wire.FREEZE, biz), hold)
            if outcome != Refused(Refusal.CODE_INVALID):
                return outcome
            fields = self._look(hold)  # "used up", by our own first request?
        except RailError as error:
            return _lost(hold, error)
        if hold_answers.is_not_there(fields):
            return outcome
        return hold_answers.after_hold_query(fields, hold)

    def _look(self, hold: Hold) -> Fields:
        return self._service.ask(wire.HOLD_QUERY, wire.hold_query(hold))

    def _cancel(self, hold: Hold, fields: Fields) -> HoldOutcome:
        cancelled = self._service.ask(wire.HOLD_CANCEL, wire.hold_cancel(hold))
        outcome = hold_answers.after_hold_cancel(cancelled, hold)
        forget_after_s = self._service.account.forget_after_s + LATE_FREEZE_S
        if (
            isinstance(outcome, Unknown)
            and hold_answers.is_not_there(fields)
            and is_older(hold.id, forget_after_s, self._service.now())
        ):
            return Released()
        return outcome


def _lost(hold: Hold, error: RailError) -> Unknown:
    log.warning("hold %s at Alipay: %s", hold.id, error)
    return Unknown(str(error))
