"""Who may ask the gateway, and whose answers a kiosk believes."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.domain.money import Money
from kiosk.domain.payment import ByCode, Paid, Payment, Unknown
from kiosk.gateway import devices
from kiosk.rails.errors import RailError, UntrustedError
from kiosk.rails.gateway_rail import GatewayLine, GatewayRail, TurnedAwayError
from kiosk.rails.gateway_signing import is_true_answer, signed_request
from kiosk.rails.http import HttpAnswer, HttpClient
from kiosk.rails.signing_key import key_in
from tests.kiosk.gateway.running import RunningGateway, a_gateway
from tests.kiosk.rails.scripted_server import Heard, Says, ScriptedServer
from tests.support.fake_clock import FakeClock

PAYMENT = Payment(f"{1:032x}", "order-1", "", Money(2650), "alipay", "coffee")
CODE = ByCode("281234567890123456")
NONCE = "feedfacefeedfacefeedfacefeedface"


@pytest.fixture(name="gateway", scope="module")
def running_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    with a_gateway(tmp_path_factory.mktemp("gateway")) as gateway:
        gateway.register("kiosk-1")
        yield gateway


def send(
    gateway: RunningGateway, path: str, headers: dict[str, str], body: bytes, method: str = "POST"
) -> HttpAnswer:
    return HttpClient().request(method, gateway.url + path, headers, body)


def signed(
    gateway: RunningGateway, body: bytes, path: str = "/v1/ping", nonce: str = NONCE
) -> dict[str, str]:
    created = int(gateway.clock.now().timestamp())
    return signed_request(path, body, gateway.kiosk_key("kiosk-1"), created, nonce)


def code_of(answer: HttpAnswer) -> tuple[int, str]:
    return answer.status, json.loads(answer.body)["code"]


def turned_away(line: GatewayLine) -> str:
    with pytest.raises(TurnedAwayError) as caught:
        line.ping()
    return caught.value.code


def test_a_registered_kiosk_is_known_by_its_name(gateway: RunningGateway) -> None:
    pong = gateway.line("kiosk-1").ping()
    assert (pong.device, pong.services) == ("kiosk-1", ("alipay",))


def test_a_kiosk_that_nobody_registered_is_told_how(gateway: RunningGateway) -> None:
    with pytest.raises(TurnedAwayError, match="devices add") as caught:
        gateway.line("stranger").ping()
    assert caught.value.code == "not_signed"
    assert gateway.kiosk_key("stranger").public_key.key_id in str(caught.value)


def test_a_revoked_kiosk_is_turned_away_and_stays_so(gateway: RunningGateway) -> None:
    kiosk = gateway.kiosk("stolen")
    assert isinstance(kiosk.charge(PAYMENT, CODE), Paid)
    devices.revoke(gateway.database(), "stolen", gateway.clock.now())
    outcome = kiosk.query(PAYMENT)
    assert isinstance(outcome, Unknown)
    assert "was revoked" in outcome.reason
    with pytest.raises(devices.DeviceError, match="revoked"):
        gateway.register("stolen")


def test_a_new_key_takes_the_old_ones_place(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        old = gateway.line("lobby")
        gateway.register("lobby")
        GatewayRail(old).charge(PAYMENT, CODE)
        new_key = key_in(tmp_path / "lobby-new.pem")
        devices.add(gateway.database(), "lobby", new_key.public_key, None, gateway.clock.now())
        (tmp_path / "lobby.pem").unlink()
        (tmp_path / "lobby-new.pem").rename(tmp_path / "lobby.pem")
        assert turned_away(old) == "revoked"
        assert isinstance(GatewayRail(gateway.line("lobby")).query(PAYMENT), Paid)


def test_a_key_belongs_to_one_name(gateway: RunningGateway) -> None:
    key = gateway.kiosk_key("kiosk-1").public_key
    with pytest.raises(devices.DeviceError, match="registered already, as kiosk-1"):
        devices.add(gateway.database(), "kiosk-9", key, None, gateway.clock.now())


@pytest.mark.parametrize("seconds", [-301, 301, -86400])
def test_a_clock_that_is_off_is_told_by_how_much(gateway: RunningGateway, seconds: int) -> None:
    wrong = FakeClock(gateway.clock.now() + timedelta(seconds=seconds))
    with pytest.raises(TurnedAwayError, match=f"{abs(seconds)} s (ahead|behind)") as caught:
        gateway.line("kiosk-1", wrong).ping()
    assert caught.value.code == "clock"


@pytest.mark.parametrize("seconds", [-300, 300])
def test_a_clock_within_five_minutes_will_do(gateway: RunningGateway, seconds: int) -> None:
    slow = FakeClock(gateway.clock.now() + timedelta(seconds=seconds))
    assert gateway.line("kiosk-1", slow).ping().device == "kiosk-1"


def test_a_replayed_request_is_refused_also_after_a_restart(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        gateway.register("kiosk-1")
        headers = signed(gateway, b"{}")
        assert send(gateway, "/v1/ping", headers, b"{}").status == 200
        assert code_of(send(gateway, "/v1/ping", headers, b"{}")) == (401, "replayed")
    with a_gateway(tmp_path) as gateway:
        assert code_of(send(gateway, "/v1/ping", headers, b"{}")) == (401, "replayed")


def test_nonces_are_forgotten_once_the_clock_refuses_them(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        gateway.register("kiosk-1")
        headers = signed(gateway, b"{}")
        send(gateway, "/v1/ping", headers, b"{}")
        gateway.clock.wind(301)
        assert code_of(send(gateway, "/v1/ping", headers, b"{}")) == (401, "clock")
        gateway.line("kiosk-1").ping()
        (kept,) = gateway.database().execute("SELECT count(*) FROM nonces").fetchone()
        assert kept == 1


def test_a_changed_request_is_refused(gateway: RunningGateway) -> None:
    headers = signed(gateway, b"{}", nonce="1" * 32)
    assert code_of(send(gateway, "/v1/ping", headers, b"{ }")) == (401, "not_signed")
    assert code_of(send(gateway, "/v1/payments/close", headers, b"{}")) == (401, "not_signed")
    assert code_of(send(gateway, "/v1/ping?x=1", headers, b"{}")) == (400, "bad_request")
    assert code_of(send(gateway, "/v1/ping", {}, b"{}")) == (401, "not_signed")
    assert send(gateway, "/v1/ping", headers, b"{}").status == 200


def test_what_there_is_not_is_said(gateway: RunningGateway) -> None:
    headers = signed(gateway, b"{}", "/v1/payments/steal", "2" * 32)
    assert code_of(send(gateway, "/v1/payments/steal", headers, b"{}")) == (400, "bad_request")
    assert code_of(send(gateway, "/v1/ping", {}, b"", "GET")) == (405, "http")
    assert code_of(send(gateway, "/admin", {}, b"{}")) == (404, "http")
    assert send(gateway, "/healthz", {}, b"", "GET").body == b"ok\n"


@pytest.mark.parametrize("size", [16_385, 65_537, 1_000_000])
def test_a_body_that_is_too_long_is_not_read(gateway: RunningGateway, size: int) -> None:
    body = b" " * size
    try:
        answer = send(gateway, "/v1/ping", signed(gateway, body, nonce="3" * 32), body)
    except RailError:
        return  # hung up on while it was still talking
    assert answer.status == 413


def test_refusals_are_signed_too(gateway: RunningGateway) -> None:
    body = b'{"payment": {}}'
    headers = signed(gateway, body, "/v1/payments/query", "4" * 32)
    answer = send(gateway, "/v1/payments/query", headers, body)
    assert code_of(answer) == (400, "bad_request")
    assert is_true_answer(answer.headers, 400, answer.body, headers, gateway.key.public_key)
    assert not is_true_answer(answer.headers, 200, answer.body, headers, gateway.key.public_key)


def kiosk_at(gateway: RunningGateway, url: str) -> GatewayRail:
    key, nonce = gateway.kiosk_key("kiosk-1"), f"{id(url):032x}"
    line = GatewayLine(
        url, gateway.key.public_key, key, HttpClient(), gateway.clock.now, lambda: nonce
    )
    return GatewayRail(line)


def test_nobody_else_can_answer_for_the_gateway(gateway: RunningGateway) -> None:
    with ScriptedServer(lambda _: Says(b'{"outcome":"paid"}')) as impostor:
        outcome = kiosk_at(gateway, impostor.url).charge(PAYMENT, CODE)
    assert isinstance(outcome, Unknown)
    assert "not signed by our gateway" in outcome.reason


def test_an_old_answer_is_not_taken_for_a_new_one(gateway: RunningGateway) -> None:
    """Somebody on the line keeps a true "paid" and plays it to the next payment."""
    gateway.kiosk()
    kept: list[Says] = []

    def relay(heard: Heard) -> Says:
        if not kept:
            answer = send(gateway, heard.path, heard.headers, heard.body)
            kept.append(Says(answer.body, answer.status, dict(answer.headers)))
        return kept[0]

    with ScriptedServer(relay) as on_the_line:
        first = Payment(f"{50:032x}", "order-50", "", Money(1), "alipay", "tea")
        other = Payment(f"{51:032x}", "order-51", "", Money(1), "alipay", "tea")
        kiosks = [kiosk_at(gateway, on_the_line.url) for _ in range(2)]
        kiosks[1]._line._new_nonce = lambda: "5" * 32
        assert isinstance(kiosks[0].charge(first, CODE), Paid)
        assert isinstance(kiosks[1].charge(other, CODE), Unknown)
    assert other.id not in gateway.service.charged


@pytest.mark.parametrize(
    "says",
    [
        None,
        Says(b"", 200),
        Says(b"\xff" * 100, 200),
        Says(b"", 500),
        Says(b"<html>", 502),
        Says(b"", 302, {"Location": "http://127.0.0.1:1/"}),
        Says(b"{}", 200, {"signature": "kaimen=:x:", "signature-input": "kaimen=()"}),
    ],
)
def test_whatever_else_comes_back_is_unknown(gateway: RunningGateway, says: Says | None) -> None:
    with ScriptedServer(lambda _: says) as server:
        assert isinstance(kiosk_at(gateway, server.url).charge(PAYMENT, CODE), Unknown)


def test_a_gateway_that_is_down_is_unknown(gateway: RunningGateway) -> None:
    outcome = kiosk_at(gateway, "http://127.0.0.1:1").charge(PAYMENT, CODE)
    assert isinstance(outcome, Unknown)
    assert "Cannot reach" in outcome.reason


def test_another_gateways_key_file_is_told(gateway: RunningGateway, tmp_path: Path) -> None:
    line = gateway.line("kiosk-1")
    line._gateway = key_in(tmp_path / "other.pem").public_key
    with pytest.raises(UntrustedError, match="gateway_key_file"):
        line.ping()


def test_a_subject_that_the_wire_refuses_moves_nothing(gateway: RunningGateway) -> None:
    odd = Payment(f"{60:032x}", "order-60", "", Money(1), "alipay", "a\nb")
    assert isinstance(gateway.kiosk().charge(odd, CODE), Unknown)
    assert odd.id not in gateway.service.charged


def test_the_log_names_ids_and_no_codes(
    gateway: RunningGateway, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    payment = Payment(f"{70:032x}", "order-70", "member-1", Money(77), "alipay", "latte")
    gateway.kiosk().charge(payment, CODE)
    said = caplog.text
    assert payment.id in said
    assert "kiosk-1" in said
    assert not any(secret in said for secret in (CODE.code, "latte", "138****", "member-1"))


PATHS = st.sampled_from(
    ["ping", "payments/charge", "payments/query", "payments/close", "refunds/refund",
     "refunds/query", "holds/hold", "holds/capture", "holds/release", "holds/query", "x"]
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["payment", "means", "id", "amount", "hold", "kind"]), inner
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PATHS, st.binary(max_size=300) | JSON.map(lambda v: json.dumps(v).encode()), st.integers(0))
def test_signed_rubbish_is_refused_and_changes_nothing(
    gateway: RunningGateway, path: str, body: bytes, number: int
) -> None:
    before = dict(gateway.service.charged)
    nonce = f"{number % 2**120:030x}ff"
    headers = signed(gateway, body, f"/v1/{path}", nonce)
    answer = send(gateway, f"/v1/{path}", headers, body)
    assert answer.status in {400, 401} or (path, body) == ("ping", b"{}")
    assert gateway.service.charged == before


LATIN = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=120)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from(["content-digest", "signature-input", "signature", "date", "x"]),
        LATIN.map(str.strip),
    )
)
def test_odd_headers_are_refused(gateway: RunningGateway, changed: dict[str, str]) -> None:
    headers = signed(gateway, b"{}", nonce="6" * 32) | changed
    answer = send(gateway, "/v1/ping", headers, b"{}")
    if changed.keys() & {"content-digest", "signature-input", "signature"}:
        assert code_of(answer) == (401, "not_signed")
    else:
        assert answer.status == 200 or code_of(answer) == (401, "replayed")
