"""One MQTT 5 connection: calls in, events out. The only file that knows paho.

One thread owns a connection and drives it with `service`; paho's own thread is never started
(it dies silently on an exception and keeps a second, undurable outbox across reconnects).
A connection lives once: after a loss, make a new one. QoS 1 throughout.
"""

import contextlib
import select
import socket
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from cloud_sync.errors import ConnectionFailedError, MessageRejectedError
from cloud_sync.settings import BrokerAddress, Patience
from cloud_sync.waker import Waker

KEY_PROPERTY = "idempotency-key"
_HEADER_ROOM = 512  # bytes of a PUBLISH beside payload, topic and the key (which is in it twice)


@dataclass(frozen=True, slots=True)
class Publication:
    """A message with what the receiver needs to recognise it (`key`) and to answer it."""

    topic: str
    payload: bytes
    key: str
    content_type: str
    response_topic: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The broker let us in and will hold at most `window` unacknowledged messages."""

    window: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The broker said no, or ended the connection."""

    reason: str


@dataclass(frozen=True, slots=True)
class Subscribed:
    """Answer to a subscription; `refusal` is None when it was granted."""

    refusal: str | None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """PUBACK for what `publish` numbered `mid`; `refusal` is None when the broker took it."""

    mid: int
    refusal: str | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message for us. It comes again after a reconnect unless `acknowledge` was called."""

    topic: str
    payload: bytes
    key: str | None
    response_topic: str | None
    mid: int
    qos: int


MqttEvent = Accepted | Refused | Subscribed | Acknowledged | Arrived


class MqttConnection:
    """Raises ConnectionFailedError from any method once the connection is gone."""

    def __init__(
        self, address: BrokerAddress, client_id: str, patience: Patience, session_expiry_s: int
    ) -> None:
        self._address = address
        self._patience = patience
        self._session_expiry_s = session_expiry_s
        self._events: list[MqttEvent] = []
        self._largest_packet: int | None = None
        self._client = Client(
            CallbackAPIVersion.VERSION2,
            client_id,
            protocol=MQTTProtocolVersion.MQTTv5,
            reconnect_on_failure=False,
            manual_ack=True,
        )
        self._client.connect_timeout = patience.connect_timeout_s
        self._client.on_connect = self._on_connect
        self._client.on_disconnect = self._on_disconnect
        self._client.on_subscribe = self._on_subscribe
        self._client.on_publish = self._on_publish
        self._client.on_message = self._on_message

    def open(self) -> None:
        """Blocks up to `connect_timeout_s`, and for the name look-up. Accepted comes later."""
        self._give_credentials()
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.SessionExpiryInterval = self._session_expiry_s
        try:
            self._client.connect(
                self._address.host,
                self._address.port,
                self._patience.keepalive_s,
                clean_start=False,
                properties=properties,
            )
            # Nagle and delayed ACKs cost 40 ms for each message and each acknowledgement.
            sock: Any = self._client.socket()
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except (OSError, ValueError) as error:
            raise ConnectionFailedError(
                f"The broker at {self._address} cannot be reached: {error}. "
                "Check the network, the address in the settings and that the broker runs."
            ) from error

    def service(self, waker: Waker, timeout_s: float) -> list[MqttEvent]:
        """Wait for the network, the waker or the time-out, then do what the network asks for."""
        self._wait(waker, timeout_s)
        try:
            self._client.loop_read()
            if self._client.want_write():
                self._client.loop_write()
            self._client.loop_misc()
        except Exception as error:
            # paho raises struct, index, unicode and its own errors on malformed packets.
            raise ConnectionFailedError(
                f"What answers at {self._address} does not speak MQTT 5 properly "
                f"({type(error).__name__}). Check the address and the port."
            ) from error
        events, self._events = self._events, []
        if not events and self._client.socket() is None:
            raise ConnectionFailedError(f"The connection to the broker at {self._address} ended.")
        return events

    def subscribe(self, topic: str) -> None:
        self._check(self._client.subscribe(topic, qos=1)[0])

    def publish(self, publication: Publication) -> int:
        """Returns the number by which Acknowledged will call it.

        Raises MessageRejectedError, and sends nothing, when the broker would not take it.
        """
        size = len(publication.payload) + len(publication.topic) + 2 * len(publication.key)
        if self._largest_packet is not None and size + _HEADER_ROOM > self._largest_packet:
            raise MessageRejectedError(
                f"The message needs {size + _HEADER_ROOM} bytes, but the broker takes at most "
                f"{self._largest_packet}. Raise the broker's maximum packet size."
            )
        try:
            info = self._client.publish(
                publication.topic, publication.payload, qos=1, properties=_properties(publication)
            )
        except ValueError as error:
            raise MessageRejectedError(f"MQTT cannot carry the message: {error}.") from error
        self._check(info.rc)
        return info.mid

    def acknowledge(self, arrived: Arrived) -> None:
        """Call it after whatever the message says is durable."""
        self._check(self._client.ack(arrived.mid, arrived.qos))

    def close(self) -> None:
        """Says goodbye if it can; the session stays at the broker. Never raises."""
        self._client.on_disconnect = None
        with contextlib.suppress(Exception):
            self._client.disconnect()
        sock = self._client.socket()
        if sock is not None:
            with contextlib.suppress(Exception):
                self._client.loop_write()
            sock.close()

    def _give_credentials(self) -> None:
        address = self._address
        try:
            if address.tls:
                ca_file = None if address.ca_file is None else str(address.ca_file)
                self._client.tls_set(ca_certs=ca_file)
            if address.username is not None:
                password = None
                if address.password_file is not None:
                    password = address.password_file.read_text().rstrip("\r\n")
                self._client.username_pw_set(address.username, password)
        except (OSError, ValueError) as error:
            raise ConnectionFailedError(
                f"The password file or the CA file cannot be used: {error}. "
                "Check their paths and rights in the settings."
            ) from error

    def _wait(self, waker: Waker, timeout_s: float) -> None:
        """poll, not select: select fails for descriptors from 1024 on."""
        sock: Any = self._client.socket()
        if sock is None:
            return
        poll = select.poll()
        poll.register(waker.fileno(), select.POLLIN)
        poll.register(
            sock.fileno(), select.POLLIN | (select.POLLOUT if self._client.want_write() else 0)
        )
        decrypted_already = self._address.tls and sock.pending() > 0
        poll.poll(0 if decrypted_already else int(timeout_s * 1000))
        waker.clear()

    def _check(self, code: MQTTErrorCode) -> None:
        if code != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise ConnectionFailedError(
                f"The connection to the broker at {self._address} was lost ({code.name})."
            )

    def _on_connect(
        self,
        _c: Client,
        _u: object,
        _f: ConnectFlags,
        code: ReasonCode,
        properties: Properties | None,
    ) -> None:
        if code.is_failure:
            self._events.append(Refused(_refusal(self._address, code)))
            return
        self._largest_packet = getattr(properties, "MaximumPacketSize", None)
        self._events.append(Accepted(getattr(properties, "ReceiveMaximum", 65535)))

    def _on_disconnect(
        self, _c: Client, _u: object, flags: DisconnectFlags, code: ReasonCode, _p: object
    ) -> None:
        if flags.is_disconnect_packet_from_server:
            reason = f"The broker at {self._address} ended the connection: {code}."
        else:  # paho's code here is always "Unspecified error"
            reason = f"The connection to the broker at {self._address} broke."
        self._events.append(Refused(reason))

    def _on_subscribe(
        self, _c: Client, _u: object, _mid: int, codes: list[ReasonCode], _p: object
    ) -> None:
        refusals = [str(code) for code in codes if code.is_failure]
        self._events.append(Subscribed(", ".join(refusals) or None))

    def _on_publish(self, _c: Client, _u: object, mid: int, code: ReasonCode, _p: object) -> None:
        self._events.append(Acknowledged(mid, str(code) if code.is_failure else None))

    def _on_message(self, _c: Client, _u: object, message: MQTTMessage) -> None:
        properties = message.properties
        named = dict(getattr(properties, "UserProperty", []))
        self._events.append(
            Arrived(
                topic=message.topic,
                payload=bytes(message.payload),
                key=named.get(KEY_PROPERTY),
                response_topic=getattr(properties, "ResponseTopic", None),
                mid=message.mid,
                qos=message.qos,
            )
        )


def _properties(publication: Publication) -> Properties:
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.UserProperty = (KEY_PROPERTY, publication.key)
    properties.ContentType = publication.content_type
    properties.CorrelationData = publication.key.encode()
    if publication.response_topic is not None:
        properties.ResponseTopic = publication.response_topic
    return properties


def _refusal(address: BrokerAddress, code: ReasonCode) -> str:
    if code.value in (0x86, 0x87):
        return (
            f"The broker at {address} refused the username or password ({code}). "
            "Correct them in the settings."
        )
    return f"The broker at {address} refused the connection: {code}."
