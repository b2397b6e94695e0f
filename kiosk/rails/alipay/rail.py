"""Alipay as a payment rail: which call is made for which means, and in which order.

Nothing is remembered but which codes our screen shows: every call asks Alipay by our own number,
so it can be repeated after any loss. What answers mean is in answers.py, what is sent in wire.py.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

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
    Payment,
    Rail,
    Refusal,
    Refused,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, RefundOutcome
from kiosk.rails.age import is_older
from kiosk.rails.alipay import answers, wire
from kiosk.rails.alipay.service import AlipayService
from kiosk.rails.errors import RailError

log = logging.getLogger(__name__)


class AlipayRail:
    """A `PaymentRail`. `agreement_of` gives a member's agreement number, or None; `agreement_ended`
    hears of a member whom Alipay does not charge by agreement (any more).

    ByFaceToken passes on what Alipay's own certified camera gave; our camera cannot make one.
    """

    def __init__(
        self,
        service: AlipayService,
        agreement_of: Callable[[str], str | None] = lambda _: None,
        agreement_ended: Callable[[str], object] = lambda _: None,
    ) -> None:
        self._service = service
        self._agreement_of = agreement_of
        self._agreement_ended = agreement_ended
        self._shown: set[str] = set()  # a hint for the screen alone; lost by a restart

    def charge(self, payment: Payment, means: Means) -> Outcome:
        if payment.amount.minor <= 0 or payment.amount.currency != "CNY":
            log.error("payment %s: Alipay takes positive amounts of CNY only", payment.id)
            return Refused(Refusal.DECLINED)
        account = self._service.account
        match means:
            case ByCode(code):
                if payment_code.rail_of(code) is not Rail.ALIPAY:
                    return Refused(Refusal.CODE_INVALID)
                return self._pay(payment, wire.pay_by_code(account, payment, "bar_code", code))
            case ByFaceToken(token):
                return self._pay(
                    payment, wire.pay_by_code(account, payment, "security_code", token)
                )
            case ByMember():
                return self._pay_by_agreement(payment)
            case ByScreen():
                return self._show_code(payment)
            case AtCounter():
                return Refused(Refusal.DECLINED)

    def query(self, payment: Payment) -> Outcome:
        try:
            fields = self._service.ask(wire.QUERY, wire.query(payment))
        except RailError as error:
            return _lost(payment, error)
        if answers.is_not_there(fields):
            # Alipay makes the trade when our code is scanned: until then there is none [K].
            return Waiting() if payment.id in self._shown else Unknown("Alipay has no such trade.")
        self._shown.discard(payment.id)  # somebody scanned it
        return answers.after_query(fields, payment)

    def close(self, payment: Payment) -> Outcome:
        """Cancels at once what Alipay says is not paid; nothing, while Alipay does not say so.

        Where Alipay never heard of the trade, a cancel does not forbid it for later [V: no
        `action`]. `time_expire` does: some time after it, there will be none.
        """
        try:
            fields = self._service.ask(wire.QUERY, wire.query(payment))
            found = answers.after_query(fields, payment)
            is_there = not answers.is_not_there(fields)
            if is_there and not isinstance(found, Waiting):
                return found
            cancelled = self._service.ask(wire.CANCEL, wire.cancel(payment))
        except RailError as error:
            return _lost(payment, error)
        outcome = answers.after_cancel(cancelled, payment)
        if isinstance(outcome, Unknown) and not is_there:
            return self._closed_by_time(payment, outcome)
        return outcome

    def refund(self, refund: Refund) -> RefundOutcome:
        try:
            fields = self._service.ask(wire.REFUND, wire.refund(refund))
        except RailError as error:
            return _lost(refund, error)
        outcome = answers.after_refund(fields, refund)
        if isinstance(outcome, Unknown) and fields.get("code") == answers.DONE:
            return self.query_refund(refund)
        return outcome

    def query_refund(self, refund: Refund) -> RefundOutcome:
        try:
            fields = self._service.ask(wire.REFUND_QUERY, wire.refund_query(refund))
        except RailError as error:
            return _lost(refund, error)
        return answers.after_refund_query(fields, refund)

    def _pay(self, payment: Payment, biz: wire.Biz) -> Outcome:
        try:
            outcome = answers.after_pay(self._service.ask(wire.PAY, biz), payment)
        except RailError as error:
            return _lost(payment, error)
        if outcome == Refused(Refusal.CODE_INVALID):
            return self._unless_it_was_us(payment, outcome)
        return outcome

    def _unless_it_was_us(self, payment: Payment, refused: Outcome) -> Outcome:
        """A code is good once: "used up" may mean by our own first request, whose answer we lost.

        So a refusal of a code counts when Alipay says as well that nothing came of it.
        """
        try:
            fields = self._service.ask(wire.QUERY, wire.query(payment))
        except RailError as error:
            return _lost(payment, error)
        return refused if answers.is_not_there(fields) else answers.after_query(fields, payment)

    def _pay_by_agreement(self, payment: Payment) -> Outcome:
        agreement_no = self._agreement_of(payment.member_id)
        if not agreement_no:
            return Refused(Refusal.NO_AGREEMENT)
        biz = wire.pay_by_agreement(self._service.account, payment, agreement_no)
        outcome = self._pay(payment, biz)
        if outcome == Refused(Refusal.NO_AGREEMENT):
            log.warning("payment %s: the member's agreement has ended at Alipay", payment.id)
            self._agreement_ended(payment.member_id)
        return outcome

    def _show_code(self, payment: Payment) -> Outcome:
        try:
            fields = self._service.ask(
                wire.PRECREATE, wire.precreate(self._service.account, payment)
            )
        except RailError as error:
            return _lost(payment, error)
        outcome = answers.after_precreate(fields, payment)
        if isinstance(outcome, Waiting):
            self._shown.add(payment.id)
        return outcome

    def _closed_by_time(self, payment: Payment, otherwise: Unknown) -> Outcome:
        if not is_older(payment.id, self._service.account.forget_after_s, self._service.now()):
            return otherwise
        self._shown.discard(payment.id)
        return Closed()


def _lost(what: Payment | Refund, error: RailError) -> Unknown:
    log.warning("%s at Alipay: %s", what.id, error)
    return Unknown(str(error))
