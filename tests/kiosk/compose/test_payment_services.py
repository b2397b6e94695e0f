"""Simulated payment services inside the kiosk: real accounts at them, and real money books."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import config
from kiosk.compose import rails
from kiosk.compose.payment_services import SimulatedServices
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.hold import Held, Hold
from kiosk.domain.money import Money
from kiosk.domain.payment import ByCode, Paid, Payment, Rail, Refusal, Refused
from kiosk.storage.database import open_database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return config.load(config.simulated_path(), relative_to=tmp_path)


def test_the_simulated_kiosk_offers_every_way_and_gets_paid(
    settings: Settings, tmp_path: Path
) -> None:
    clock = SystemClock(settings.site.zone)
    services = SimulatedServices(settings, clock)
    services.start()
    try:
        offer = rails.offer(services.settings)
        assert (offer.code, offer.screen) == ((Rail.ALIPAY, Rail.WECHAT),) * 2
        database = open_database(tmp_path / "kiosk.sqlite3")
        rail = rails.rails(services.settings, clock.now, lambda: database)
        payment = Payment("0" * 31 + "1", "order-1", "", Money(22_00), Rail.ALIPAY, "latte")
        code = services.service.shoppers.code("alipay")
        assert isinstance(rail.charge(payment, ByCode(code)), Paid)
        assert services.service.shoppers.trade(payment.id).amount_fen == 22_00
        database.close()
    finally:
        services.stop()


def test_amounts_are_held_at_the_simulated_services(settings: Settings, tmp_path: Path) -> None:
    clock = SystemClock(settings.site.zone)
    services = SimulatedServices(settings, clock)
    services.start()
    try:
        database = open_database(tmp_path / "kiosk.sqlite3")
        rail = rails.rails(services.settings, clock.now, lambda: database)
        at_alipay = Hold("0" * 31 + "1", "s1", "m1", Money(50_00), Rail.ALIPAY)
        code = services.service.shoppers.code("alipay")
        assert isinstance(rail.hold(at_alipay, ByCode(code)), Held)
        assert services.service.shoppers.sums().held_fen == 50_00
        at_wechat = Hold("0" * 31 + "2", "s1", "m1", Money(50_00), Rail.WECHAT)
        assert rail.hold(at_wechat) == Refused(Refusal.NO_ACCOUNT)  # no member agreed to it here
        database.close()
    finally:
        services.stop()


def test_settings_that_simulate_nothing_stay_as_they_are(settings: Settings) -> None:
    assert settings.payments.simulated
    assert settings.alipay.mode == "off"
    assert not Settings().payments.simulated
