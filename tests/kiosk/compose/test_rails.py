"""Ways to pay as the settings want them; one that is broken takes only itself away."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import config
from kiosk.compose.rails import offer, rail_watch, rails, service_modes
from kiosk.config import Settings
from kiosk.domain.money import Money
from kiosk.domain.payment import AtCounter, ByCode, ByMember, Paid, Payment, Rail, Refused, Unknown
from kiosk.domain.ways import DownRail, Offer, WhyNot
from kiosk.flows.money_events import RailsChanged
from kiosk.gateway import devices
from kiosk.rails.signing_key import key_in
from kiosk.rails.switch import RailSwitch
from kiosk.storage.database import open_database
from tests.kiosk.gateway.running import RunningGateway, a_gateway
from tests.kiosk.test_doctor_payments import a_direct_kiosk
from tests.support.fake_clock import AT, FakeClock

CODE = ByCode("281234567890123456")
GATEWAY = '[payments]\ngateway_url = "{url}"\ngateway_key_file = "gateway.pem"\n'


@pytest.fixture(name="gateway")
def running_gateway(tmp_path: Path) -> Iterator[RunningGateway]:
    with a_gateway(tmp_path / "gateway") as gateway:
        (tmp_path / "gateway.pem").write_text(gateway.key.public_key.pem)
        yield gateway


def settings_of(folder: Path, text: str) -> Settings:
    (folder / "kiosk.toml").write_text(text, encoding="utf-8")
    return config.load(folder / "kiosk.toml")


def switch(settings: Settings) -> RailSwitch:
    def connect() -> sqlite3.Connection:
        return open_database(settings.paths.data_dir / "kiosk.sqlite3")

    return rails(settings, FakeClock().now, connect)


def a_payment(rail: str, number: int = 1) -> Payment:
    return Payment(f"{number:032x}", "order-1", "member-1", Money(500), rail, "coffee")


def behind(folder: Path, gateway: RunningGateway) -> Settings:
    """A kiosk whose Alipay is behind `gateway`, where it is registered."""
    settings = settings_of(
        folder, GATEWAY.format(url=gateway.url) + '[alipay]\nmode = "gateway"\noffers = ["code"]\n'
    )
    key = key_in(settings.paths.device_key_file).public_key
    devices.add(gateway.database(), "lobby", key, None, AT)
    return settings


def test_a_plain_kiosk_has_its_wallet_and_its_counter(tmp_path: Path) -> None:
    rail = switch(settings_of(tmp_path, ""))
    assert isinstance(rail.charge(a_payment(Rail.WALLET, 1), ByMember()), Refused)
    assert rail.charge(a_payment(Rail.CASH, 2), AtCounter("staff-1")) == Paid()
    assert rail.query(a_payment(Rail.CASH, 2)) == Paid()
    assert isinstance(rail.charge(a_payment(Rail.ALIPAY, 3), CODE), Unknown)


def test_a_service_behind_the_gateway_is_charged_there(
    tmp_path: Path, gateway: RunningGateway
) -> None:
    rail = switch(behind(tmp_path, gateway))
    assert isinstance(rail.charge(a_payment(Rail.ALIPAY), CODE), Paid)
    assert gateway.service.charged == {a_payment(Rail.ALIPAY).id: 500}


def test_a_broken_key_takes_only_its_service_away(
    tmp_path: Path, gateway: RunningGateway, caplog: pytest.LogCaptureFixture
) -> None:
    settings = behind(tmp_path, gateway)
    settings.paths.device_key_file.write_text("rubbish")
    rail = switch(settings)
    assert "alipay cannot be used" in caplog.text
    assert isinstance(rail.charge(a_payment(Rail.ALIPAY), CODE), Unknown)
    assert rail.charge(a_payment(Rail.CASH, 2), AtCounter("staff-1")) == Paid()


def test_keys_on_the_kiosk_are_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    rail = switch(a_direct_kiosk(tmp_path, "http://127.0.0.1:1/gateway.do"))
    assert "the merchant's keys are on this kiosk" in caplog.text
    assert isinstance(rail.charge(a_payment(Rail.ALIPAY), CODE), Unknown)


def test_what_is_offered_follows_the_settings(tmp_path: Path) -> None:
    assert offer(settings_of(tmp_path, "")) == Offer()
    text = GATEWAY.format(url="https://pay.example.com") + (
        'wallet = false\n[alipay]\nmode = "gateway"\noffers = ["code", "member"]\n'
        '[wechat]\nmode = "gateway"\noffers = ["screen", "code"]\n[counter]\ncard = true\n'
    )
    settings = settings_of(tmp_path, text)
    assert service_modes(settings) == {Rail.ALIPAY: "gateway", Rail.WECHAT: "gateway"}
    assert offer(settings) == Offer(
        wallet=False,
        code=(Rail.ALIPAY, Rail.WECHAT),
        screen=(Rail.WECHAT,),
        agreements=(Rail.ALIPAY,),
        signs=(Rail.ALIPAY,),
        counter=(Rail.CARD,),
    )


def first_look(settings: Settings) -> RailsChanged:
    """What the watch tells first."""
    told: list[RailsChanged] = []
    has_told = threading.Event()

    def on_event(event: RailsChanged) -> None:
        told.append(event)
        has_told.set()

    watch = rail_watch(settings, FakeClock().now, on_event)
    watch.start()
    assert has_told.wait(10)
    watch.stop()
    return told[0]


def test_a_gateway_that_knows_us_leaves_nothing_greyed(
    tmp_path: Path, gateway: RunningGateway
) -> None:
    assert first_look(behind(tmp_path, gateway)) == RailsChanged(())


def test_a_gateway_that_is_down_greys_its_services(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = behind(tmp_path, gateway)
    away = settings.payments.model_copy(update={"gateway_url": "http://127.0.0.1:1"})
    settings = settings.model_copy(update={"payments": away})
    assert first_look(settings) == RailsChanged((DownRail(Rail.ALIPAY, WhyNot.OFFLINE),))


def test_a_gateway_that_turns_us_away_greys_them_for_staff_to_see(
    tmp_path: Path, gateway: RunningGateway
) -> None:
    settings = behind(tmp_path, gateway)
    devices.revoke(gateway.database(), "lobby", AT)
    assert first_look(settings) == RailsChanged((DownRail(Rail.ALIPAY, WhyNot.TURNED_AWAY),))


def test_a_broken_key_greys_its_service(tmp_path: Path, gateway: RunningGateway) -> None:
    settings = behind(tmp_path, gateway)
    settings.paths.device_key_file.write_text("rubbish")
    assert first_look(settings) == RailsChanged((DownRail(Rail.ALIPAY, WhyNot.TURNED_AWAY),))


def test_a_direct_service_that_cannot_be_reached_is_greyed(tmp_path: Path) -> None:
    settings = a_direct_kiosk(tmp_path, "http://127.0.0.1:1/gateway.do")
    assert first_look(settings) == RailsChanged((DownRail(Rail.ALIPAY, WhyNot.OFFLINE),))


def test_a_kiosk_without_services_watches_nothing(tmp_path: Path) -> None:
    watch = rail_watch(settings_of(tmp_path, ""), FakeClock().now, lambda _: pytest.fail("told"))
    watch.start()
    watch.stop()
