"""The simulated payment service as a partner: one set of keys for all tests, books for each."""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the same codes and faults in every run
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.devices.system_clock import SystemClock
from kiosk.simulators.payment_service.faults import parse_fault
from kiosk.simulators.payment_service.keys import keys_in
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits, ServiceSettings
from tests.support.fake_clock import SHANGHAI

StartService = Callable[..., PaymentService]


class WindableClock:
    """The real time, because wechatpayv3 signs with it; a test may wind it on."""

    def __init__(self) -> None:
        self._real = SystemClock(SHANGHAI)
        self._ahead = timedelta()

    def now(self) -> datetime:
        return self._real.now() + self._ahead

    def wind(self, seconds: float) -> None:
        self._ahead += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def service_keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("service_keys")
    keys_in(folder, random.Random(1))  # noqa: S311 - repeatable
    return folder


@pytest.fixture
def clock() -> WindableClock:
    return WindableClock()


@pytest.fixture
def start_service(
    tmp_path: Path, service_keys: Path, clock: WindableClock
) -> Iterator[StartService]:
    """`start_service("fault rule", …, habits=…)`."""
    with ExitStack() as stack:

        def started(*rules: str, habits: Habits | None = None) -> PaymentService:
            service = PaymentService(
                tmp_path / "service",
                clock,
                random.Random(7),  # noqa: S311 - repeatable
                ServiceSettings(habits=habits or Habits()),
                [parse_fault(rule) for rule in rules],
                keys_folder=service_keys,
            )
            return stack.enter_context(service)

        yield started
