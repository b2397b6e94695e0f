"""A payment service behind the gateway, with books of its own: a rail that counts what it moves."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.domain.hold import Captured, Held, Hold, HoldOutcome, Released
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    BY_MEMBER,
    ByScreen,
    Closed,
    Means,
    Outcome,
    Paid,
    Payment,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundOutcome


@dataclass
class BookedService:
    """A `PaymentRail` and a `HoldingRail`: the gateway's rail and the service in one.

    `charged` and `given_back` in fen by id; each id once, however often it is asked for.
    """

    charged: dict[str, int] = field(default_factory=dict)
    given_back: dict[str, int] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    captured: dict[str, int] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    released: set[str] = field(default_factory=set)
    held_by: list[Means] = field(default_factory=list)
    calls: list[tuple[str, str]] = field(default_factory=list)
    loses_answers: bool = False
    before_charge: Callable[[], None] = lambda: None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def charge(self, payment: Payment, means: Means) -> Outcome:
        self.calls.append(("charge", payment.id))
        self.before_charge()
        if isinstance(means, ByScreen):
            return Waiting("https://qr.example/1")
        if payment.id in self.closed:
            return Closed()
        with self._lock:
            self.charged[payment.id] = payment.amount.minor
        return Unknown("lost") if self.loses_answers else self._paid()

    def pay_late(self, payment: Payment) -> None:
        """The shopper says yes in the app, at any time."""
        self.charged[payment.id] = payment.amount.minor

    def query(self, payment: Payment) -> Outcome:
        self.calls.append(("query", payment.id))
        if payment.id in self.charged:
            return self._paid()
        return Closed() if payment.id in self.closed else Unknown("no such trade")

    def close(self, payment: Payment) -> Outcome:
        self.calls.append(("close", payment.id))
        if payment.id in self.charged:
            return self._paid()
        if self.loses_answers:
            return Unknown("lost")
        self.closed.add(payment.id)
        return Closed()

    def refund(self, refund: Refund) -> RefundOutcome:
        self.calls.append(("refund", refund.id))
        self.given_back[refund.id] = refund.amount.minor
        return Unknown("lost") if self.loses_answers else Refunded()

    def query_refund(self, refund: Refund) -> RefundOutcome:
        self.calls.append(("query_refund", refund.id))
        return Refunded() if refund.id in self.given_back else Unknown("no such refund")

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> HoldOutcome:
        self.held_by.append(means)
        self.calls.append(("hold", hold.id))
        self.held[hold.id] = hold.amount.minor
        return Held("4200")

    def capture(self, hold: Hold, amount: Money) -> HoldOutcome:
        self.calls.append(("capture", hold.id))
        self.captured[hold.id] = amount.minor
        return Unknown("lost") if self.loses_answers else Captured(amount)

    def release(self, hold: Hold) -> HoldOutcome:
        self.calls.append(("release", hold.id))
        self.released.add(hold.id)
        return Released()

    def query_hold(self, hold: Hold) -> HoldOutcome:
        self.calls.append(("query_hold", hold.id))
        if hold.id in self.captured:
            return Captured(Money(self.captured[hold.id]))
        return Held("4200") if hold.id in self.held else Unknown("no such hold")

    def _paid(self) -> Outcome:
        return Paid(service_number="2026112122001", payer="138****0000")
