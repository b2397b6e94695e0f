"""The adapter against the simulated service over real HTTP, and against every odd answer."""

from __future__ import annotations

import itertools
import json
import logging
import random  # noqa: TID251 - seeded: the same in every run
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.messages.aliyun import AliyunAccount, AliyunMessages, fate_of
from kiosk.rails.http import HttpAnswer, HttpClient
from kiosk.simulators.message_service.service import KEY_ID, MessageService
from kiosk.simulators.message_service.troubles import parse_rule
from tests.support.fake_clock import FakeClock

PHONE, CODE, SECRET = "13812345678", "482913", "s3cret"
MESSAGE = CodeMessage("a" * 32, PHONE, CODE)
SOON = HttpClient(connect_timeout_s=2.0, deadline_s=0.6)


@pytest.fixture(name="clock")
def a_clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(name="service")
def running(clock: FakeClock) -> Iterator[MessageService]:
    with MessageService(clock, random.Random(7), SECRET) as service:  # noqa: S311 - repeatable
        yield service


def client(
    service: MessageService,
    clock: FakeClock,
    *,
    secret: str = SECRET,
    sign_name: str = "开门小店",
    http: HttpClient | None = None,
) -> AliyunMessages:
    nonces = itertools.count(1)
    account = AliyunAccount(KEY_ID, secret, sign_name, "SMS_154950909", service.url)
    return AliyunMessages(account, http or SOON, clock.now, lambda: f"{next(nonces):032x}")


def test_a_code_arrives_on_the_phone(service: MessageService, clock: FakeClock) -> None:
    assert client(service, clock).send(MESSAGE) is Fate.SENT
    (message,) = service.phones.inbox(PHONE)
    assert (message.text, message.out_id) == (
        "【开门小店】您的验证码是482913，5分钟内有效。请勿告诉他人。", MESSAGE.id,
    )  # fmt: skip


def test_a_second_within_a_minute_is_too_many(service: MessageService, clock: FakeClock) -> None:
    sender = client(service, clock)
    assert sender.send(MESSAGE) is Fate.SENT
    clock.wind(59)
    assert sender.send(MESSAGE) is Fate.LIMITED
    clock.wind(2)
    assert sender.send(MESSAGE) is Fate.SENT


def test_with_a_wrong_secret_nothing_is_sent_and_staff_are_told(
    service: MessageService, clock: FakeClock, caplog: pytest.LogCaptureFixture
) -> None:
    assert client(service, clock, secret="other").send(MESSAGE) is Fate.DOWN
    assert "SignatureDoesNotMatch" in caplog.text
    assert service.phones.inbox() == ()


def test_a_signature_that_nobody_approved_is_refused(
    service: MessageService, clock: FakeClock
) -> None:
    assert client(service, clock, sign_name="别人的店").send(MESSAGE) is Fate.DOWN


def test_a_clock_that_is_far_off_is_refused(service: MessageService, clock: FakeClock) -> None:
    wrong = FakeClock()
    wrong.wind(3600)
    assert client(service, wrong).send(MESSAGE) is Fate.DOWN
    assert client(service, clock).send(MESSAGE) is Fate.SENT


@pytest.mark.parametrize(
    ("rule", "fate", "arrives"),
    [
        ("timeout-before", Fate.UNKNOWN, False),
        ("timeout-after", Fate.UNKNOWN, True),
        ("answers-late,seconds=5", Fate.UNKNOWN, True),
        ("reset", Fate.UNKNOWN, True),
        ("truncated", Fate.UNKNOWN, True),
        ("rubbish", Fate.UNKNOWN, True),
        ("bad-gateway", Fate.UNKNOWN, False),
        ("system-error", Fate.UNKNOWN, False),
        ("loses", Fate.SENT, False),
        ("refuses", Fate.LIMITED, False),
        ("refuses,code=isv.MOBILE_NUMBER_ILLEGAL", Fate.NO_SUCH_NUMBER, False),
        ("refuses,code=isv.AMOUNT_NOT_ENOUGH", Fate.DOWN, False),
        ("refuses,code=isv.SOMETHING_NEW", Fate.DOWN, False),
    ],
)
def test_however_the_service_misbehaves_nothing_is_said_that_is_not_known(
    service: MessageService, clock: FakeClock, rule: str, fate: Fate, *, arrives: bool
) -> None:
    service.troubles.add(parse_rule(rule))
    assert client(service, clock).send(MESSAGE) is fate
    assert (service.phones.code(PHONE) == CODE) is arrives


def test_a_service_that_is_not_there_is_down_not_unknown(clock: FakeClock) -> None:
    service = MessageService(clock, random.Random(7), SECRET)  # noqa: S311 - repeatable
    service.stop()
    assert client(service, clock).send(MESSAGE) is Fate.DOWN


@pytest.mark.parametrize("rule", ["", "timeout-after", "rubbish", "refuses", "bad-gateway"])
def test_neither_number_nor_code_nor_secret_is_logged(
    service: MessageService, clock: FakeClock, caplog: pytest.LogCaptureFixture, rule: str
) -> None:
    caplog.set_level(logging.DEBUG)
    if rule:
        service.troubles.add(parse_rule(rule))
    sender = client(service, clock)
    sender.send(MESSAGE)
    ours = "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("kiosk"))
    told = f"{ours}{sender!r}{sender._account!r}{MESSAGE!r}"
    assert [secret for secret in (PHONE, PHONE[-4:], CODE, SECRET) if secret in told] == []


# --- answers ------------------------------------------------------------------------------------


def answer(status: int, body: bytes) -> HttpAnswer:
    return HttpAnswer(status, {}, body)


def told(code: object) -> bytes:
    return json.dumps({"Code": code, "Message": "…", "RequestId": "F1"}).encode()


@pytest.mark.parametrize(
    ("status", "body", "fate"),
    [
        (200, told("OK"), Fate.SENT),
        (500, told("OK"), Fate.UNKNOWN),
        (400, told("OK"), Fate.UNKNOWN),
        (503, told("ServiceUnavailable"), Fate.UNKNOWN),
        (404, told("InvalidAccessKeyId.NotFound"), Fate.DOWN),
        (200, told(None), Fate.UNKNOWN),
        (200, told(["OK"]), Fate.UNKNOWN),
        (200, told("OK\n"), Fate.UNKNOWN),
        (200, b"", Fate.UNKNOWN),
        (200, b"[" * 100_000, Fate.UNKNOWN),
        (200, b'"OK"', Fate.UNKNOWN),
        (200, b"<html>OK</html>", Fate.UNKNOWN),
    ],
)
def test_only_an_answer_of_this_form_says_anything(status: int, body: bytes, fate: Fate) -> None:
    assert fate_of(answer(status, body), "m1") is fate


@given(st.integers(100, 599), st.binary(max_size=300))
def test_no_bytes_at_all_are_taken_for_an_answer(status: int, body: bytes) -> None:
    assert fate_of(answer(status, body), "m1") is Fate.UNKNOWN


@given(st.integers(100, 599), st.recursive(st.none() | st.text() | st.integers(), st.lists))
def test_no_code_breaks_the_reading(status: int, code: object) -> None:
    fate = fate_of(answer(status, told(code)), "m1")
    assert fate is not Fate.SENT or (status, code) == (200, "OK")
