"""`scripts/chaos money`, for real but short: kills all over, and nothing is lost or taken twice."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

NOTHING_WRONG = {
    "double_charges": 0,
    "lost_orders": 0,
    "charges_without_decision": 0,
    "unresolved": 0,
    "money.broken_words": 0,
    "money.goods_without_money": 0,
    "money.receipt_gaps": 0,
    "money.books_broken": 0,
    "money.books_differ": 0,
}


def chaos_money(folder: Path, *words: str) -> tuple[dict[str, float], str]:
    """Its figures and its words. It must have held."""
    counts = folder / "counts.json"
    command = [str(ROOT / "scripts" / "chaos"), "money", "--json", str(counts), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=200, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(counts.read_text()), done.stdout


def test_checkouts_survive_kills_and_bad_lines(tmp_path: Path) -> None:
    figures, said = chaos_money(tmp_path, "--short", "--checkouts", "60", "--seed", "7", "--real")
    assert NOTHING_WRONG.items() <= figures.items(), said
    assert figures["checkouts"] == 60
    assert figures["money.paid"] >= 10, said
    assert figures["money.kiosk_kills"] >= 5, said
    assert "the same again with --seed 7" in said


def test_a_kiosk_that_charges_before_it_writes_is_caught(tmp_path: Path) -> None:
    figures, said = chaos_money(tmp_path, "--negative", "--seed", "7")
    assert figures["money.control_lost_orders"] > 0, said
    assert figures["money.control_charges_without_decision"] > 0, said
