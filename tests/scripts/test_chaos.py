"""`scripts/chaos NAME --json FILE`, for real but short: it holds, and writes what it promised.

All begin at once: cabinets wait for people and latches, and most of their time is nobody's.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

PROMISED = {
    "cabinet at 5 %": {
        "cabinet.5pct.unlocks_without_session": 0,
        "cabinet.5pct.wrong_doors": 0,
        "cabinet.5pct.charges_without_evidence": 0,
        "cabinet.5pct.never_charged": 0,
    },
    "cabinet at 1 %": {
        "cabinet.1pct.unlocks_without_session": 0,
        "cabinet.1pct.wrong_doors": 0,
        "cabinet.1pct.charges_without_evidence": 0,
        "cabinet.1pct.overcharged": 0,
    },
    "power": {
        "power.points": 40,
        "power.broken": 0,
    },
    "disk": {"disk.broken": 0},  # how many depends on what a checkout writes
}
CABINET = ["cabinet", "--sessions", "4", "--seed", "1", "--short", "--rate"]
SHORT = {
    "cabinet at 5 %": [*CABINET, "5"],
    "cabinet at 1 %": [*CABINET, "1"],
    "power": ["power", "--points", "40", "--seed", "1"],
    "disk": ["disk", "--step", "20"],
}
Begun = dict[str, subprocess.Popen[str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("chaos")


@pytest.fixture(scope="module")
def begun(folder: Path) -> Iterator[Begun]:
    """Each in a process of its own; whoever has not ended is killed."""
    chaos = str(ROOT / "scripts" / "chaos")
    running = {
        name: subprocess.Popen(
            [chaos, *words, "--json", str(folder / name)],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        for name, words in SHORT.items()
    }  # fmt: skip
    yield running
    for process in running.values():
        process.kill()
        process.communicate()


@pytest.mark.parametrize("name", [*PROMISED])
def test_the_promised_counts_are_written(name: str, begun: Begun, folder: Path) -> None:
    said, _ = begun[name].communicate(timeout=200)

    assert begun[name].returncode == 0, said
    assert "the same again with --seed" in said
    assert PROMISED[name].items() <= json.loads((folder / name).read_text()).items()
