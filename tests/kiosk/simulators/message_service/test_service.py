"""What the simulated message service takes and refuses: as strict as the true one."""

from __future__ import annotations

import hashlib
import random  # noqa: TID251 - seeded: the same in every run
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.simulators.message_service.__main__ import main
from kiosk.simulators.message_service.errors import RefusedError
from kiosk.simulators.message_service.service import MessageService
from kiosk.simulators.message_service.signature import Verifier
from kiosk.simulators.message_service.snippet import control_address, secret_in, write_addresses
from kiosk.simulators.message_service.troubles import Rule, Trouble, Troubles, parse_rule
from kiosk.simulators.payment_service.asking import ask
from kiosk.simulators.payment_service.errors import ControlError, SettingsError
from kiosk.simulators.payment_service.exchange import Request
from tests.support.fake_clock import FakeClock

AT = datetime(2026, 11, 22, 8, 25, 41, tzinfo=UTC)
TARGET = (
    "/?OutId=0199aa&PhoneNumbers=13800138000&SignName=%E5%BC%80%E9%97%A8%E5%B0%8F%E5%BA%97"
    "&TemplateCode=SMS_154950909&TemplateParam=%7B%22code%22%3A%22012345%22%7D"
)
HEADERS = {
    "accept-encoding": "identity",
    "host": "127.0.0.1:40391",
    "x-acs-version": "2017-05-25",
    "x-acs-action": "SendSms",
    "user-agent": "AlibabaCloud (Linux; x86_64) Python/3.11.7 Core/0.4.3 TeaDSL/2",
    "x-acs-date": "2026-11-22T08:25:40Z",
    "x-acs-signature-nonce": "ec400dfbb1aa2ec0ffaa1f15a8a4e507",
    "accept": "application/json",
    "x-acs-content-sha256": hashlib.sha256(b"").hexdigest(),
    "x-acs-credentials-provider": "static_ak",
    "authorization": (
        "ACS3-HMAC-SHA256 Credential=testId,SignedHeaders=accept;host;user-agent;x-acs-action;"
        "x-acs-content-sha256;x-acs-credentials-provider;x-acs-date;x-acs-signature-nonce;"
        "x-acs-version,Signature=e7b37ca6841be0b0ac84436cd9e30daf239afab4b8cb9b14c95c6e7d38ab28d2"
    ),
}
"""What the vendor's own client 4.6.0 sent, recorded on 2026-11-22 with a made-up key."""


@pytest.fixture(name="service")
def running() -> Iterator[MessageService]:
    with MessageService(FakeClock(), random.Random(7), "s3cret") as service:  # noqa: S311
        yield service


def refused(
    target: str = TARGET, body: bytes = b"", at: datetime = AT, key: str = "testId", **headers: str
) -> str:
    """The code; "" when the signature is taken."""
    changed = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request("POST", target, HEADERS | changed, body)
    try:
        Verifier(key, "testSecret").check(request, at)
    except RefusedError as error:
        return error.code
    return ""


def test_a_request_of_the_vendors_own_client_is_taken() -> None:
    assert refused() == ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"target": TARGET.replace("138001", "139001")}, "SignatureDoesNotMatch"),
        ({"body": b"x"}, "SignatureDoesNotMatch"),
        ({"x_acs_action": "SendBatchSms"}, "SignatureDoesNotMatch"),
        ({"x_acs_security_token": "unsigned"}, "SignatureDoesNotMatch"),
        ({"key": "other"}, "InvalidAccessKeyId.NotFound"),
        ({"authorization": "Bearer x"}, "MissingParameter"),
        ({"at": datetime(2026, 11, 22, 9, 25, tzinfo=UTC)}, "InvalidTimeStamp.Expired"),
        ({"x_acs_date": "yesterday"}, "SignatureDoesNotMatch"),
        ({"target": "/?" + "a=1&" * 60}, "SignatureDoesNotMatch"),
    ],
)
def test_anything_else_is_refused(change: dict[str, Any], code: str) -> None:
    assert refused(**change) == code


def test_a_nonce_is_good_once() -> None:
    verifier, request = Verifier("testId", "testSecret"), Request("POST", TARGET, HEADERS, b"")
    verifier.check(request, AT)
    with pytest.raises(RefusedError) as again:
        verifier.check(request, AT)
    assert again.value.code == "SignatureNonceUsed"


@given(st.text(max_size=200), st.text(max_size=300))
def test_no_words_break_the_verifier(target: str, authorization: str) -> None:
    assert refused(f"/?{target}", authorization=authorization) != ""


# --- troubles and commands ----------------------------------------------------------------------


def test_rules_strike_in_turn_and_so_often() -> None:
    once, always = Rule(Trouble.LOSES, times=1), Rule(Trouble.RUBBISH)
    troubles = Troubles((once, always))
    assert [troubles.strike() for _ in range(3)] == [once, always, always]
    troubles.clear()
    assert troubles.strike() is None


def test_a_rule_in_a_testers_words() -> None:
    assert parse_rule("refuses,code=isv.AMOUNT_NOT_ENOUGH,times=2") == Rule(
        Trouble.REFUSES, times=2, code="isv.AMOUNT_NOT_ENOUGH"
    )


@given(st.text())
def test_any_other_words_are_refused_in_a_sentence(text: str) -> None:
    if text.strip().partition(",")[0] not in set(Trouble):
        with pytest.raises(SettingsError):
            parse_rule(text)


@pytest.mark.parametrize("text", ["refuses,code=", "loses,times=-1", "loses,x=1", "loses,seconds"])
def test_a_rule_that_is_half_understood_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        parse_rule(text)


def test_a_tester_commands_a_running_service(service: MessageService, tmp_path: Path) -> None:
    write_addresses(service, tmp_path)
    assert ask(service.control_url, "trouble", ["loses,times=1"]) is None
    assert ask(service.control_url, "troubles", []) == ["loses"]
    assert ask(service.control_url, "clear", []) is None
    assert ask(control_address(tmp_path), "inbox", []) == []
    for odd in ("no-such", "trouble"):
        with pytest.raises(ControlError):
            ask(service.control_url, odd, [])


def test_the_command_reads_a_phone_and_says_when_nothing_runs(
    service: MessageService, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_addresses(service, tmp_path)
    assert main(["--folder", str(tmp_path), "inbox"]) == 0
    assert capsys.readouterr().out == "none\n"
    assert main(["--folder", str(tmp_path / "nobody"), "inbox"]) == 2
    assert "No message service has run" in capsys.readouterr().err


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311 - repeatable
    assert secret_in(tmp_path, rng) == secret_in(tmp_path, rng)
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600]
