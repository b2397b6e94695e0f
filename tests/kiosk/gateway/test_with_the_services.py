"""Kiosk, gateway and the simulated Alipay and WeChat Pay together; the gateway dies by kill -9."""

from __future__ import annotations

import os
import random  # noqa: TID251 - seeded: the same codes in every run
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk.devices.system_clock import SystemClock
from kiosk.domain.agreement import Ending, Standing, ToSign, Wish
from kiosk.domain.hold import Captured, Held, Hold
from kiosk.domain.ids import uuid7
from kiosk.domain.money import Money
from kiosk.domain.payment import (
    ByCode,
    ByMember,
    ByScreen,
    Closed,
    Paid,
    Payment,
    Refusal,
    Refused,
    Unknown,
    Waiting,
)
from kiosk.domain.refund import Refund, Refunded, RefundReason
from kiosk.gateway import devices, settings
from kiosk.gateway.database import Database
from kiosk.gateway.payment_book import find
from kiosk.rails.gateway_agreements import GatewayAgreements
from kiosk.rails.gateway_rail import GatewayLine, GatewayRail
from kiosk.rails.http import HttpClient
from kiosk.rails.signing_key import key_in
from kiosk.simulators.payment_service.keys import keys_in
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.snippet import settings_snippet
from tests.support.fake_clock import SHANGHAI

ROOT = Path(__file__).parents[3]
CLOCK = SystemClock(SHANGHAI)
SEED = 7


@pytest.fixture(name="keys_folder", scope="module")
def made_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    keys_in(folder, random.Random(SEED))  # noqa: S311 - repeatable
    return folder


