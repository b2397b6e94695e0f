"""From the outbox to the broker: what goes out now, and what each answer means for a row.

Owns the outbox connection from `begin` to `end`, on the link's one thread.
"""

import contextlib
import logging
import sqlite3
from collections.abc import Callable, Iterator

from cloud_sync import inbox, outbox, topics
from cloud_sync.errors import MessageRejectedError, OutboxError, PayloadError
from cloud_sync.events import CommandWaits, LinkEvent, MessageDelivered, MessageRefused
from cloud_sync.mqtt import (
    Accepted,
    Acknowledged,
    Arrived,
    MqttConnection,
    MqttEvent,
    Publication,
    Subscribed,
)
from cloud_sync.outbox import OutboundMessage
from cloud_sync.payloads import CONTENT_TYPE, DeliveryReceipt
from cloud_sync.settings import BrokerSettings

log = logging.getLogger(__name__)


class OutboxDelivery:
    """A row that waits for its PUBACK is in `_in_flight` and is not sent again on this
    connection. A new connection starts with nothing in flight: what had no answer goes again,
    under the same key."""

    def __init__(
        self,
        settings: BrokerSettings,
        open_connection: Callable[[], sqlite3.Connection],
        on_event: Callable[[LinkEvent], None],
        *,
        now_ms: Callable[[], int],
    ) -> None:
        self.tick_s = min(1.0, settings.receipt_timeout_s / 2)
        self._settings = settings
        self._receipts_topic = topics.receipts(settings.site, settings.device)
        self._commands_topic = topics.commands(settings.site, settings.device)
        self._open_connection = open_connection
        self._on_event = on_event
        self._now_ms = now_ms
        self._database: sqlite3.Connection | None = None
        self._window = settings.window
        self._in_flight: dict[int, str] = {}

    def begin(self, connection: MqttConnection, accepted: Accepted) -> None:
        self._window = min(self._settings.window, accepted.window)
        self._in_flight.clear()
        with _translated():
            self._database = self._open_connection()
        if self._settings.expects_receipts:
            connection.subscribe(self._receipts_topic)
        if self._settings.hears_commands:
            connection.subscribe(self._commands_topic)

    def end(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def serve(self, connection: MqttConnection, events: list[MqttEvent]) -> None:
        """Answers first, in one transaction; then whatever the window has room for."""
        assert self._database is not None, "serve comes between begin and end"  # noqa: S101
        with _translated():
            if events:
                self._take(connection, self._database, events)
            self._send(connection, self._database)

    def _take(
        self, connection: MqttConnection, database: sqlite3.Connection, events: list[MqttEvent]
    ) -> None:
        news: list[LinkEvent] = []
        with database:
            for event in events:
                news += self._answer(database, event)
        for item in news:  # before anything that may fail: this is not told twice
            self._on_event(item)
        for event in events:
            if isinstance(event, Arrived):
                connection.acknowledge(event)

    def _answer(self, database: sqlite3.Connection, event: MqttEvent) -> list[LinkEvent]:
        match event:
            case Acknowledged(mid, refusal) if mid in self._in_flight:
                return self._acknowledged(database, self._in_flight.pop(mid), refusal)
            case Arrived(topic=topic, payload=payload) if topic == self._commands_topic:
                return self._command(database, payload)
            case Arrived(payload=payload):
                return self._receipt(database, payload)
            case Subscribed(refusal=str(refusal)):
                log.error(
                    "The broker refused a topic of ours (%s): without receipts, orders will go "
                    "out again and again. Allow the device to read receipts and commands.",
                    refusal,
                )
            case _:
                pass
        return []

    def _acknowledged(
        self, database: sqlite3.Connection, key: str, refusal: str | None
    ) -> list[LinkEvent]:
        if refusal is not None:
            return self._set_aside(database, key, refusal)
        if self._settings.expects_receipts:
            outbox.mark_sent(database, key, self._now_ms())
            return []
        return _done(database, key)

    def _receipt(self, database: sqlite3.Connection, payload: bytes) -> list[LinkEvent]:
        try:
            return _done(database, DeliveryReceipt.from_bytes(payload).key)
        except PayloadError as error:
            log.warning("A receipt was ignored. %s", error)
            return []

    def _command(self, database: sqlite3.Connection, payload: bytes) -> list[LinkEvent]:
        if not self._settings.hears_commands:
            return []
        if not inbox.put(database, payload):
            log.warning("A command of %d bytes was not kept: too long, or too many.", len(payload))
        return [CommandWaits()]

    def _set_aside(self, database: sqlite3.Connection, key: str, refusal: str) -> list[LinkEvent]:
        """Later again: one message the broker refuses must not hold up those behind it."""
        outbox.mark_sent(database, key, self._now_ms())
        log.warning("The broker refused message %s: %s", key, refusal)
        return [MessageRefused(key, refusal)]

    def _send(self, connection: MqttConnection, database: sqlite3.Connection) -> None:
        waiting = set(self._in_flight.values())
        for message in self._due(database):
            if len(self._in_flight) >= self._window:
                return
            if message.key not in waiting:
                self._publish(connection, database, message)

    def _due(self, database: sqlite3.Connection) -> list[OutboundMessage]:
        """New ones first: an old one that nobody answers must not hold up today's orders."""
        if len(self._in_flight) >= self._window:
            return []
        new = outbox.pending(database, self._window)
        if len(new) == self._window:
            return new
        return new + outbox.overdue(
            database,
            self._now_ms(),
            int(self._settings.receipt_timeout_s * 1000),
            int(self._settings.receipt_longest_s * 1000),
            self._window,
        )

    def _publish(
        self, connection: MqttConnection, database: sqlite3.Connection, message: OutboundMessage
    ) -> None:
        response_topic = self._receipts_topic if self._settings.expects_receipts else None
        publication = Publication(
            message.topic, message.payload, message.key, CONTENT_TYPE, response_topic
        )
        try:
            self._in_flight[connection.publish(publication)] = message.key
        except MessageRejectedError as error:
            with database:
                news = self._set_aside(database, message.key, str(error))
            for item in news:
                self._on_event(item)


def _done(database: sqlite3.Connection, key: str) -> list[LinkEvent]:
    return [MessageDelivered(key)] if outbox.forget(database, key) else []


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OutboxError(
            f"The outbox cannot be used: {error}. Check the disk; orders stay in the database."
        ) from error
