"""One rail in front of all: hands each payment, refund and hold to the rail that it names."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from kiosk.domain.hold import Hold, HoldOutcome
from kiosk.domain.money import Money
from kiosk.domain.payment import BY_MEMBER, Means, Outcome, Payment, Unknown
from kiosk.domain.refund import Refund, RefundOutcome
from kiosk.ports import HoldingRail, PaymentRail

log = logging.getLogger(__name__)


class RailSwitch:
    """A `PaymentRail` and a `HoldingRail`. A rail that is not set up any more answers Unknown:
    its old payments stay open, and somebody must look, but nothing is lost."""

    def __init__(
        self,
        rails: Mapping[str, PaymentRail],
        holding: Mapping[str, HoldingRail] | None = None,
    ) -> None:
        self._rails = dict(rails)
        self._holding = dict(holding or {})

    def charge(self, payment: Payment, means: Means) -> Outcome:
        rail = self._rails.get(payment.rail)
        return rail.charge(payment, means) if rail else _not_set_up(payment.rail)

    def query(self, payment: Payment) -> Outcome:
        rail = self._rails.get(payment.rail)
        return rail.query(payment) if rail else _not_set_up(payment.rail)

    def close(self, payment: Payment) -> Outcome:
        rail = self._rails.get(payment.rail)
        return rail.close(payment) if rail else _not_set_up(payment.rail)

    def refund(self, refund: Refund) -> RefundOutcome:
        rail = self._rails.get(refund.payment.rail)
        return rail.refund(refund) if rail else _not_set_up(refund.payment.rail)

    def query_refund(self, refund: Refund) -> RefundOutcome:
        rail = self._rails.get(refund.payment.rail)
        return rail.query_refund(refund) if rail else _not_set_up(refund.payment.rail)

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        rail = self._holding.get(hold.rail)
        return rail.hold(hold, means) if rail else _not_set_up(hold.rail)

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        rail = self._holding.get(hold.rail)
        return rail.capture(hold, amount) if rail else _not_set_up(hold.rail)

    def release(self, hold: Hold) -> HoldOutcome:
        rail = self._holding.get(hold.rail)
        return rail.release(hold) if rail else _not_set_up(hold.rail)

    def query_hold(self, hold: Hold) -> HoldOutcome:
        rail = self._holding.get(hold.rail)
        return rail.query_hold(hold) if rail else _not_set_up(hold.rail)


def _not_set_up(rail: str) -> Unknown:
    log.error("the way to pay %r is not set up on this kiosk", rail)
    return Unknown(f"The way to pay {rail!r} is not set up here. Set it up, or settle by hand.")
