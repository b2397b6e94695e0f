"""Payment rails that answer, lose answers, fail or hang, and two ways to be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from kiosk.domain.hold import Hold
from kiosk.domain.identity import Approval, Identity, Proof
from kiosk.domain.money import Money
from kiosk.domain.payment import BY_MEMBER, Means, Outcome, Payment, Unknown
from kiosk.domain.refund import Refund, RefundOutcome, RefundRefused
from kiosk.domain.risk import Deed
from kiosk.flows.money_effects import PlaceHold
from kiosk.flows.money_events import HoldAnswered, PaymentAnswered, RefundAnswered
from kiosk.ports import HoldingRail, PaymentRail

Answered = PaymentAnswered | RefundAnswered | HoldAnswered
Said = TypeVar("Said")


class InlinePayments:
    """A `Payments` that runs the rail at once, on the caller's thread."""

    def __init__(
        self,
        rail: PaymentRail,
        on_event: Callable[[Answered], None],
        holding: HoldingRail | None = None,
    ) -> None:
        self._rail = rail
        self._on_event = on_event
        self._holding = holding

    def charge(self, payment: Payment, means: Means) -> None:
        self._on_event(PaymentAnswered(payment.id, self._rail.charge(payment, means)))

    def query(self, payment: Payment) -> None:
        self._on_event(PaymentAnswered(payment.id, self._rail.query(payment)))

    def close(self, payment: Payment) -> None:
        self._on_event(PaymentAnswered(payment.id, self._rail.close(payment)))

    def refund(self, refund: Refund) -> None:
        self._on_event(RefundAnswered(refund.id, self._rail.refund(refund)))

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> None:
        self._on_event(HoldAnswered(hold.id, self._holds().hold(hold, means)))

    def query_hold(self, hold: Hold) -> None:
        self._on_event(HoldAnswered(hold.id, self._holds().query_hold(hold)))

    def capture(self, hold: Hold, amount: Money) -> None:
        self._on_event(HoldAnswered(hold.id, self._holds().capture(hold, amount)))

    def release(self, hold: Hold) -> None:
        self._on_event(HoldAnswered(hold.id, self._holds().release(hold)))

    def _holds(self) -> HoldingRail:
        assert self._holding is not None, "this rail holds nothing"
        return self._holding


@dataclass
class HangingPayments:
    """A `Payments` that never answers, and remembers what it was asked."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    means: list[Means] = field(default_factory=list)

    def charge(self, payment: Payment, means: Means) -> None:
        self.calls.append(("charge", payment.id))
        self.means.append(means)

    def query(self, payment: Payment) -> None:
        self.calls.append(("query", payment.id))

    def close(self, payment: Payment) -> None:
        self.calls.append(("close", payment.id))

    def refund(self, refund: Refund) -> None:
        self.calls.append(("refund", refund.id))

    def hold(self, hold: Hold, means: Means = BY_MEMBER) -> None:
        self.calls.append(("hold", hold.id))

    def query_hold(self, hold: Hold) -> None:
        self.calls.append(("query_hold", hold.id))

    def capture(self, hold: Hold, amount: Money) -> None:
        self.calls.append((f"capture {amount.minor}", hold.id))

    def release(self, hold: Hold) -> None:
        self.calls.append(("release", hold.id))


class ScriptedRail:
    """A `PaymentRail` that gives the next answer of its script to every call; an exception in
    the script is raised. It stands on its last line. `refunds` is the script for refunds."""

    def __init__(self, *script: Outcome | Exception, refunds: RefundOutcome | None = None) -> None:
        self._script = list(script)
        self._refunds = refunds or RefundRefused("not in the script")
        self.calls: list[tuple[str, str]] = []

    def charge(self, payment: Payment, means: Means) -> Outcome:
        return self._next("charge", payment.id)

    def query(self, payment: Payment) -> Outcome:
        return self._next("query", payment.id)

    def close(self, payment: Payment) -> Outcome:
        return self._next("close", payment.id)

    def refund(self, refund: Refund) -> RefundOutcome:
        self.calls.append(("refund", refund.id))
        return self._refunds

    def query_refund(self, refund: Refund) -> RefundOutcome:
        self.calls.append(("query_refund", refund.id))
        return self._refunds

    def _next(self, call: str, payment_id: str) -> Outcome:
        self.calls.append((call, payment_id))
        line = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(line, Exception):
            raise line
        return line


class LosingRail:
    """A real rail behind a bad line: what is asked is done, but answers are lost while
    `is_down`, and with `loses_requests` the question is lost too."""

    def __init__(self, rail: PaymentRail, *, loses_requests: bool = False) -> None:
        self._rail = rail
        self._loses_requests = loses_requests
        self.is_down = True

    def charge(self, payment: Payment, means: Means) -> Outcome:
        return self._over_the_line(lambda: self._rail.charge(payment, means))

    def query(self, payment: Payment) -> Outcome:
        return self._over_the_line(lambda: self._rail.query(payment))

    def close(self, payment: Payment) -> Outcome:
        return self._over_the_line(lambda: self._rail.close(payment))

    def refund(self, refund: Refund) -> RefundOutcome:
        return self._over_the_line(lambda: self._rail.refund(refund))

    def query_refund(self, refund: Refund) -> RefundOutcome:
        return self._over_the_line(lambda: self._rail.query_refund(refund))

    def _over_the_line(self, call: Callable[[], Said]) -> Said | Unknown:
        if self.is_down and self._loses_requests:
            return Unknown("no answer")
        said = call()
        return Unknown("no answer") if self.is_down else said


def place_hold(hold: Hold) -> PlaceHold:
    """As a member's PIN says yes to it."""
    return PlaceHold(hold, Approval(Identity(hold.member_id, Proof.PIN), "order-1", hold.amount))


def any_yes(_approval: Approval, _deed: Deed) -> bool:
    """For a till whose test is not about faces (perform_faces.py)."""
    return True
