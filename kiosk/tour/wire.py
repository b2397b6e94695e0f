"""All that goes over the wire between a kiosk and its broker, kept for the search for traces.

Twice: as bytes of the TCP line, and as messages that a subscriber of every topic (#) gets. A file
for each direction of each connection, because a number cut in two would not be found.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from threading import Condition

from cloud_sync.broker import HOST, EmbeddedBroker
from cloud_sync.listener import EAGER, Listener, ListenerEvent, Listening, Subscription
from cloud_sync.mqtt import Arrived
from cloud_sync.settings import BrokerAddress
from kiosk.simulators.bad_line import BadLine
from kiosk.tour.hand import TourError

EVERYTHING = "#"
"""Every topic but the broker's own, which begin with $ (MQTT 5, 4.7.2)."""
WAIT_S = 20.0


class Wire:
    """A broker on `port`, a line before it on the port that `address` tells, and two ears."""

    def __init__(self, home: Path, port: int, *, now_ms: Callable[[], int]) -> None:
        self._folder = home / "wire"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._change = Condition()
        self._is_listening = False
        self._messages = 0
        self._broker = EmbeddedBroker(port, home)
        self._line = BadLine((HOST, port), secrets.SystemRandom(), ear=self._sent)
        self._listener = Listener(
            Subscription(BrokerAddress(port=port), "kaimen-ear", EVERYTHING, patience=EAGER),
            self._arrived,
            self._told,
            outgoing=list,
            now_ms=now_ms,
            jitter=lambda: 0.5,
        )

    @property
    def port(self) -> int:
        """Where the kiosk connects."""
        return self._line.address[1]

    def start(self) -> None:
        """Returns once everything is heard. Raises EmbeddedBrokerError, TourError."""
        self._broker.start()
        self._listener.start()
        self._wait("the broker to let us listen", lambda: self._is_listening)
        self._line.start()

    def wait_for(self, messages: int) -> None:
        """Until a subscriber got so many. Raises TourError."""
        self._wait(f"{messages} messages", lambda: self._messages >= messages)

    def stop(self) -> None:
        self._line.stop()
        self._listener.stop()
        self._broker.stop()

    def _sent(self, direction: int, data: bytes) -> None:
        with self._change:
            self._keep(f"line-{direction:03d}", data)

    def _arrived(self, message: Arrived) -> None:
        told = (message.topic, message.key or "", message.response_topic or "")
        with self._change:
            self._keep("messages", "\n".join(told).encode() + b"\n" + message.payload + b"\n")
            self._messages += 1
            self._change.notify_all()

    def _told(self, news: ListenerEvent) -> None:
        with self._change:
            self._is_listening = self._is_listening or isinstance(news, Listening)
            self._change.notify_all()

    def _wait(self, what: str, is_so: Callable[[], bool]) -> None:
        with self._change:
            if not self._change.wait_for(is_so, WAIT_S):
                raise TourError(f"waited {WAIT_S:.0f} s for {what} on the wire")

    def _keep(self, name: str, data: bytes) -> None:
        with (self._folder / name).open("ab") as file:
            file.write(data)
