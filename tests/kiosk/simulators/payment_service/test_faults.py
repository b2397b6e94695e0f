"""Faults: what strikes when, what the wire carries, and what the books say afterwards."""

from __future__ import annotations

import http.client
import random  # noqa: TID251 - seeded dice for the faults
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.simulators.payment_service.errors import SettingsError
from kiosk.simulators.payment_service.faults import Fault, FaultPlan, FaultRule, parse_fault
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits
from tests.kiosk.simulators.payment_service.conftest import StartService
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, WeChatMerchant
from tests.support.fake_clock import FakeClock

SHORT = Habits(hang_s=0.2)


def broken(rule: str, start: StartService) -> tuple[PaymentService, AlipayMerchant]:
    service = start(SHORT, rule)
    return service, AlipayMerchant(service)


# --- rules --------------------------------------------------------------------------------------


def test_a_rule_is_read_from_words() -> None:
    assert parse_fault("pays-late, method=alipay.*, chance=0.5, seconds=3") == FaultRule(
        Fault.PAYS_LATE, "alipay.*", chance=0.5, seconds=3.0
    )
    assert parse_fault("reset,nth=2") == FaultRule(Fault.RESET, nth=2, times=1)


@pytest.mark.parametrize(
    "words", ["", "nothing", "reset,when=now", "reset,nth=x", "reset,chance=2", "reset,nth=-1"]
)
def test_words_that_are_no_rule_are_refused(words: str) -> None:
    with pytest.raises(SettingsError):
        parse_fault(words)


@given(st.text(max_size=40))
def test_any_words_are_a_rule_or_a_clear_error(words: str) -> None:
    for text in (words, f"reset,{words}"):
        said = "."
        try:
            parse_fault(text)
        except SettingsError as error:
            said = str(error)
        assert said.endswith(".")


def strikes(rule: str, calls: int) -> list[bool]:
    plan = FaultPlan(random.Random(3), [parse_fault(rule)])  # noqa: S311 - repeatable
    return [bool(plan.for_call("alipay.trade.pay")) for _ in range(calls)]


def test_a_rule_strikes_when_it_says() -> None:
    assert strikes("reset", 3) == [True, True, True]
    assert strikes("reset,times=2", 3) == [True, True, False]
    assert strikes("reset,nth=2", 3) == [False, True, False]
    assert strikes("reset,nth=2,times=0", 3) == [False, True, True]
    assert strikes("reset,method=wechat.*", 2) == [False, False]


def test_the_same_seed_gives_the_same_faults() -> None:
    first, again = strikes("reset,chance=0.3", 200), strikes("reset,chance=0.3", 200)
    assert first == again
    assert 30 < sum(first) < 90


# --- what is charged and what is said -------------------------------------------------------------

LOST = (OSError, http.client.HTTPException)


@pytest.mark.parametrize(
    ("fault", "paid"),
    [
        ("timeout-before", 0),
        ("timeout-after", 1),
        ("reset-before", 0),
        ("reset", 1),
        ("truncated", 1),
        ("rubbish", 1),
    ],
)
def test_an_answer_is_lost(start: StartService, fault: str, paid: int) -> None:
    service, alipay = broken(f"{fault},method=alipay.trade.pay", start)
    with pytest.raises(LOST):
        alipay.pay("N1")
    assert service.shoppers.sums().paid == paid
    is_there = alipay.query("N1").node["code"] == "10000"
    assert is_there == bool(paid)


@pytest.mark.parametrize(("fault", "paid"), [("error-before", 0), ("error-after", 1)])
def test_a_system_error_says_nothing_about_the_money(
    start: StartService, fault: str, paid: int
) -> None:
    service, alipay = broken(f"{fault},method=*.*pay", start)
    assert alipay.pay("A1").node["code"] == "20000"
    heard = WeChatMerchant(service).pay("W1")
    assert (heard.status, heard.node["code"]) == (500, "SYSTEM_ERROR")
    assert service.shoppers.sums().paid == 2 * paid


