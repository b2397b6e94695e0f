"""`scripts/bench NAME --json FILE`, for real but short: it measures, and writes what it promised.

No time is asserted. Needs the models and the sample photographs that scripts/setup fetches.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow

PROMISED = {
    "face": {
        "face.ratio_to_opencv",
        "face.ratio_to_opencv_rewritten",
        "face.outside_onnx_share",
        "face.detect_ms",
        "face.search_ms",
    },
    "start": {"start.first_screen_s", "start.rss_mb"},
    "preview": {"preview.fps", "preview.p99_ms"},
    "recognise": {"recognise.p50_ms", "recognise.p95_ms"},
    "commit": {"commit.p50_ms", "commit.p99_ms", "growth.ratio_100k_to_1k"},
    "cabinet": {
        "cabinet.command_to_wire_ms",
        "cabinet.close_to_charge_p95_ms",
        "cabinet.settle_12x5_ms",
    },
}
SHORT = {
    "face": ["--rounds", "2", "--photographs", "/nowhere"],
    "start": ["--starts", "1", "--recognitions", "1"],
    "preview": ["--seconds", "1"],
    "recognise": ["--tries", "2"],
    "commit": ["--stored", "20", "60", "--checkouts", "3"],
    "cabinet": ["--doors", "2"],
}


@pytest.mark.parametrize("name", [*PROMISED])
def test_the_promised_figures_are_written(name: str, tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"

    done = bench(name, *SHORT[name], "--json", str(figures))

    assert done.returncode == 0, done.stderr
    written = json.loads(figures.read_text())
    assert PROMISED[name] <= written.keys()
    assert all(isinstance(value, int | float) for value in written.values())
    assert all(figure in done.stdout for figure in PROMISED[name] if "_ms" not in figure)


def test_without_models_it_says_what_to_do(tmp_path: Path) -> None:
    done = bench("face", "--models", str(tmp_path))

    assert done.returncode == 1
    assert "python -m models install" in done.stderr


def test_without_photographs_accuracy_is_left_out_with_a_line(tmp_path: Path) -> None:
    done = bench("accuracy", "--photographs", str(tmp_path), "--json", str(tmp_path / "f.json"))

    assert done.returncode == 0
    assert "no photographs" in done.stdout
    assert json.loads((tmp_path / "f.json").read_text()) == {}


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(ROOT / "scripts" / "bench"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
