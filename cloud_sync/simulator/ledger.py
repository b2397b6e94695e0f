"""What a back office does with a message: check it, keep it once, decide on the receipt.

No network and no thread. Kept in memory: a real back office stores the order durably first.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from cloud_sync import topics
from cloud_sync.errors import PayloadError
from cloud_sync.mqtt import Arrived, Publication
from cloud_sync.payloads import (
    CONTENT_TYPE,
    DeliveryReceipt,
    MemberForgotten,
    OrderPaid,
    RefundDone,
)
from cloud_sync.simulator.faults import Faults


@dataclass(frozen=True, slots=True)
class OrderTaken:
    """A new order."""

    key: str
    order: OrderPaid


@dataclass(frozen=True, slots=True)
class RefundTaken:
    """A new refund, of an order that may not have come yet."""

    key: str
    refund: RefundDone


@dataclass(frozen=True, slots=True)
class AnswerTaken:
    """What became of a command, or a member who was forgotten without one."""

    key: str
    answer: MemberForgotten


@dataclass(frozen=True, slots=True)
class DuplicateDropped:
    """The key was known. It gets its receipt again: the first may have been lost."""

    key: str


@dataclass(frozen=True, slots=True)
class MessageRejected:
    """Not an order or a refund. It gets no receipt: it stays in the outbox to be looked at."""

    reason: str


Report = OrderPaid | RefundDone
Verdict = OrderTaken | RefundTaken | AnswerTaken | DuplicateDropped | MessageRejected


class Ledger:
    """Orders and refunds by idempotency key, and the receipts that are still to be sent."""

    def __init__(self, faults: Faults, now_ms: Callable[[], int]) -> None:
        self.faults = faults
        self.orders: dict[str, OrderPaid] = {}
        self.refunds: dict[str, RefundDone] = {}
        self.answers: dict[str, MemberForgotten] = {}
        self._now_ms = now_ms
        self._due: deque[tuple[int, Publication]] = deque()
        self._receipts = 0

    def take(self, arrived: Arrived) -> Verdict:
        """`receipts_due` brings the answer to it, now or later."""
        try:
            key, report = _checked(arrived)
        except PayloadError as error:
            return MessageRejected(str(error))
        if isinstance(report, MemberForgotten):
            return self._take_answer(arrived, key, report)
        known: Report | None = self.orders.get(key) or self.refunds.get(key)
        if known is not None and known != report:
            return MessageRejected(f"Key {key} was used before for another order or refund.")
        if arrived.response_topic is not None:
            self._plan_receipt(DeliveryReceipt.for_key(key), report)
        if known is not None:
            return DuplicateDropped(key)
        if isinstance(report, OrderPaid):
            self.orders[key] = report
            return OrderTaken(key, report)
        self.refunds[key] = report
        return RefundTaken(key, report)

    def _take_answer(self, arrived: Arrived, key: str, answer: MemberForgotten) -> Verdict:
        """The same command may be answered twice: with another receipt after a power cut."""
        if arrived.response_topic is not None:
            self._plan_receipt(DeliveryReceipt.for_key(key), answer)
        if self.answers.get(key) == answer:
            return DuplicateDropped(key)
        self.answers[key] = answer
        return AnswerTaken(key, answer)

    def receipts_due(self) -> list[Publication]:
        """Takes them out: each is given once."""
        due = []
        while self._due and self._due[0][0] <= self._now_ms():
            due.append(self._due.popleft()[1])
        return due

    def _plan_receipt(self, receipt: DeliveryReceipt, report: Report | MemberForgotten) -> None:
        self._receipts += 1
        dropped = self.faults.drop_every > 0 and self._receipts % self.faults.drop_every == 0
        if self.faults.silent or dropped:
            return
        at_ms = self._now_ms() + int(self.faults.delay_s * 1000)
        # Where we answer follows from the checked origin, not from what the message asks for.
        topic = topics.receipts(report.site, report.device)
        answer = Publication(topic, receipt.to_bytes(), receipt.key, CONTENT_TYPE)
        self._due.extend([(at_ms, answer)] * (2 if self.faults.duplicate else 1))


def _checked(arrived: Arrived) -> tuple[str, Report | MemberForgotten]:
    report: Report | MemberForgotten
    if origin := topics.origin_of_refunds(arrived.topic):
        report = RefundDone.from_bytes(arrived.payload)
    elif origin := topics.origin_of_answers(arrived.topic):
        report = MemberForgotten.from_bytes(arrived.payload)
    else:
        origin = topics.origin_of_orders(arrived.topic)
        report = OrderPaid.from_bytes(arrived.payload)
    if (report.site, report.device) != (origin.site, origin.device):
        raise PayloadError("The message names another kiosk than the topic it came on.")
    if arrived.key is None:
        raise PayloadError("The message has no idempotency-key property.")
    return DeliveryReceipt.for_key(arrived.key).key, report
