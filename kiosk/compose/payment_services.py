"""Alipay and WeChat Pay for trying out: their simulated services, run inside this kiosk.

The kiosk then pays in mode "direct", over HTTP and with keys, as it would at the true services.
"""

from __future__ import annotations

import logging
import threading
import tomllib
from pathlib import Path
from random import SystemRandom  # noqa: TID251  # made here, to be given
from typing import Any

from kiosk.config import Settings
from kiosk.config_money import Alipay, Wechat
from kiosk.config_values import FOLDER
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.language import Language
from kiosk.domain.problems import Fault
from kiosk.flows.member_screens import SignAgreement
from kiosk.flows.screens import Screen
from kiosk.ports import Display
from kiosk.simulators.payment_service.errors import PaymentServiceError
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits, ServiceSettings
from kiosk.simulators.payment_service.snippet import settings_snippet, write_addresses

log = logging.getLogger(__name__)

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
        self._scanning: threading.Timer | None = None
        self.settings = _with_accounts(settings, settings_snippet(self.service))

    def watched(self, display: Display) -> Display:
        """The same screen, with people with phones before it."""
        return SeenByPhones(display, self)

    def seen(self, screen: Screen) -> None:
        """Somebody with a phone looks at the screen; from any thread. A code to agree by is signed
        a little later, unless it is gone by then."""
        if self._scanning is not None:
            self._scanning.cancel()
            self._scanning = None
        if isinstance(screen, SignAgreement) and screen.code_url:
            self._scanning = threading.Timer(SCANNED_AFTER_S, self._sign, [screen.code_url])
            self._scanning.daemon = True
            self._scanning.start()

    def _sign(self, code_url: str) -> None:
        try:
            self.service.shoppers.sign(code_url)
        except PaymentServiceError as error:  # signed by somebody's own command meanwhile
            log.info("the simulated phone did not sign: %s", error)

    def start(self) -> None:
        write_addresses(self.service)
        self.service.start()

    def stop(self) -> None:
        if self._scanning is not None:
            self._scanning.cancel()
        self.service.stop()


class SeenByPhones:
    """A `Display` that people with phones look at, before what stands behind it."""

    def __init__(self, display: Display, services: SimulatedServices) -> None:
        self._display = display
        self._services = services

    def show(self, screen: Screen) -> None:
        self._services.seen(screen)
        self._display.show(screen)

    def speak(self, language: Language) -> None:
        self._display.speak(language)

    def ask_still_there(self, seconds: int | None) -> None:
        self._display.ask_still_there(seconds)

    def set_badges(self, faults: tuple[Fault, ...]) -> None:
        self._display.set_badges(faults)


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
