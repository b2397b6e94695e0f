"""Keeps one MQTT connection alive on a thread of its own: connect, serve, back off, again."""

import logging
import threading
from collections.abc import Callable
from typing import Protocol

from cloud_sync.errors import CloudSyncError, ConnectionFailedError
from cloud_sync.events import CloudConnected, CloudLost
from cloud_sync.mqtt import Accepted, MqttConnection, MqttEvent, Refused
from cloud_sync.settings import Patience
from cloud_sync.waker import Waker

log = logging.getLogger(__name__)

STOP_S = 2.0


class Role(Protocol):
    """What is done on the connection. Every call comes on the loop's thread."""

    tick_s: float

    def begin(self, connection: MqttConnection, accepted: Accepted) -> None: ...

    def serve(self, connection: MqttConnection, events: list[MqttEvent]) -> None:
        """Called after every wait, also with no events: at least each `tick_s`."""

    def end(self) -> None:
        """The connection is gone. Called after every `begin`, also one that failed."""


class ConnectionLoop:
    """Lives once: after `stop` make a new one."""

    def __init__(
        self,
        connect: Callable[[], MqttConnection],
        role: Role,
        patience: Patience,
        on_event: Callable[[CloudConnected | CloudLost], None],
        *,
        now_ms: Callable[[], int],
        jitter: Callable[[], float],
    ) -> None:
        self._connect = connect
        self._role = role
        self._patience = patience
        self._on_event = on_event
        self._now_ms = now_ms
        self._jitter = jitter
        self._stopping = threading.Event()
        self._waker = Waker()
        self._told: CloudConnected | CloudLost | None = None
        self._thread = threading.Thread(target=self._run, name="cloud-link", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Serve now instead of at the next tick. From any thread; cheap."""
        self._waker.wake()

    def stop(self) -> None:
        """Returns within 2 s. A name look-up that hangs is left behind to end by itself."""
        self._stopping.set()
        self._waker.wake()
        if not self._thread.ident:
            self._waker.close()
            return
        self._thread.join(STOP_S)
        if self._thread.is_alive():
            log.warning("The cloud link still waits for the network; it will end by itself.")

    def _run(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            began = self._now_ms()
            try:
                self._live_once()
            except CloudSyncError as error:
                self._tell(CloudLost(str(error)))
            except Exception as error:
                log.exception("The cloud link met a fault of its own and starts again.")
                self._tell(CloudLost(f"The cloud link failed inside ({type(error).__name__})."))
            lived_long = self._now_ms() - began > self._patience.reconnect_max_s * 1000
            failures = 1 if lived_long else failures + 1
            if not self._stopping.is_set():
                self._stopping.wait(pause_s(self._patience, failures, self._jitter()))
        self._waker.close()

    def _live_once(self) -> None:
        """From the first byte to the last of one connection. Returns only to stop."""
        connection = self._connect()
        try:
            connection.open()
            accepted, events = self._wait_until_accepted(connection)
            if accepted is None:
                return
            self._serve(connection, accepted, events)
        finally:
            connection.close()

    def _serve(
        self, connection: MqttConnection, accepted: Accepted, events: list[MqttEvent]
    ) -> None:
        try:
            self._role.begin(connection, accepted)
            self._tell(CloudConnected())
            while not self._stopping.is_set():
                self._role.serve(connection, events)
                events = self._events(connection, self._role.tick_s)
        finally:
            self._role.end()

    def _wait_until_accepted(
        self, connection: MqttConnection
    ) -> tuple[Accepted | None, list[MqttEvent]]:
        """The answer, and what came with it in the same breath (a waiting message, perhaps)."""
        began = self._now_ms()
        while not self._stopping.is_set():
            events = self._events(connection, self._patience.answer_timeout_s / 10)
            for event in events:
                if isinstance(event, Accepted):
                    return event, [other for other in events if other is not event]
            if self._now_ms() - began > self._patience.answer_timeout_s * 1000:
                raise ConnectionFailedError(
                    "The broker took the connection but never answered. Check that the port "
                    "is an MQTT port and whether it expects TLS."
                )
        return None, []

    def _events(self, connection: MqttConnection, timeout_s: float) -> list[MqttEvent]:
        events = connection.service(self._waker, timeout_s)
        for event in events:
            if isinstance(event, Refused) and not self._stopping.is_set():
                # What came before it is dropped: it will come again, with the same keys.
                raise ConnectionFailedError(event.reason)
        return events

    def _tell(self, news: CloudConnected | CloudLost) -> None:
        """Each state once: an hour without a broker is one event and one log line."""
        if news == self._told:
            return
        self._told = news
        if isinstance(news, CloudLost):
            log.warning("Cloud lost: %s", news.reason)
        else:
            log.info("Cloud connected.")
        self._on_event(news)


def pause_s(patience: Patience, failures: int, jitter: float) -> float:
    """Doubling pause, of which `jitter` (0 to 1) takes away up to half: kiosks that lost the
    broker together must not come back together."""
    longest = min(patience.reconnect_max_s, patience.reconnect_min_s * 2.0 ** min(failures - 1, 20))
    return longest * (1 - jitter / 2)
