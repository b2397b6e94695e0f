"""The kiosk's line to its broker: publishes what is in the outbox, for as long as it lives.

One thread, `cloud-link`, owns the socket and the outbox connection; `open_connection` and
`on_event` are called on it and on no other. `on_event` should put the event into a queue.
"""

import sqlite3
from collections.abc import Callable

from cloud_sync.connection_loop import ConnectionLoop
from cloud_sync.delivery import OutboxDelivery
from cloud_sync.events import LinkEvent
from cloud_sync.mqtt import MqttConnection
from cloud_sync.settings import BrokerSettings


class CloudLink:
    """Publishes each outbox row at least once, under its idempotency key (MQTT 5, QoS 1).

    `now_ms` is the wall clock in milliseconds since 1970; `jitter` draws evenly from 0 to 1.
    The outbox connection is opened anew at each connection to the broker and closed after it.
    """

    def __init__(
        self,
        settings: BrokerSettings,
        open_connection: Callable[[], sqlite3.Connection],
        on_event: Callable[[LinkEvent], None],
        *,
        now_ms: Callable[[], int],
        jitter: Callable[[], float],
    ) -> None:
        def connect() -> MqttConnection:
            return MqttConnection(
                settings.address, settings.client_id, settings.patience, settings.session_expiry_s
            )

        delivery = OutboxDelivery(settings, open_connection, on_event, now_ms=now_ms)
        self._loop = ConnectionLoop(
            connect, delivery, settings.patience, on_event, now_ms=now_ms, jitter=jitter
        )

    def start(self) -> None:
        """Returns at once; CloudConnected or CloudLost tells how it went."""
        self._loop.start()

    def wake(self) -> None:
        """Something was put and committed. Without it the row goes out within a second."""
        self._loop.wake()

    def stop(self) -> None:
        """Returns within 2 s. What was not acknowledged stays in the outbox."""
        self._loop.stop()
