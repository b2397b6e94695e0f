"""The settlement benchmark, for real but short: it counts, and draws what it counted."""

from __future__ import annotations

import time
from pathlib import Path

import cv2
import pytest

from kiosk.domain.settlement.simulated import Difficulty
from scripts.benchmarks.settle import measure
from scripts.benchmarks.settle_plot import draw


@pytest.mark.slow
def test_every_session_is_counted_and_drawn(tmp_path: Path) -> None:
    bench = measure(40, 1, time.perf_counter)
    figures = bench.figures
    assert figures["settle.sessions"] == 40
    for name in ("settle", *(f"settle.{each}" for each in Difficulty)):
        shares = [figures[f"{name}.{part}_share"] for part in ("charged", "wrong", "review")]
        assert sum(shares) == pytest.approx(1)
    assert figures["settle.p95_ms"] > 0
    assert "goal" in str(bench)
    draw(bench, tmp_path / "out" / "settle.png")
    picture = cv2.imread(str(tmp_path / "out" / "settle.png"))
    assert picture is not None
    assert picture.shape == (620, 1640, 3)


def test_a_session_ends_the_same_whatever_shares_the_work() -> None:
    one, two = (measure(8, processes, time.perf_counter).outcomes for processes in (1, 2))
    assert one == two
