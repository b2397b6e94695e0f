"""A kiosk on a real database, closed after the test; and one that can be started again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.steps import choose_staff_pin
from tests.support.headless_kiosk import HeadlessKiosk

Boot = Callable[..., HeadlessKiosk]


@pytest.fixture
def boot(tmp_path: Path) -> Iterator[Boot]:
    """Starts the kiosk, each time on the same database, as after a restart."""
    started: list[HeadlessKiosk] = []

    def start(**options: Any) -> HeadlessKiosk:
        number = len(started) + 1
        kiosk = HeadlessKiosk(tmp_path / "kaimen.db", boot=f"boot-{number}", **options)
        started.append(kiosk)
        kiosk.start()
        return kiosk

    yield start
    for kiosk in started:
        kiosk.close()


@pytest.fixture
def kiosk(boot: Boot) -> HeadlessKiosk:
    """Open for business: staff have chosen their PIN."""
    kiosk = boot()
    choose_staff_pin(kiosk)
    return kiosk
