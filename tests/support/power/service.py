"""A payment service with books of its own: what it did stays done when the kiosk loses power."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from kiosk.domain.payment import Closed, Means, Outcome, Paid, Payment, Unknown
from kiosk.domain.refund import Refund, Refunded, RefundOutcome
from tests.support.power.disk import Told

CHARGED, CLOSED, REFUNDED = "charged", "closed", "refunded"
Answer = TypeVar("Answer")
Tell = Callable[[str, str], None]


class Service:
    """A `PaymentRail`. Every act is told before it is answered; `loses_answers` loses the answer.

    `after` are the acts of before: the service does not forget them.
    """

    def __init__(self, tell: Tell, after: Iterable[Told] = ()) -> None:
        self._tell = tell
        self._done = {(told.what, told.ref) for told in after}
        self.loses_answers = False

    def refs(self, what: str) -> set[str]:
        """Ids of all that was charged, closed or refunded."""
        return {ref for done, ref in self._done if done == what}

    def charge(self, payment: Payment, means: Means) -> Outcome:
        if (CLOSED, payment.id) in self._done:
            return Closed()
        self._do(CHARGED, payment.id)
        return self._answer(Paid())

    def query(self, payment: Payment) -> Outcome:
        return self._answer(Paid() if self._has(CHARGED, payment) else Unknown("not seen"))

    def close(self, payment: Payment) -> Outcome:
        if self._has(CHARGED, payment):
            return self._answer(Paid())
        self._do(CLOSED, payment.id)
        return self._answer(Closed())

    def refund(self, refund: Refund) -> RefundOutcome:
        if not self._has(CHARGED, refund.payment):
            return Unknown("there is nothing to give back")
        self._do(REFUNDED, refund.id)
        return self._answer(Refunded())

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self.refund(refund)

    def _has(self, what: str, payment: Payment) -> bool:
        return (what, payment.id) in self._done

    def _do(self, what: str, ref: str) -> None:
        if (what, ref) not in self._done:
            self._done.add((what, ref))
            self._tell(what, ref)

    def _answer(self, outcome: Answer) -> Answer | Unknown:
        return Unknown("no answer") if self.loses_answers else outcome
