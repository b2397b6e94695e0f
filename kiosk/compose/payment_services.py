"""Alipay and WeChat Pay for trying out: their simulated services, run inside this kiosk.

The kiosk then pays in mode "direct", over HTTP and with keys, as it would at the true services.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import SystemRandom  # noqa: TID251  # made here, to be given
from typing import Any

from kiosk.config import Settings
from kiosk.config_money import Alipay, Wechat
from kiosk.config_values import FOLDER
from kiosk.devices.system_clock import SystemClock
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits, ServiceSettings
from kiosk.simulators.payment_service.snippet import settings_snippet, write_addresses

NAME = "payment-service"
"""The folder of its books and keys, below the kiosk's data."""

OFFERED = ["code", "screen", "member"]
SCANNED_AFTER_S = 8.0
"""Nobody with a phone stands before a simulated kiosk: so its QR codes are paid by themselves."""


class SimulatedServices:
    """A `Part`. `settings` are those that were given, with accounts at the simulated services."""

    def __init__(self, settings: Settings, clock: SystemClock) -> None:
        """Raises PaymentServiceError where the folder cannot be used."""
        self.service = PaymentService(
            settings.paths.data_dir / NAME,
            clock,
            SystemRandom(),
            ServiceSettings(habits=Habits(auto_pay_s=SCANNED_AFTER_S)),
        )
        self.settings = _with_accounts(settings, settings_snippet(self.service))

    def start(self) -> None:
        write_addresses(self.service)
        self.service.start()

    def stop(self) -> None:
        self.service.stop()


def _with_accounts(settings: Settings, snippet: str) -> Settings:
    accounts = tomllib.loads(snippet)
    return settings.model_copy(
        update={
            "alipay": Alipay.model_validate(_direct(accounts["alipay"]), context=_CONTEXT),
            "wechat": Wechat.model_validate(_direct(accounts["wechat"]), context=_CONTEXT),
        }
    )


def _direct(account: dict[str, Any]) -> dict[str, Any]:
    notify_url = "http://127.0.0.1/nobody-listens"
    return {"mode": "direct", "offers": OFFERED, "notify_url": notify_url, **account}


_CONTEXT = {FOLDER: Path()}
"""The snippet's paths are absolute."""
