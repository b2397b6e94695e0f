"""What the kernel says of its clocks is read, and missed without harm."""

from __future__ import annotations

import ctypes
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from kiosk.devices import kernel_clock
from kiosk.devices.system_clock import SystemClock


def test_two_starts_on_one_machine_are_of_one_boot() -> None:
    first, second = SystemClock(UTC).reading(), SystemClock(UTC).reading()
    assert first.boot == second.boot
    assert first.up_s <= second.up_s
    assert first.now <= second.now


def test_without_proc_each_start_is_a_boot_of_its_own(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(kernel_clock, "_BOOT_ID", tmp_path / "none")
    assert SystemClock(UTC).reading().boot != SystemClock(UTC).reading().boot


@pytest.mark.parametrize(
    ("state", "error_us", "said"), [(0, 15_999_999, True), (5, 16_000_000, False), (-1, 0, False)]
)
def test_a_bound_of_sixteen_seconds_means_that_no_server_sets_the_time(
    monkeypatch: pytest.MonkeyPatch, state: int, error_us: int, *, said: bool
) -> None:
    class Kernel:
        def adjtimex(self, given: Any) -> int:
            given._obj.maxerror = error_us
            return state

    monkeypatch.setattr(ctypes, "CDLL", lambda *_of, **_more: Kernel())
    assert kernel_clock.is_synchronised() is said
