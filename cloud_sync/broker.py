"""The MQTT broker of a kiosk whose site has none: iotcore (rumqttd), as a child process.

It listens on 127.0.0.1 only and speaks MQTT 5 only. It keeps sessions and messages in memory:
what it has acknowledged is gone when it stops. Where orders must reach a back office through
it, set `expects_receipts`.
"""

import logging
from pathlib import Path

from iotcore import Broker

from cloud_sync.errors import EmbeddedBrokerError

log = logging.getLogger(__name__)

HOST = "127.0.0.1"
CONFIG_NAME = "embedded-broker.toml"

# rumqttd keeps every message of a subscribed topic in memory until its segments are full, also
# delivered ones. 4 segments of 1 MB a topic filter bound that. By calculation, not by trial, they
# hold some 8,000 orders for a subscriber that is away; it would miss older ones. rumqttd's own
# example says 10 of 100 MB.
_CONFIG = """\
# Written by the kiosk at each start. Changes here are lost.
id = 0

[router]
id = 0
max_connections = 100
max_outgoing_packet_count = 200
max_segment_size = 1048576
max_segment_count = 4

[v5.1]
name = "kiosk"
listen = "{host}:{port}"
next_connection_delay_ms = 1

[v5.1.connections]
connection_timeout_ms = 5000
max_payload_size = 1048576
max_inflight_count = 100
dynamic_filters = true
"""


class EmbeddedBroker:
    """`data_dir` gets the broker's configuration file. The process ends with ours, also by kill."""

    def __init__(self, port: int, data_dir: Path) -> None:
        self._port = port
        self._config = data_dir / CONFIG_NAME
        self._broker: Broker | None = None

    @property
    def is_running(self) -> bool:
        return self._broker is not None and self._broker.is_running

    def start(self) -> None:
        """Returns when the broker listens (about 0.1 s). Raises EmbeddedBrokerError."""
        if self.is_running:
            return
        try:
            self._config.parent.mkdir(parents=True, exist_ok=True)
            self._config.write_text(_CONFIG.format(host=HOST, port=self._port))
            broker = Broker(config_path=str(self._config))
            broker.start()
        except (OSError, RuntimeError, ValueError) as error:
            raise EmbeddedBrokerError(
                f"The embedded broker did not start on {HOST}:{self._port}: {error}. If another "
                "program has the port (often mosquitto), use that broker or set another port."
            ) from error
        self._broker = broker
        log.info("Embedded broker listens on %s:%d.", HOST, self._port)

    def stop(self) -> None:
        """Ends the process. May be called twice."""
        if self._broker is not None:
            self._broker.stop(timeout=1.0)
            self._broker = None
