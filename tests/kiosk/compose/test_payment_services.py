"""Simulated payment services inside the kiosk: real accounts at them, and real money books."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk import config
from kiosk.compose import rails
from kiosk.compose.payment_services import SimulatedServices
from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.money import Money
from kiosk.domain.payment import ByCode, Paid, Payment, Rail
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


def test_settings_that_simulate_nothing_stay_as_they_are(settings: Settings) -> None:
    assert settings.payments.simulated
    assert settings.alipay.mode == "off"
    assert not Settings().payments.simulated
