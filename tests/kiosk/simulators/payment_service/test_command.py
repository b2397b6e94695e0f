"""The command as people start it, kill -9, and the control interface that shoppers use."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.simulators.payment_service.__main__ import main
from kiosk.simulators.payment_service.asking import ask
from kiosk.simulators.payment_service.errors import ControlError, SettingsError
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import ServiceSettings
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, exchange
from tests.support.fake_clock import FakeClock

MODULE = "kiosk.simulators.payment_service"


@contextmanager
def running(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The command as a process of its own, ready."""
    words = [sys.executable, "-m", MODULE, "--folder", str(folder), "--port", "0"]
    process = subprocess.Popen(
        [*words, "--control-port", "0", *options],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if line.strip() == "ready":
                break
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["--folder", str(folder), *words]) == 0
    return capsys.readouterr().out.strip()


def test_what_was_paid_survives_kill_9(
    tmp_path: Path,
    keys_folder: Path,
    capsys: pytest.CaptureFixture[str],
    alipay: AlipayMerchant,
    clock: FakeClock,
) -> None:
    """The merchant of another service with the same keys pays here; only the address differs."""
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / "keys").symlink_to(keys_folder)
    folder = tmp_path / "two"
    with running(folder) as process:
        code = told(folder, capsys, "code", "alipay", "rich")
        addresses = folder / "service.json"
        clock.set_wall(datetime.fromtimestamp(addresses.stat().st_mtime, UTC))
        url = json.loads(addresses.read_text())["alipay"]
        form = alipay.signed(_pay(alipay, code))
        status, raw, _ = exchange(url, "POST", _body(form), FORM)
        assert (status, b'"code":"10000"' in raw) == (200, True)
        process.send_signal(signal.SIGKILL)
        process.wait()
    with running(folder):
        trade = json.loads(told(folder, capsys, "trade", "N1"))
        books = json.loads(told(folder, capsys, "books"))
    assert (trade["state"], trade["amount_fen"]) == ("paid", 1234)
    assert (books["paid_fen"], books["balance"]) == (1234, True)


def test_it_ends_within_two_seconds_of_a_signal(tmp_path: Path, keys_folder: Path) -> None:
    (tmp_path / "keys").symlink_to(keys_folder)
    with running(tmp_path) as process:
        process.terminate()
        assert process.wait(2) == 0


def test_people_write_a_bill(
    service: PaymentService, alipay: AlipayMerchant, tmp_path: Path
) -> None:
    alipay.pay("N1", "12.34")
    (tmp_path / "service.json").write_text(json.dumps({"control": service.control_url}))
    out = tmp_path / "bill.csv"
    words = ["bill", "--date", "2026-11-21", "--service", "alipay", "--out", str(out)]
    assert main(["--folder", str(tmp_path), *words]) == 0
    assert "12.34" in out.read_text("gbk")


def test_a_command_without_a_service_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--folder", str(tmp_path), "books"]) == 2
    assert "Start one" in capsys.readouterr().err


def test_a_fault_that_is_none_is_refused_at_the_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--folder", str(tmp_path), "--fault", "gremlins"]) == 2
    assert "timeout-after" in capsys.readouterr().err


def test_the_help_names_every_command_and_fault(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    text = capsys.readouterr().out
    for word in ("code SERVICE", "confirm NUMBER", "half-open", "bill --date", "--auto-pay"):
        assert word in text


def test_foreign_books_are_left_alone(
    tmp_path: Path, keys_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").symlink_to(keys_folder)
    (tmp_path / "books.sqlite3").write_bytes(b"somebody's letters" * 100)
    assert main(["--folder", str(tmp_path)]) == 2
    assert "Name another folder" in capsys.readouterr().err
    assert (tmp_path / "books.sqlite3").read_bytes().startswith(b"somebody's")


def test_a_taken_port_is_said(
    service: PaymentService, clock: FakeClock, tmp_path: Path, keys_folder: Path
) -> None:
    port = int(service.url.rsplit(":", 1)[1])
    with pytest.raises(SettingsError, match="another port"):
        PaymentService(
            tmp_path / "two",
            clock,
            service.shoppers.rng,
            ServiceSettings(port=port),
            keys_folder=keys_folder,
        )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("code", ["alipay", "nobody"]),
        ("code", ["paypal"]),
        ("scan", ["https://qr.alipay.com/none"]),
        ("confirm", ["N9"]),
        ("notify", ["N9"]),
        ("fault", ["gremlins"]),
        ("bill", ["alipay", "yesterday"]),
        ("add-buyer", ["rich", "100"]),
        ("add-buyer", ["who", "-1"]),
        ("dance", []),
    ],
)
def test_a_command_that_cannot_be_done_says_why(
    service: PaymentService, name: str, words: list[str]
) -> None:
    with pytest.raises(ControlError, match=r"\.$"):
        ask(service.control_url, name, words)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(body=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda t: t.encode())))
def test_rubbish_commands_do_nothing(service: PaymentService, body: bytes) -> None:
    status, _, _ = exchange(service.control_url, "POST", body, {})
    assert status == 400


def test_no_thread_is_left_and_no_code_is_logged(
    service: PaymentService, alipay: AlipayMerchant, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG"):
        code = service.shoppers.code("alipay")
        alipay.pay_with(code, "N1")
        service.stop()
    assert code not in caplog.text
    assert not re.search("notifier|http-front", " ".join(t.name for t in threading.enumerate()))


FORM = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}


def _pay(alipay: AlipayMerchant, code: str) -> dict[str, str]:
    biz = {
        "out_trade_no": "N1",
        "scene": "bar_code",
        "auth_code": code,
        "subject": "茶",
        "total_amount": "12.34",
    }
    return alipay.parameters("alipay.trade.pay", biz)


def _body(form: dict[str, str]) -> bytes:
    return urlencode(form).encode()
