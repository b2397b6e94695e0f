"""Orders, outboxes, links and back offices with sensible defaults."""

import queue
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeVar

from cloud_sync import outbox, topics
from cloud_sync.link import CloudLink
from cloud_sync.listener import Listening
from cloud_sync.outbox import OutboundMessage
from cloud_sync.payloads import OrderLine, OrderPaid
from cloud_sync.settings import BrokerAddress, BrokerSettings, Patience
from cloud_sync.simulator.back_office import BackOffice
from cloud_sync.simulator.faults import Faults

SITE, DEVICE = "museum-east", "kiosk-7"
CHINA = timezone(timedelta(hours=8))
QUICK = Patience(reconnect_min_s=0.02, reconnect_max_s=0.1, answer_timeout_s=5)
WAIT_S = 20.0

T = TypeVar("T")


class HandClock:
    """Milliseconds that pass only when a test says so."""

    def __init__(self, now_ms: int = 1_760_000_000_000) -> None:
        self.value = now_ms

    def now_ms(self) -> int:
        return self.value

    def advance(self, seconds: float) -> None:
        self.value += int(seconds * 1000)


class News:
    """Everything told by a link or an office, in order; waits are bounded."""

    def __init__(self) -> None:
        self.seen: list[object] = []
        self._queue: queue.Queue[object] = queue.Queue()

    def __call__(self, item: object) -> None:
        self._queue.put(item)

    def wait_for(self, kind: type[T]) -> T:
        while True:
            try:
                item = self._queue.get(timeout=WAIT_S)
            except queue.Empty:
                raise AssertionError(f"no {kind.__name__}; seen: {self.seen}") from None
            self.seen.append(item)
            if isinstance(item, kind):
                return item

    def collect(self) -> list[object]:
        """Empties the queue without waiting."""
        while not self._queue.empty():
            self.seen.append(self._queue.get_nowait())
        return self.seen


def an_order(order_id: str = "order-1", **changes: Any) -> OrderPaid:
    values: dict[str, Any] = {
        "order_id": order_id,
        "device": DEVICE,
        "site": SITE,
        "business_date": date(2025, 10, 9),
        "paid_at": datetime(2025, 10, 9, 16, 53, 20, tzinfo=CHINA),
        "currency": "CNY",
        "total_minor": 1250,
        "lines": (OrderLine(sku="tea-500", quantity=2, unit_price_minor=625),),
        "payment_id": f"pay-{order_id}",
        "rail": "face",
        "tickets": ("A17",),
    }
    return OrderPaid(**(values | changes))


def a_message(order_id: str = "order-1") -> OutboundMessage:
    return OutboundMessage(
        key=order_id,
        topic=topics.orders(SITE, DEVICE),
        payload=an_order(order_id).to_bytes(),
        created_at_ms=1_760_000_000_000,
    )


class OutboxFile:
    """A database with an outbox, as the kiosk has one."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self.using() as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(outbox.SCHEMA)

    def open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=10)

    @contextmanager
    def using(self) -> Iterator[sqlite3.Connection]:
        connection = self.open()
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def put(self, *order_ids: str) -> None:
        with self.using() as connection:
            for order_id in order_ids:
                outbox.put(connection, a_message(order_id))

    def count(self) -> int:
        with self.using() as connection:
            return outbox.count(connection)


def some_settings(address: BrokerAddress, **changes: Any) -> BrokerSettings:
    return replace(
        BrokerSettings(site=SITE, device=DEVICE, address=address, patience=QUICK), **changes
    )


@contextmanager
def a_link(
    settings: BrokerSettings,
    box: OutboxFile,
    news: News,
    clock: HandClock | None = None,
    *,
    open_connection: Callable[[], sqlite3.Connection] | None = None,
    now_ms: Callable[[], int] | None = None,
) -> Iterator[CloudLink]:
    link = CloudLink(
        settings,
        open_connection or box.open,
        news,
        now_ms=now_ms or (clock or HandClock()).now_ms,
        jitter=lambda: 0.0,
    )
    link.start()
    try:
        yield link
    finally:
        link.stop()


@contextmanager
def an_office(
    address: BrokerAddress, news: News, faults: Faults | None = None, clock: HandClock | None = None
) -> Iterator[BackOffice]:
    """Yields once the broker has granted its subscription: what is said before, nobody hears."""
    office = BackOffice(
        address,
        faults or Faults(),
        news,
        now_ms=(clock or HandClock()).now_ms,
        jitter=lambda: 0.0,
        patience=QUICK,
    )
    office.start()
    try:
        news.wait_for(Listening)
        yield office
    finally:
        office.stop()
