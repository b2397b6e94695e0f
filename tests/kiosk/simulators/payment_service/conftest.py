"""A service per test on a clock that stands still, with keys made once for all tests."""

from __future__ import annotations

import random  # noqa: TID251 - seeded: the same codes and faults in every run
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.simulators.payment_service.faults import parse_fault
from kiosk.simulators.payment_service.keys import keys_in
from kiosk.simulators.payment_service.service import PaymentService
from kiosk.simulators.payment_service.settings import Habits, ServiceSettings
from tests.kiosk.simulators.payment_service.merchant import AlipayMerchant, WeChatMerchant
from tests.support.fake_clock import FakeClock

StartService = Callable[..., PaymentService]


@pytest.fixture(scope="session")
def keys_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("payment_service_keys")
    keys_in(folder, random.Random(1))  # noqa: S311 - repeatable
    return folder


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def start(tmp_path: Path, keys_folder: Path, clock: FakeClock) -> Iterator[StartService]:
    """`start(habits, "fault rule", …)`; the same folder every time."""
    with ExitStack() as stack:

        def started(habits: Habits | None = None, *rules: str) -> PaymentService:
            service = PaymentService(
                tmp_path / "service",
                clock,
                random.Random(7),  # noqa: S311 - repeatable
                ServiceSettings(habits=habits or Habits()),
                [parse_fault(rule) for rule in rules],
                keys_folder=keys_folder,
            )
            return stack.enter_context(service)

        yield started


@pytest.fixture
def service(start: StartService) -> PaymentService:
    return start()


@pytest.fixture
def alipay(service: PaymentService) -> AlipayMerchant:
    return AlipayMerchant(service)


@pytest.fixture
def wechat(service: PaymentService) -> WeChatMerchant:
    return WeChatMerchant(service)
