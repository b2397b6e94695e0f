"""The other end of the line: subscribes to a topic filter and hands over what arrives.

Used by the simulated back office and by `python -m cloud_sync watch`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cloud_sync.connection_loop import ConnectionLoop
from cloud_sync.errors import ConnectionFailedError
from cloud_sync.events import CloudConnected, CloudLost
from cloud_sync.mqtt import (
    Accepted,
    Arrived,
    MqttConnection,
    MqttEvent,
    Publication,
    Subscribed,
)
from cloud_sync.settings import BrokerAddress, Patience

EAGER = Patience(reconnect_max_s=5.0)  # somebody sits in front of it


@dataclass(frozen=True, slots=True)
class Listening:
    """The broker has granted the subscription: nothing published from now on is missed."""


ListenerEvent = CloudConnected | CloudLost | Listening


@dataclass(frozen=True, slots=True)
class Subscription:
    """What to listen to and under which name.

    With a `session_expiry_s` above 0 the broker keeps messages for us while we are away.
    """

    address: BrokerAddress
    client_id: str
    topic_filter: str
    session_expiry_s: int = 0
    patience: Patience = EAGER


class Listener:
    """`on_message`, `outgoing` and `on_event` are called on the listener's own thread.

    A message is acknowledged after `on_message` returned. Whatever `outgoing` gives is then
    published; it is asked again at least every `tick_s`.
    """

    def __init__(
        self,
        subscription: Subscription,
        on_message: Callable[[Arrived], None],
        on_event: Callable[[ListenerEvent], None],
        *,
        outgoing: Callable[[], list[Publication]],
        now_ms: Callable[[], int],
        jitter: Callable[[], float],
    ) -> None:
        def connect() -> MqttConnection:
            return MqttConnection(
                subscription.address,
                subscription.client_id,
                subscription.patience,
                subscription.session_expiry_s,
            )

        role = _Listening(subscription.topic_filter, on_message, on_event, outgoing)
        self._loop = ConnectionLoop(
            connect, role, subscription.patience, on_event, now_ms=now_ms, jitter=jitter
        )

    def start(self) -> None:
        self._loop.start()

    def stop(self) -> None:
        """Returns within 2 s."""
        self._loop.stop()


class _Listening:
    tick_s = 0.1

    def __init__(
        self,
        topic_filter: str,
        on_message: Callable[[Arrived], None],
        on_event: Callable[[ListenerEvent], None],
        outgoing: Callable[[], list[Publication]],
    ) -> None:
        self._topic_filter = topic_filter
        self._on_message = on_message
        self._on_event = on_event
        self._outgoing = outgoing

    def begin(self, connection: MqttConnection, accepted: Accepted) -> None:
        del accepted  # paho holds back what exceeds its own 20 in flight
        connection.subscribe(self._topic_filter)

    def end(self) -> None:
        pass

    def serve(self, connection: MqttConnection, events: list[MqttEvent]) -> None:
        for event in events:
            match event:
                case Arrived():
                    self._on_message(event)
                    connection.acknowledge(event)
                case Subscribed(refusal=None):
                    self._on_event(Listening())
                case Subscribed(refusal=str(refusal)):
                    raise ConnectionFailedError(
                        f"The broker does not let us listen to {self._topic_filter}: {refusal}. "
                        "Give this user the right to read it."
                    )
                case _:
                    pass
        for publication in self._outgoing():
            connection.publish(publication)
