"""The payments thread: one slow call to a rail at a time, every answer an event.

A call that fails in a way nobody foresaw is `Unknown`: the flow will ask again. Behind a rail that
hangs nothing piles up, and a charge that was given up meanwhile is never sent.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable

from kiosk.domain.payment import Outcome, Payment, Unknown
from kiosk.flows.events import PaymentAnswered
from kiosk.ports import PaymentRail

log = logging.getLogger(__name__)

STOP_S = 2.0

Asked = tuple[str, str]
"""A verb of `PaymentRail` and the payment's id."""


class PaymentsWorker:
    """A `Payments`. The rail is used by this thread only."""

    def __init__(self, rail: PaymentRail, on_event: Callable[[PaymentAnswered], None]) -> None:
        self._rail = rail
        self._on_event = on_event
        self._calls: queue.SimpleQueue[tuple[Asked, Callable[[], Outcome]] | None] = (
            queue.SimpleQueue()
        )
        self._waiting: set[Asked] = set()
        self._thread = threading.Thread(target=self._run, name="payments", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is under way may still end; what waits is found again by the next start."""
        self._calls.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def charge(self, payment: Payment) -> None:
        self._ask(("charge", payment.id), lambda: self._rail.charge(payment))

    def query(self, payment_id: str) -> None:
        self._ask(("query", payment_id), lambda: self._rail.query(payment_id))

    def close(self, payment_id: str) -> None:
        self._ask(("close", payment_id), lambda: self._rail.close(payment_id))

    def _ask(self, asked: Asked, call: Callable[[], Outcome]) -> None:
        """The same question once at a time: the answer to the first serves both."""
        if asked not in self._waiting:
            self._waiting.add(asked)
            self._calls.put((asked, call))

    def _run(self) -> None:
        while (waiting := self._calls.get()) is not None:
            asked, call = waiting
            self._waiting.discard(asked)
            verb, payment_id = asked
            if verb == "charge" and ("close", payment_id) in self._waiting:
                log.warning("payment %s was given up before it was sent", payment_id)
                continue  # the closing answers: the shopper was told that nothing is certain
            self._on_event(PaymentAnswered(payment_id, _outcome(payment_id, call)))


def _outcome(payment_id: str, call: Callable[[], Outcome]) -> Outcome:
    try:
        return call()
    except Exception as error:  # the money may have moved: this thread must not fall silent
        log.exception("payment %s: the rail failed", payment_id)
        return Unknown(f"the rail failed: {type(error).__name__}")
