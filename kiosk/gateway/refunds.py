"""The desk for refunds: of payments that are paid, at most what was paid, each id once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from kiosk.domain.payment import Paid, Payment
from kiosk.domain.refund import Refund, RefundOutcome
from kiosk.gateway import hold_book, payment_book, refund_book
from kiosk.gateway.database import Database
from kiosk.gateway.devices import Device
from kiosk.gateway.errors import ConflictError, NoServiceError, NotKnownError, RequestError
from kiosk.gateway.payments import Now, PaymentDesk
from kiosk.gateway.turns import Turns
from kiosk.ports import PaymentRail
from kiosk.storage.database import in_our_words, transaction

log = logging.getLogger(__name__)


class RefundDesk:
    """As PaymentDesk, whose `rails` and `turns` it shares."""

    def __init__(
        self,
        database: Database,
        payments: PaymentDesk,
        rails: Mapping[str, PaymentRail],
        turns: Turns,
        now: Now,
    ) -> None:
        self._database = database
        self._payments = payments
        self._rails = dict(rails)
        self._turns = turns
        self._now = now

    def refund(self, device: Device, refund: Refund) -> RefundOutcome:
        if refund.amount.currency != refund.payment.amount.currency:
            raise RequestError("amount: must be in the payment's currency")
        self._adopt(device, refund.payment)
        entry = self._payments.paid_entry(device, refund.payment)
        refund = replace(refund, payment=entry.payment)
        if not isinstance(entry.outcome, Paid):
            raise ConflictError(f"Payment {refund.payment.id} is not paid: nothing to give back.")
        with self._turns.of(refund.payment.id):
            with transaction(self._database()) as db:
                known = refund_book.find_same(db, refund)
                known = known or refund_book.add(db, refund, self._now())
            if known.outcome is not None:
                return known.outcome
            log.info("refund %s of %s by %s", refund.id, refund.amount.minor, device.name)
            return self._record(refund, self._rail(refund).refund(refund))

    def query(self, device: Device, refund: Refund) -> RefundOutcome:
        self._adopt(device, refund.payment)
        entry = self._payments.paid_entry(device, refund.payment)  # whose payment is it?
        refund = replace(refund, payment=entry.payment)
        with in_our_words():
            known = refund_book.find_same(self._database(), refund)
        if known is None:
            raise NotKnownError(f"Refund {refund.id} was never asked for here.")
        if known.outcome is not None:
            return known.outcome
        return self._record(refund, self._rail(refund).query_refund(refund))

    def _adopt(self, device: Device, payment: Payment) -> None:
        """Money captured out of a hold is a payment from its first refund on: of the hold's id."""
        with transaction(self._database()) as db:
            if payment_book.find(db, payment.id) is not None:
                return
            captured = hold_book.captured(db, payment, device)
            if captured is not None:
                payment_book.add(db, payment, device, self._now())
                paid = Paid(service_number=captured.service_number)
                payment_book.keep(db, payment.id, paid)

    def push_late_ones(self) -> int:
        """Try once to give back what was paid too late; how many are still open."""
        with in_our_words():
            waiting = refund_book.late_ones(self._database())
        for refund in waiting:
            if refund.payment.rail in self._rails:
                with self._turns.of(refund.payment.id):
                    self._record(refund, self._rail(refund).refund(refund))
        with in_our_words():
            return len(refund_book.late_ones(self._database()))

    def _record(self, refund: Refund, outcome: RefundOutcome) -> RefundOutcome:
        with transaction(self._database()) as db:
            stands = refund_book.keep(db, refund.id, outcome)
        log.info("refund %s is %s", refund.id, type(stands).__name__.lower())
        return stands

    def _rail(self, refund: Refund) -> PaymentRail:
        rail = self._rails.get(refund.payment.rail)
        if rail is None:
            raise NoServiceError(f"This gateway has no account for {refund.payment.rail!r}.")
        return rail