@dataclass
class Shop:
    """A payment service, the settings of a gateway in front of it, and a registered kiosk."""

    service: PaymentService
    config: Path
    port: int

    def __post_init__(self) -> None:
        found = settings.load(self.config)
        self.database = Database(found.gateway.database)
        key = key_in(self.config.parent / "device.pem")
        devices.add(self.database(), "kiosk-1", key.public_key, None, CLOCK.now())
        self.line = GatewayLine(
            f"http://127.0.0.1:{self.port}",
            key_in(found.gateway.key_file).public_key,
            key,
            HttpClient(),
            CLOCK.now,
            lambda: os.urandom(16).hex(),
        )
        self.kiosk = GatewayRail(self.line, "kiosk-1")

    def a_payment(self, rail: str = "alipay", fen: int = 2650) -> Payment:
        made = uuid7(CLOCK.now_ms(), os.urandom(10))
        return Payment(made, "order-1", "", Money(fen), rail, "麦光咖啡")

    def by_code(self, rail: str = "alipay") -> ByCode:
        return ByCode(self.service.shoppers.code(rail, "rich"))

    @contextmanager
    def gateway(self) -> Iterator[subprocess.Popen[str]]:
        """python -m kiosk.gateway serve, until the end of the block."""
        command = [sys.executable, "-m", "kiosk.gateway", "serve", "--config", str(self.config)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert "for alipay, wechat" in process.stdout.readline()
            try:
                yield process
            finally:
                process.kill()


@pytest.fixture(name="shop")
def a_shop(tmp_path: Path, keys_folder: Path) -> Iterator[Shop]:
    rng = random.Random(SEED)  # noqa: S311 - repeatable
    with PaymentService(tmp_path / "service", CLOCK, rng, keys_folder=keys_folder) as service:
        port = free_port()
        text = f'[gateway]\nport = {port}\ndata_dir = "data"\n\n{settings_snippet(service)}'
        for rail in ("alipay", "wechat"):
            notify = f'notify_url = "http://127.0.0.1:{port}/notify/{rail}"'
            text = text.replace(f"[{rail}]", f"[{rail}]\n{notify}")
        config = tmp_path / "gateway.toml"
        config.write_text(text, encoding="utf-8")
        shop = Shop(service, config, port)
        yield shop
        shop.database.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("rail", ["alipay", "wechat"])
def test_a_code_is_charged_and_partly_given_back(shop: Shop, rail: str) -> None:
    payment = shop.a_payment(rail)
    with shop.gateway():
        assert isinstance(shop.kiosk.charge(payment, shop.by_code(rail)), Paid)
        refund = Refund("r1", payment, Money(650), RefundReason.QUALITY)
        outcome = shop.kiosk.refund(refund)
        while isinstance(outcome, Unknown):  # WeChat's refunds are under way for a second
            outcome = shop.kiosk.query_refund(refund)
        assert outcome == Refunded()
    assert [one.number for one in shop.service.shoppers.trades()] == [payment.id]
    assert shop.service.shoppers.sums().balance


def test_an_amount_is_held_by_code_and_less_of_it_taken(shop: Shop) -> None:
    hold = Hold(shop.a_payment().id, "s1", "m1", Money(5000), "alipay", "cabinet")
    with shop.gateway():
        assert isinstance(shop.kiosk.hold(hold, shop.by_code()), Held)
        assert shop.service.shoppers.sums().held_fen == 5000
        captured = shop.kiosk.capture(hold, Money(2650))
    assert isinstance(captured, Captured)
    assert captured.amount == Money(2650)
    assert shop.service.shoppers.sums().held_fen == 0
    assert shop.service.shoppers.trade(hold.id).amount_fen == 2650


@pytest.mark.parametrize("rail", ["alipay", "wechat"])
def test_a_scanned_screen_is_told_by_a_notice(shop: Shop, rail: str) -> None:
    payment = shop.a_payment(rail)
    with shop.gateway():
        waiting = shop.kiosk.charge(payment, ByScreen())
        assert isinstance(waiting, Waiting)
        assert waiting.code_url is not None
        shop.service.shoppers.scan(waiting.code_url, "rich")
        shop.service.catch_up()
        assert shop.service.shoppers.notify_counts() == (1, 0)
        known = find(shop.database(), payment.id)
        assert known is not None
        assert isinstance(known.outcome, Paid)
        assert isinstance(shop.kiosk.query(payment), Paid)


@pytest.mark.parametrize("rail", ["alipay", "wechat"])
@pytest.mark.parametrize("how", ["forged", "unsigned", "tampered"])
def test_a_notice_of_a_stranger_is_not_taken(shop: Shop, rail: str, how: str) -> None:
    payment = shop.a_payment(rail)
    with shop.gateway():
        waiting = shop.kiosk.charge(payment, ByScreen())
        assert isinstance(waiting, Waiting)
        assert waiting.code_url is not None
        shop.service.shoppers.add_fault("lost-notify,method=notify.*")
        shop.service.shoppers.scan(waiting.code_url, "rich")
        shop.service.catch_up()
        assert not shop.service.shoppers.notify(payment.id, how)
        known = find(shop.database(), payment.id)
        assert known is not None
        assert not isinstance(known.outcome, Paid)


def kill_while_asking(shop: Shop, payment: Payment, rail: str) -> Unknown:
    """The gateway dies while its question to the service hangs."""
    outcomes: list[object] = []
    code = shop.by_code(rail)
    with shop.gateway() as process:
        charging = threading.Thread(
            target=lambda: outcomes.append(shop.kiosk.charge(payment, code))
        )
        charging.start()
        while find(shop.database(), payment.id) is None:
            charging.join(0.01)
        charging.join(0.3)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        charging.join()
    (outcome,) = outcomes
    assert isinstance(outcome, Unknown)
    return outcome


@pytest.mark.parametrize(
    ("rail", "method"), [("alipay", "alipay.trade.pay"), ("wechat", "wechat.codepay")]
)
def test_a_gateway_killed_before_the_service_heard_charges_nothing(
    shop: Shop, rail: str, method: str
) -> None:
    payment = shop.a_payment(rail)
    shop.service.shoppers.add_fault(f"half-open,method={method}")
    kill_while_asking(shop, payment, rail)
    shop.service.shoppers.clear_faults()
    with shop.gateway():
        assert isinstance(shop.kiosk.query(payment), Unknown)
        outcome = shop.kiosk.close(payment)
        assert isinstance(outcome, Closed | Unknown)  # closed for good once it is old enough
        late = shop.kiosk.charge(payment, shop.by_code(rail))
        assert isinstance(late, Closed | Unknown)
        assert not isinstance(shop.kiosk.query(payment), Paid)
    assert [one for one in shop.service.shoppers.trades() if one.buyer] == []
    assert shop.service.shoppers.sums().balance


@pytest.mark.parametrize(
    ("rail", "method"), [("alipay", "alipay.trade.pay"), ("wechat", "wechat.codepay")]
)
def test_a_gateway_killed_after_the_service_charged_finds_the_money_again(
    shop: Shop, rail: str, method: str
) -> None:
    payment = shop.a_payment(rail)
    shop.service.shoppers.add_fault(f"timeout-after,method={method}")
    kill_while_asking(shop, payment, rail)
    shop.service.shoppers.clear_faults()
    with shop.gateway():
        assert isinstance(shop.kiosk.query(payment), Paid)
        assert isinstance(shop.kiosk.charge(payment, shop.by_code(rail)), Paid)
        assert isinstance(shop.kiosk.close(payment), Paid)
    assert len(shop.service.shoppers.trades()) == 1
    assert shop.service.shoppers.sums().balance


def test_a_member_agrees_and_pays_by_way_of_the_gateway_until_they_end_it(shop: Shop) -> None:
    agreements = GatewayAgreements(shop.line, "alipay")
    wish = Wish("a" * 32, "m1", "alipay", "王*")
    payment = replace(shop.a_payment(), member_id="m1")
    with shop.gateway():
        assert agreements.look("m1") is Standing.NONE
        begun = agreements.begin(wish)
        assert isinstance(begun, ToSign)
        shop.service.shoppers.sign(begun.code_url)
        assert agreements.look("m1") is Standing.AGREED
        assert isinstance(shop.kiosk.charge(payment, ByMember()), Paid)
    with shop.gateway():  # it died, and is back
        assert agreements.look("m1") is Standing.AGREED
        shop.service.shoppers.end_agreement(wish.id)
        again = replace(shop.a_payment(), member_id="m1")
        assert shop.kiosk.charge(again, ByMember()) == Refused(Refusal.NO_AGREEMENT)
        assert agreements.look("m1") is Standing.NONE
        assert agreements.end(Ending("m1", "alipay")) is Standing.NONE
    assert agreements.look("m1") is Standing.UNKNOWN  # nobody answers: that is no "none"
    assert agreements.begin(wish) is Standing.UNKNOWN
    assert agreements.end(Ending("m1", "alipay")) is Standing.UNKNOWN


def test_the_bill_names_the_kiosk_that_asked(shop: Shop) -> None:
    payment = shop.a_payment()
    with shop.gateway():
        shop.kiosk.charge(payment, shop.by_code())
    rows = shop.service.shoppers.bill("alipay", CLOCK.now().date()).decode("gbk").splitlines()
    (row,) = [one for one in rows if payment.id in one]
    assert "kiosk-1" in row


def test_what_was_captured_out_of_a_hold_is_given_back(shop: Shop) -> None:
    hold = Hold(uuid7(CLOCK.now_ms(), os.urandom(10)), "s1", "", Money(5000), "alipay", "柜")
    with shop.gateway():
        assert isinstance(shop.kiosk.hold(hold, shop.by_code()), Held)
        assert isinstance(shop.kiosk.capture(hold, Money(2650)), Captured)
        payment = Payment(hold.id, "order-1", "", Money(2650), "alipay", "柜")
        refund = Refund("r1", payment, Money(650), RefundReason.QUALITY)
        outcome = shop.kiosk.refund(refund)
        for _ in range(5):
            outcome = outcome if outcome == Refunded() else shop.kiosk.query_refund(refund)
        assert outcome == Refunded()
        too_much = Refund("r2", payment, Money(2650), RefundReason.QUALITY)
        assert shop.kiosk.refund(too_much) != Refunded()
