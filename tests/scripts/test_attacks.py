"""The liveness checks as a busy machine looks: real models, photographs that turn, uneven gaps."""

from __future__ import annotations

import json
import subprocess
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from scripts.benchmarks.attacks import Pace

ROOT = Path(__file__).parents[2]


def measured(tmp_path: Path, *arguments: str) -> dict[str, float]:
    out = tmp_path / "figures.json"
    command = ["scripts/bench", "attacks", "--photographs", "/nowhere", "--json", str(out)]
    subprocess.run([*command, *arguments], cwd=ROOT, check=True, timeout=600)
    figures: dict[str, float] = json.loads(out.read_text())
    return figures


def test_even_looks_come_evenly_and_uneven_ones_as_often_in_the_mean() -> None:
    rng = np.random.default_rng(1)
    assert list(islice(Pace(4).gaps(rng), 3)) == [0.25] * 3
    gaps = list(islice(Pace(4, is_uneven=True).gaps(rng), 4000))
    assert np.mean(gaps) == pytest.approx(0.25, rel=0.05)
    assert max(gaps) == 1.0


@pytest.mark.slow
def test_five_uneven_looks_a_second_are_enough_for_people_and_stop_paper(tmp_path: Path) -> None:
    pace = ["--faces", "3", "--fps", "5", "--uneven"]
    people = measured(tmp_path, *pace, "--kind", "person who turns")
    paper = measured(tmp_path, *pace, "--kind", "bent print turned as asked")
    assert people["attacks.person_who_turns.active_passed"] == 3
    assert paper["attacks.bent_print_turned_as_asked.active_passed"] == 0
