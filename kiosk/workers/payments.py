"""The payments threads: one slow call to a rail at a time on each, every answer an event.

Two lanes, each with a thread and rails of its own: the shopper's, and the guard's for what is
older. A call that fails in a way nobody foresaw is `Unknown`: it will be asked again. Behind a
rail that hangs nothing piles up; a charge or a hold that was given up meanwhile is never sent.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kiosk.domain.hold import Hold
from kiosk.domain.money import Money
from kiosk.domain.payment import BY_MEMBER, Means, Payment, Unknown
from kiosk.domain.refund import Refund
from kiosk.flows.money_events import HoldAnswered, PaymentAnswered, RefundAnswered
from kiosk.ports import HoldingRail, PaymentRail
from kiosk.workers.lane import Lane

log = logging.getLogger(__name__)

Answered = PaymentAnswered | RefundAnswered | HoldAnswered
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Rails:
    """What one lane calls. Made on the lane's thread, and used by it only."""

    payments: PaymentRail
    holds: HoldingRail


class PaymentsWorker:
    """`shopper` and `guard` are each a `Payments`. What either closes, neither charges any more."""

    def __init__(
        self, make_rails: Callable[[], Rails], on_event: Callable[[Answered], None]
    ) -> None:
        closed: set[str] = set()
        self._lanes = (
            Lane("payments", make_rails, on_event),
            Lane("payments-guard", make_rails, on_event),
        )
        self.shopper, self.guard = (LanePayments(lane, closed) for lane in self._lanes)

    def start(self) -> None:
        for lane in self._lanes:
            lane.start()

    def stop(self) -> None:
        """What is under way may still end; what waits is found again by the next start."""
        for lane in self._lanes:
            lane.end()
        for lane in self._lanes:
            lane.join()


class LanePayments:
    """A `Payments`. `closed`: ids that were asked to be closed or let go, in whichever lane."""

    def __init__(self, lane: Lane[Rails, Answered], closed: set[str]) -> None:
        self._lane = lane
        self._closed = closed

    # --- what can be asked --------------------------------------------------------------------

    def charge(self, payment: Payment, means: Means) -> None:
        self._ask(
            "charge",
            payment.id,
            lambda rails: rails.payments.charge(payment, means),
            PaymentAnswered,
        )

    def query(self, payment: Payment) -> None:
        self._ask("query", payment.id, lambda rails: rails.payments.query(payment), PaymentAnswered)

    def close(self, payment: Payment) -> None:
        self._closed.add(payment.id)
        self._ask("close", payment.id, lambda rails: rails.payments.close(payment), PaymentAnswered)

    def refund(self, refund: Refund) -> None:
        self._ask("refund", refund.id, lambda rails: rails.payments.refund(refund), RefundAnswered)

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> None:
        self._ask("hold", hold.id, lambda rails: rails.holds.hold(hold, means), HoldAnswered)

    def query_hold(self, hold: Hold) -> None:
        self._ask("query_hold", hold.id, lambda rails: rails.holds.query_hold(hold), HoldAnswered)

    def capture(self, hold: Hold, amount: Money) -> None:
        self._ask("capture", hold.id, lambda rails: rails.holds.capture(hold, amount), HoldAnswered)

    def release(self, hold: Hold) -> None:
        self._closed.add(hold.id)
        self._ask("release", hold.id, lambda rails: rails.holds.release(hold), HoldAnswered)

    # --- how it is done -----------------------------------------------------------------------

    def _ask(
        self,
        verb: str,
        of: str,
        call: Callable[[Rails], Said],
        answered: Callable[[str, Said | Unknown], Answered],
    ) -> None:
        """The same question once at a time: the answer to the first serves both."""

        def answer(rails: Callable[[], Rails]) -> Answered | None:
            if verb in {"charge", "hold"} and of in self._closed:
                log.warning("%s %s was given up before it was sent", verb, of)
                return None  # the closing answers
            return answered(of, _said(of, lambda: call(rails())))

        self._lane.ask((verb, of), answer)


def _said(of: str, call: Callable[[], Said]) -> Said | Unknown:
    try:
        return call()
    except Exception as error:  # the money may have moved: this thread must not fall silent
        log.exception("%s: the rail failed", of)
        return Unknown(f"the rail failed: {type(error).__name__}")
