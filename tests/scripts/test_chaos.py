"""`scripts/chaos NAME --json FILE`, for real but short: it holds, and writes what it promised."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow

PROMISED = {
    "power": {
        "power.points": 40,
        "power.broken": 0,
    },
    "disk": {"disk.broken": 0},  # how many depends on what a checkout writes
    "cabinet": {
        "cabinet.1pct.unlocks_without_session": 0,
        "cabinet.1pct.wrong_doors": 0,
        "cabinet.1pct.charges_without_evidence": 0,
        "cabinet.1pct.overcharged": 0,
        "cabinet.5pct.unlocks_without_session": 0,
        "cabinet.5pct.wrong_doors": 0,
        "cabinet.5pct.charges_without_evidence": 0,
        "cabinet.5pct.never_charged": 0,
    },
}
SHORT = {
    "power": ["--points", "40", "--seed", "1"],
    "disk": ["--step", "20"],
    "cabinet": ["--sessions", "4", "--seed", "1", "--short"],
}


@pytest.mark.parametrize("name", [*PROMISED])
def test_the_promised_counts_are_written(name: str, tmp_path: Path) -> None:
    counts = tmp_path / "counts.json"
    command = [str(ROOT / "scripts" / "chaos"), name, "--json", str(counts), *SHORT[name]]

    done = subprocess.run(command, capture_output=True, text=True, timeout=170, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "the same again with --seed" in done.stdout
    assert PROMISED[name].items() <= json.loads(counts.read_text()).items()