@pytest.mark.parametrize(("fault", "paid"), [("bad-gateway", 0), ("bad-gateway-after", 1)])
def test_a_502_page_is_no_answer(start: StartService, fault: str, paid: int) -> None:
    service = start(SHORT, fault)
    heard = WeChatMerchant(service).pay("W1")
    assert (heard.status, heard.verifies) == (502, False)
    assert service.shoppers.sums().paid == paid


@pytest.mark.parametrize("fault", ["wrong-signature", "missing-signature"])
def test_an_answer_that_does_not_verify(start: StartService, fault: str) -> None:
    service = start(SHORT, fault)
    alipay, wechat = AlipayMerchant(service).pay("A1"), WeChatMerchant(service).pay("W1")
    assert (alipay.verifies, alipay.node["code"]) == (False, "10000")
    assert (wechat.verifies, wechat.status) == (False, 200)
    assert (b'"sign"' in alipay.raw) == (fault == "wrong-signature")


def test_a_slow_answer_is_whole_in_the_end(start: StartService) -> None:
    _, alipay = broken("slow-drip,seconds=0.0001", start)
    assert alipay.pay("N1").verifies


def test_a_half_open_connection_says_nothing_until_the_service_stops(
    start: StartService,
) -> None:
    service = start(SHORT, "half-open")
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=0.5) as connection:
        connection.sendall(b"POST /gateway.do HTTP/1.1\r\nContent-Length: 2\r\n\r\na=")
        with pytest.raises(TimeoutError):
            connection.recv(1)
        service.stop()
        assert connection.recv(1) == b""
    assert service.shoppers.faults()[0][1] == 1


def test_a_payment_that_is_late_by_seconds(start: StartService, clock: FakeClock) -> None:
    service, alipay = broken("pays-late,seconds=5,method=alipay.trade.pay", start)
    assert alipay.pay("N1").node["code"] == "10003"
    clock.wind(5)
    assert alipay.query("N1").node["trade_status"] == "TRADE_SUCCESS"
    assert service.shoppers.sums().paid == 1


def test_a_payment_that_is_late_by_queries(start: StartService) -> None:
    wechat = WeChatMerchant(start(SHORT, "pays-late,queries=3,method=wechat.codepay"))
    wechat.pay("N1")
    states = [wechat.query("N1").node["trade_state"] for _ in range(3)]
    assert states == ["USERPAYING", "USERPAYING", "SUCCESS"]


def test_a_late_payment_that_was_cancelled_never_comes(
    start: StartService, clock: FakeClock
) -> None:
    service, alipay = broken("pays-late,seconds=5,method=alipay.trade.pay", start)
    alipay.pay("N1")
    alipay.cancel("N1")
    clock.wind(10)
    service.catch_up()
    assert service.shoppers.sums().paid_fen == 0


def test_faults_come_and_go_while_it_runs(service: PaymentService) -> None:
    service.shoppers.add_fault("error-before")
    assert AlipayMerchant(service).query("N1").node["code"] == "20000"
    service.shoppers.clear_faults()
    assert AlipayMerchant(service).query("N1").node["code"] == "40004"


# --- bytes that are no HTTP ---------------------------------------------------------------------


@pytest.fixture
def line(service: PaymentService) -> Iterator[socket.socket]:
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        yield connection


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\r\n\r\n",
        b"POST /gateway.do HTTP/1.1\r\nContent-Length: 9999999999\r\n\r\n",
        b"POST /gateway.do HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /gateway.do HTTP/1.1\r\nContent-Length: two\r\n\r\n",
        b"GET " + b"/" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"DELETE / HTTP/1.1\r\n\r\n",
    ],
)
def test_what_is_no_request_is_turned_away(
    service: PaymentService, line: socket.socket, sent: bytes
) -> None:
    line.sendall(sent)
    line.shutdown(socket.SHUT_WR)
    answer = line.recv(100)
    assert answer == b"" or b" 4" in answer or b" 50" in answer or b"Error" in answer
    assert AlipayMerchant(service).pay("N1").node["code"] == "10000"
