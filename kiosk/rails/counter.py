"""Money that staff take at the counter: cash, or a card on a terminal of its own.

The kiosk sees no money; what counts is that staff said so. What they said is decided once per
payment and written down before it is answered, like a payment service's own books: after a power
cut the rail still knows that it was paid, and a payment that was closed cannot be confirmed later.
"""

from __future__ import annotations

import logging
from typing import Literal, Protocol

from kiosk.domain.payment import AtCounter, Closed, Means, Outcome, Paid, Payment, Unknown, Waiting
from kiosk.domain.refund import Refund, Refunded, RefundOutcome
from kiosk.rails.errors import RailError

log = logging.getLogger(__name__)

Decision = Literal["paid", "closed"]


class CounterBook(Protocol):
    """Durable. Both raise RailError when the book cannot be read or written."""

    def decide(self, payment_id: str, decision: Decision, staff: str) -> Decision:
        """The decision that stands: this one, or an earlier one."""

    def decided(self, payment_id: str) -> Decision | None: ...


class CounterRail:
    """A `PaymentRail` for both cash and card."""

    def __init__(self, book: CounterBook) -> None:
        self._book = book

    def charge(self, payment: Payment, means: Means) -> Outcome:
        """Without AtCounter: waits for staff."""
        if not isinstance(means, AtCounter):
            return self.query(payment)
        if payment.amount.minor <= 0:
            return Unknown(f"a charge of {payment.amount.minor} moves no money")
        return self._decide(payment, "paid", means.staff)

    def query(self, payment: Payment) -> Outcome:
        try:
            return _outcome(self._book.decided(payment.id))
        except RailError as error:
            return _lost(payment, error)

    def close(self, payment: Payment) -> Outcome:
        return self._decide(payment, "closed", "")

    def refund(self, refund: Refund) -> RefundOutcome:
        """Staff hand the money over: the refund that they confirmed is the whole of it."""
        return Refunded()

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return Refunded()

    def _decide(self, payment: Payment, decision: Decision, staff: str) -> Outcome:
        try:
            return _outcome(self._book.decide(payment.id, decision, staff))
        except RailError as error:
            return _lost(payment, error)


def _outcome(decision: Decision | None) -> Outcome:
    match decision:
        case "paid":
            return Paid()
        case "closed":
            return Closed()
        case None:
            return Waiting()


def _lost(payment: Payment, error: RailError) -> Unknown:
    log.error("payment %s at the counter: %s", payment.id, error)
    return Unknown(str(error))
