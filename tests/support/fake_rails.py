"""Payment rails that answer, lose answers, fail or hang, and two ways to be called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.domain.payment import Outcome, Payment, Unknown
from kiosk.flows.events import PaymentAnswered
from kiosk.ports import PaymentRail


class InlinePayments:
    """A `Payments` that runs the rail at once, on the caller's thread."""

    def __init__(self, rail: PaymentRail, on_event: Callable[[PaymentAnswered], None]) -> None:
        self._rail = rail
        self._on_event = on_event

    def charge(self, payment: Payment) -> None:
        self._on_event(PaymentAnswered(payment.id, self._rail.charge(payment)))

    def query(self, payment_id: str) -> None:
        self._on_event(PaymentAnswered(payment_id, self._rail.query(payment_id)))

    def close(self, payment_id: str) -> None:
        self._on_event(PaymentAnswered(payment_id, self._rail.close(payment_id)))


@dataclass
class HangingPayments:
    """A `Payments` that never answers, and remembers what it was asked."""

    calls: list[tuple[str, str]] = field(default_factory=list)

    def charge(self, payment: Payment) -> None:
        self.calls.append(("charge", payment.id))

    def query(self, payment_id: str) -> None:
        self.calls.append(("query", payment_id))

    def close(self, payment_id: str) -> None:
        self.calls.append(("close", payment_id))


class ScriptedRail:
    """A `PaymentRail` that gives the next answer of its script to every call; an exception in
    the script is raised. It stands on its last line."""

    def __init__(self, *script: Outcome | Exception) -> None:
        self._script = list(script)
        self.calls: list[tuple[str, str]] = []

    def charge(self, payment: Payment) -> Outcome:
        return self._next("charge", payment.id)

    def query(self, payment_id: str) -> Outcome:
        return self._next("query", payment_id)

    def close(self, payment_id: str) -> Outcome:
        return self._next("close", payment_id)

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

    def charge(self, payment: Payment) -> Outcome:
        return self._over_the_line(lambda: self._rail.charge(payment))

    def query(self, payment_id: str) -> Outcome:
        return self._over_the_line(lambda: self._rail.query(payment_id))

    def close(self, payment_id: str) -> Outcome:
        return self._over_the_line(lambda: self._rail.close(payment_id))

    def _over_the_line(self, call: Callable[[], Outcome]) -> Outcome:
        if self.is_down and self._loses_requests:
            return Unknown("no answer")
        outcome = call()
        return Unknown("no answer") if self.is_down else outcome
