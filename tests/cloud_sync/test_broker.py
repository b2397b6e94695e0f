"""The broker inside the kiosk."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloud_sync.broker import EmbeddedBroker
from cloud_sync.errors import EmbeddedBrokerError
from tests.cloud_sync.brokers import free_port


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def broker(port: int, tmp_path: Path) -> Iterator[EmbeddedBroker]:
    made = EmbeddedBroker(port, tmp_path / "not" / "made" / "yet")
    yield made
    made.stop()


def own_address() -> str | None:
    """An address of this machine other than loopback. Nothing is sent: UDP only picks a route."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            return None
        address: str = probe.getsockname()[0]
        return address


def test_it_starts_and_stops_and_starts(broker: EmbeddedBroker, port: int) -> None:
    for _ in range(2):
        broker.start()
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        assert broker.is_running
        broker.stop()
        assert not broker.is_running
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)


@pytest.mark.parametrize("address", ["127.0.0.2", "own"])
def test_nobody_outside_can_connect(broker: EmbeddedBroker, port: int, address: str) -> None:
    if address == "own":
        found = own_address()
        if found is None or found.startswith("127."):
            pytest.skip("this machine has no address but loopback")
        address = found
    broker.start()

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((address, port), timeout=5)


def test_a_taken_port_is_a_clear_error(broker: EmbeddedBroker, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(EmbeddedBrokerError, match="set another port"):
            broker.start()
    assert not broker.is_running
