"""The line to a payment service: one deadline for everything, and no way around TLS."""

from __future__ import annotations

import datetime
import ipaddress
import itertools
import ssl
import threading
import time
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.rails.errors import AccountError, LostAnswerError, NotSentError
from kiosk.rails.http import HttpClient
from tests.kiosk.rails.raw_server import RawServer
from tests.kiosk.rails.scripted_server import Heard, Says, ScriptedServer

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
ODD_HEADERS = [
    b"Content-Length: -5\r\n\r\nxx",
    b"Content-Length: 2, 3\r\n\r\nxx",
    b"Content-Length: many\r\n\r\nxx",
    b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope",
    b"Location: http://[\r\n\r\n",
    b": \r\n\r\n",
    b"A" * 70_000,
    b"X: y\r\n" * 200 + b"\r\n",
]


def within(seconds: float, started: float) -> bool:
    return time.perf_counter() - started < seconds


def test_an_answer_comes_back_as_it_was_sent() -> None:
    def answer(heard: Heard) -> Says:
        return Says(heard.body[::-1], 418, {"X-Thing": "yes"})

    with ScriptedServer(answer) as server:
        got = HttpClient().request("POST", f"{server.url}/a?b=c", {"X-Mine": "1"}, b"\x00\xffbody")

    assert (got.status, got.headers["x-thing"], got.body) == (418, "yes", b"ydob\xff\x00")
    assert (server.heard[0].path, server.heard[0].headers["X-Mine"]) == ("/a?b=c", "1")


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([], id="says nothing"),
        pytest.param([b"HTTP/1.1 200 OK\r\n"], id="stops in its headers"),
        pytest.param([HEAD % 50, b"half"], id="stops in its body"),
        pytest.param([HEAD[:n] for n in ([1] * 200)], id="drips its first byte"),
        pytest.param(itertools.repeat(b"H", 300), id="drips its headers"),
        pytest.param([HEAD % 9999, *itertools.repeat(b"x", 300)], id="drips its body"),
    ],
)
def test_a_server_that_takes_its_time_holds_nobody_beyond_the_deadline(
    pieces: list[bytes],
) -> None:
    with RawServer(pieces, pause_s=0.02) as server:
        started = time.perf_counter()
        with pytest.raises(LostAnswerError, match=r"within 0\.4 s"):
            HttpClient(deadline_s=0.4).request("GET", f"http://127.0.0.1:{server.port}", {})
        assert within(1.5, started)


def test_a_tls_handshake_that_hangs_ends_at_the_deadline() -> None:
    with RawServer([b"\x16\x03\x03"], pause_s=0.02) as server:
        started = time.perf_counter()
        with pytest.raises(LostAnswerError):
            HttpClient(deadline_s=0.4).request("GET", f"https://127.0.0.1:{server.port}", {})
        assert within(1.5, started)


def test_nobody_listening_means_that_nothing_was_sent() -> None:
    with RawServer() as server:
        port = server.port
    with pytest.raises(NotSentError, match="Cannot reach"):
        HttpClient().request("POST", f"http://127.0.0.1:{port}", {}, b"charge!")


def test_a_connection_that_breaks_is_a_lost_answer() -> None:
    with (
        RawServer([HEAD % 50, b"half"], closes=True) as server,
        pytest.raises(LostAnswerError, match="broke"),
    ):
        HttpClient().request("POST", f"http://127.0.0.1:{server.port}", {}, b"charge!")


def test_a_request_is_sent_once() -> None:
    with RawServer([], closes=True) as server:
        with pytest.raises(LostAnswerError):
            HttpClient().request("POST", f"http://127.0.0.1:{server.port}", {}, b"charge!")
        assert server.connections == 1


def test_whatever_bytes_come_back_are_an_answer_or_a_lost_one() -> None:
    with RawServer(closes=True) as server:

        @given(
            st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", HEAD % 3, b"HTTP/1.1 200 OK\r\n\r\n"]),
            st.binary(max_size=60) | st.sampled_from(ODD_HEADERS),
        )
        @settings(max_examples=60)
        def say(head: bytes, rest: bytes) -> None:
            server.pieces = [head + rest]
            try:
                answer = HttpClient().request("GET", f"http://127.0.0.1:{server.port}", {})
            except LostAnswerError:
                return
            assert answer.body in rest

        say()


def test_an_endless_answer_is_not_read() -> None:
    with (
        ScriptedServer(lambda _: Says(b"x" * 5000)) as server,
        pytest.raises(LostAnswerError, match="longer than 1000"),
    ):
        HttpClient(max_body=1000).request("GET", server.url, {})


def test_a_redirect_is_an_answer_not_an_order() -> None:
    with ScriptedServer(lambda _: Says(b"", 302, {"Location": "/elsewhere"})) as server:
        assert HttpClient().request("GET", server.url, {}).status == 302
        assert len(server.heard) == 1


@pytest.mark.parametrize(
    "url", ["http://pay.example.com", "ftp://127.0.0.1", "https://", "", "http://127.0.0.1.evil.cn"]
)
def test_nothing_leaves_this_machine_without_tls(url: str) -> None:
    with pytest.raises(AccountError):
        HttpClient().request("GET", url, {})


def test_no_thread_is_left_behind() -> None:
    before = set(threading.enumerate())
    with ScriptedServer(lambda _: Says(b"ok")) as server:
        for _ in range(5):
            HttpClient().request("GET", server.url, {})
    for thread in threading.enumerate():
        if thread.name in {"http-deadline", "http-name"}:
            thread.join(2)
    assert set(threading.enumerate()) <= before


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with (
        RawServer([HEAD % 2, b"ok"], tls=_tls(tmp_path)) as server,
        pytest.raises(NotSentError, match="certificate"),
    ):
        HttpClient().request("POST", f"https://127.0.0.1:{server.port}", {}, b"charge!")


def test_an_authority_of_ones_own_can_be_given(tmp_path: Path) -> None:
    with RawServer([HEAD % 2, b"ok"], tls=_tls(tmp_path)) as server:
        client = HttpClient(ca_file=tmp_path / "certificate.pem")
        assert client.request("GET", f"https://127.0.0.1:{server.port}", {}).body == b"ok"


def _tls(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start - datetime.timedelta(days=3650))
        .not_valid_after(start + datetime.timedelta(days=3650))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return context
