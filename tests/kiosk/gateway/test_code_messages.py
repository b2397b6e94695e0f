"""Kiosk, gateway and the simulated message service together; the gateway dies by kill -9."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded: the same codes in every run
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.devices.system_clock import SystemClock
from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.gateway import devices, settings
from kiosk.gateway.database import Database
from kiosk.messages.gateway_messages import GatewayMessages
from kiosk.rails.gateway_rail import GatewayLine
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import key_in
from kiosk.simulators.message_service.service import MessageService
from kiosk.simulators.message_service.snippet import SECRET_FILE, secret_in, settings_snippet
from kiosk.simulators.message_service.troubles import parse_rule
from tests.kiosk.gateway.running import a_gateway
from tests.kiosk.gateway.test_with_the_services import free_port
from tests.support.fake_clock import SHANGHAI

ROOT = Path(__file__).parents[3]
CLOCK = SystemClock(SHANGHAI)
PHONE, OTHER, CODE = "13812345678", "13999999999", "482913"


@dataclass
class Shop:
    """A message service, the settings of a gateway in front of it, and a registered kiosk."""

    service: MessageService
    config: Path
    port: int

    def __post_init__(self) -> None:
        found = settings.load(self.config)
        self.database = Database(found.gateway.database)
        self.key = key_in(self.config.parent / "device.pem")
        devices.add(self.database(), "kiosk-1", self.key.public_key, None, CLOCK.now())

    def line(self, deadline_s: float = 15.0) -> GatewayLine:
        gateway = key_in(self.config.parent / "data" / settings.KEY_FILE).public_key
        return GatewayLine(
            f"http://127.0.0.1:{self.port}", gateway, self.key,
            HttpClient(deadline_s=deadline_s), CLOCK.now, lambda: os.urandom(16).hex(),
        )  # fmt: skip

    def send(self, number: int = 1, phone: str = PHONE, deadline_s: float = 15.0) -> Fate:
        return GatewayMessages(self.line(deadline_s))(CodeMessage(f"{number:032x}", phone, CODE))

    @property
    def on_phones(self) -> list[str]:
        return [one.out_id[-1] for one in self.service.phones.inbox()]

    @contextmanager
    def gateway(self) -> Iterator[subprocess.Popen[str]]:
        """python -m kiosk.gateway serve, until the end of the block. What it logs is kept."""
        command = [sys.executable, "-m", "kiosk.gateway", "serve", "--config", str(self.config)]
        with (
            (self.config.parent / "gateway.log").open("ab") as log,
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            ) as process,
        ):
            assert process.stdout is not None
            assert "for messages" in process.stdout.readline()
            try:
                yield process
            finally:
                process.kill()


@pytest.fixture(name="shop")
def a_shop(tmp_path: Path) -> Iterator[Shop]:
    rng = random.Random(7)  # noqa: S311 - repeatable
    folder = tmp_path / "service"
    with MessageService(CLOCK, rng, secret_in(folder, rng)) as service:
        port = free_port()
        config = tmp_path / "gateway.toml"
        snippet = settings_snippet(service, folder / SECRET_FILE)
        text = f'[gateway]\nport = {port}\ndata_dir = "data"\n\n{snippet}per_kiosk_a_day = 3\n'
        config.write_text(text, encoding="utf-8")
        shop = Shop(service, config, port)
        yield shop
        shop.database.close()


def test_a_kiosk_has_a_code_sent_and_a_retry_sends_nothing(shop: Shop) -> None:
    with shop.gateway():
        assert shop.line().ping().services == ("messages",)
        assert [shop.send(), shop.send()] == [Fate.SENT, Fate.SENT]
    assert shop.service.phones.code(PHONE) == CODE
    assert shop.on_phones == ["1"]


def test_more_than_a_kiosk_may_send_in_a_day_are_refused(shop: Shop) -> None:
    with shop.gateway():
        fates = [shop.send(number, f"1381234{number:04}") for number in range(1, 5)]
    assert fates == [*[Fate.SENT] * 3, Fate.LIMITED]


def test_an_answer_that_is_late_is_learnt_by_asking_again(shop: Shop) -> None:
    """The kiosk's first question is over before the service has answered; the second hears it."""
    shop.service.troubles.add(parse_rule("answers-late,seconds=1,times=1"))
    with shop.gateway():
        first = shop.send(deadline_s=0.5)
        assert first is Fate.UNKNOWN
        fate = shop.send()
        while fate is Fate.UNKNOWN:
            fate = shop.send()
    assert (fate, shop.on_phones) == (Fate.SENT, ["1"])


def test_after_a_kill_nobody_gets_a_second_message_and_the_first_is_unknown(shop: Shop) -> None:
    shop.service.troubles.add(parse_rule("timeout-after,times=1"))
    with shop.gateway() as gateway:
        asking = threading.Thread(target=shop.send, kwargs={"deadline_s": 4.0})
        asking.start()
        while not shop.on_phones:  # sent, and its answer is on no disk
            pass
        os.kill(gateway.pid, signal.SIGKILL)
        asking.join(10)
    with shop.gateway():
        assert shop.send() is Fate.UNKNOWN
        assert shop.send(2) is Fate.LIMITED  # it counts: it may have cost something
        assert shop.send(3, OTHER) is Fate.SENT
    assert shop.on_phones == ["1", "3"]


def test_a_gateway_that_is_not_there_is_a_no(shop: Shop) -> None:
    assert shop.send() is Fate.DOWN


def test_a_gateway_without_an_account_says_no(tmp_path: Path) -> None:
    with a_gateway(tmp_path) as gateway:
        gateway.register("kiosk-1")
        send = GatewayMessages(gateway.line("kiosk-1"))
        assert send(CodeMessage("a" * 32, PHONE, CODE)) is Fate.DOWN
        assert "messages" not in gateway.line("kiosk-1").ping().services


def test_a_kiosk_that_nobody_registered_is_turned_away(shop: Shop) -> None:
    devices.revoke(shop.database(), "kiosk-1", CLOCK.now())
    with shop.gateway():
        assert shop.send() is Fate.DOWN
    assert shop.on_phones == []


def test_one_id_is_for_one_number(shop: Shop) -> None:
    with shop.gateway():
        assert shop.send() is Fate.SENT
        assert shop.send(1, OTHER) is Fate.DOWN
    assert shop.on_phones == ["1"]


def test_the_gateway_keeps_and_logs_neither_number_nor_code(shop: Shop, tmp_path: Path) -> None:
    for rule in ("timeout-after,times=1", "rubbish,times=1", "refuses,times=1"):
        shop.service.troubles.add(parse_rule(rule))
    with shop.gateway():
        for number in range(1, 5):
            shop.send(number, f"1381234567{number}", deadline_s=2.0 if number == 1 else 15.0)
    shop.database().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert f"{4:032x}".encode() in kept[tmp_path / "gateway.log"]
    assert f"{4:032x}".encode() in b"".join(kept.values())
    secrets = (b"1381234567", b"2345671", CODE.encode())
    assert [(path, one) for path, raw in kept.items() for one in secrets if one in raw] == []
