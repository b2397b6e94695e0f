"""Real brokers on free ports of 127.0.0.1, to be stopped and started in the middle of a test."""

import os
import select
import socket
import subprocess
from pathlib import Path
from typing import Protocol

from cloud_sync.broker import EmbeddedBroker
from cloud_sync.settings import BrokerAddress

MOSQUITTO = Path("/usr/sbin/mosquitto")


class RealBroker(Protocol):
    address: BrokerAddress

    def start(self) -> None: ...

    def stop(self) -> None: ...


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class IotcoreBroker:
    def __init__(self, directory: Path) -> None:
        self.address = BrokerAddress(port=free_port())
        self._broker = EmbeddedBroker(self.address.port, directory)

    def start(self) -> None:
        self._broker.start()

    def stop(self) -> None:
        self._broker.stop()


class MosquittoBroker:
    """Sessions are kept in memory only, so a restart forgets them, as iotcore does."""

    def __init__(self, directory: Path, extra: str = "allow_anonymous true\n") -> None:
        self.address = BrokerAddress(port=free_port())
        self._config = directory / "mosquitto.conf"
        self._config.write_text(
            f"user root\npersistence false\nlistener {self.address.port} 127.0.0.1\n{extra}"
        )
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [str(MOSQUITTO), "-c", str(self._config)], stderr=subprocess.PIPE
        )
        assert self._process.stderr is not None
        said = b""
        while b" running" not in said:
            ready, _, _ = select.select([self._process.stderr], [], [], 10)
            assert ready, f"mosquitto did not start: {said!r}"
            some = os.read(self._process.stderr.fileno(), 4096)
            assert some, f"mosquitto ended: {said!r}"
            said += some

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(5)
            assert self._process.stderr is not None
            self._process.stderr.close()
            self._process = None
