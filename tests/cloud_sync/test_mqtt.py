"""Brokers that say no, and things that are no brokers."""

import gc
import logging
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloud_sync.errors import CloudSyncError
from cloud_sync.events import CloudConnected, CloudLost, MessageDelivered, MessageRefused
from cloud_sync.mqtt import MqttConnection
from cloud_sync.outbox import OutboundMessage, put
from cloud_sync.settings import BrokerAddress
from cloud_sync.waker import Waker
from tests.cloud_sync.brokers import MOSQUITTO, MosquittoBroker
from tests.cloud_sync.builders import QUICK, News, OutboxFile, a_link, some_settings

needs_mosquitto = pytest.mark.skipif(
    not MOSQUITTO.exists(), reason=f"{MOSQUITTO} is not installed (apt-get install mosquitto)"
)


@contextmanager
def mosquitto(directory: Path, extra: str) -> Iterator[BrokerAddress]:
    broker = MosquittoBroker(directory, extra)
    broker.start()
    try:
        yield broker.address
    finally:
        broker.stop()


@needs_mosquitto
def test_a_wrong_password_is_told_once_and_a_corrected_file_lets_us_in(
    tmp_path: Path, box: OutboxFile, news: News, caplog: pytest.LogCaptureFixture
) -> None:
    subprocess.run(
        ["mosquitto_passwd", "-b", "-c", str(tmp_path / "users"), "kiosk", "right"],
        check=True,
        capture_output=True,
    )
    password = tmp_path / "password"
    password.write_text("wrong\n")
    extra = f"allow_anonymous false\npassword_file {tmp_path / 'users'}\n"
    with mosquitto(tmp_path, extra) as plain, caplog.at_level(logging.WARNING):
        address = BrokerAddress(port=plain.port, username="kiosk", password_file=password)
        with a_link(some_settings(address), box, news):
            lost = news.wait_for(CloudLost)
            password.write_text("right\n")
            news.wait_for(CloudConnected)

    assert "username or password" in lost.reason
    assert len(caplog.records) == 1
    assert "wrong" not in caplog.text


@needs_mosquitto
def test_a_message_too_large_for_the_broker_does_not_hold_up_the_next(
    tmp_path: Path, box: OutboxFile, news: News
) -> None:
    with box.using() as connection:
        put(connection, OutboundMessage("large", "kaimen/v1/a/b/orders", b"x" * 5000, 0))
    box.put("order-1")
    with (
        mosquitto(tmp_path, "allow_anonymous true\nmax_packet_size 4000\n") as address,
        a_link(some_settings(address), box, news),
    ):
        assert news.wait_for(MessageRefused).key == "large"
        assert news.wait_for(MessageDelivered).key == "order-1"
    assert box.count() == 1


@needs_mosquitto
def test_a_topic_we_may_not_write_keeps_the_order(
    tmp_path: Path, box: OutboxFile, news: News
) -> None:
    (tmp_path / "acl").write_text("topic read #\n")
    box.put("order-1")
    extra = f"allow_anonymous true\nacl_file {tmp_path / 'acl'}\n"
    with mosquitto(tmp_path, extra) as address, a_link(some_settings(address), box, news):
        assert news.wait_for(MessageRefused) == MessageRefused("order-1", "Not authorized")
    assert box.count() == 1


@needs_mosquitto
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")
@pytest.mark.filterwarnings("ignore:unclosed <ssl:ResourceWarning")  # paho, on a failed handshake
def test_tls_lets_in_the_broker_we_trust_and_no_other(
    tmp_path: Path, box: OutboxFile, news: News
) -> None:
    for name in ("ours", "other"):
        subprocess.run(certificate_command(tmp_path / name), check=True, capture_output=True)
    extra = f"allow_anonymous true\ncertfile {tmp_path}/ours.crt\nkeyfile {tmp_path}/ours.key\n"
    box.put("order-1")
    with mosquitto(tmp_path, extra) as plain:
        other = BrokerAddress(port=plain.port, tls=True, ca_file=tmp_path / "other.crt")
        with a_link(some_settings(other), box, news):
            assert "CERTIFICATE_VERIFY_FAILED" in news.wait_for(CloudLost).reason
        gc.collect()
        ours = BrokerAddress(port=plain.port, tls=True, ca_file=tmp_path / "ours.crt")
        with a_link(some_settings(ours), box, news):
            assert news.wait_for(MessageDelivered) == MessageDelivered("order-1")


def certificate_command(path: Path) -> list[str]:
    """A self-signed certificate for 127.0.0.1."""
    return [
        *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
        *("-subj", "/CN=broker", "-addext", "subjectAltName=IP:127.0.0.1"),
        *("-keyout", f"{path}.key", "-out", f"{path}.crt"),
    ]


@pytest.fixture(scope="module")
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        yield server


def test_a_server_that_never_answers_is_not_waited_for_forever(box: OutboxFile, news: News) -> None:
    class Hurried:
        """A second passes at every look."""

        value = 0

        def now_ms(self) -> int:
            self.value += 1000
            return self.value

    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = BrokerAddress(port=silent.getsockname()[1])
        with a_link(some_settings(address), box, news, now_ms=Hurried().now_ms):
            assert "never answered" in news.wait_for(CloudLost).reason


def test_a_row_whose_acknowledgement_is_outstanding_is_not_published_again(
    box: OutboxFile, news: News
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        address = BrokerAddress(port=server.getsockname()[1])
        with a_link(some_settings(address), box, news) as link:
            peer, _ = server.accept()
            with peer:
                peer.settimeout(10)
                peer.sendall(b"\x20\x03\x00\x00\x00")  # CONNACK, then no PUBACK ever
                received = b""
                for order_id in ("order-1", "order-2", "order-3"):
                    box.put(order_id)
                    link.wake()
                    while order_id.encode() not in received:
                        received += peer.recv(4096)
                link.stop()
                while some := peer.recv(4096):
                    received += some

    assert received.count(b'"order_id":"order-1"') == 1
    assert box.count() == 3


connack = st.just(b"\x20\x03\x00\x00\x00")
packets = st.builds(
    lambda kind, body: bytes([kind, len(body)]) + body,
    st.integers(0, 255),
    st.binary(max_size=100),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200) | st.lists(connack | packets, max_size=5).map(b"".join))
def test_whatever_answers_only_our_error_comes_out(listening: socket.socket, raw: bytes) -> None:
    address = BrokerAddress(port=listening.getsockname()[1])
    connection = MqttConnection(address, "client", QUICK, 0)
    waker = Waker()
    connection.open()
    peer, _ = listening.accept()
    peer.sendall(raw)
    peer.shutdown(socket.SHUT_WR)
    try:
        for _ in range(50):
            connection.service(waker, 1.0)
    except CloudSyncError:
        pass
    else:
        raise AssertionError("the end of the connection was not noticed")
    finally:
        connection.close()
        peer.close()
        waker.close()
