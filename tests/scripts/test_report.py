"""What people and machines get to read."""

from __future__ import annotations

import json
import math
from pathlib import Path

from scripts.benchmarks.report import Goal, table, told, write_json


def test_a_goal_says_whether_it_was_reached() -> None:
    assert told("x.ms", 400, Goal(most=400)) == "x.ms = 400   (goal at most 400: reached)"
    assert told("x.ms", 401, Goal(most=400)) == "x.ms = 401   (goal at most 400: MISSED)"
    assert told("x.fps", 29, Goal(least=29.7)) == "x.fps = 29   (goal at least 29.7: MISSED)"


def test_columns_are_as_wide_as_their_widest() -> None:
    assert table(("step", "ms"), [("detect", "3.0"), ("all", "12.5")]) == (
        "step      ms\ndetect   3.0\nall     12.5"
    )


def test_json_has_the_names_in_order_and_null_for_what_was_not_measured(tmp_path: Path) -> None:
    path = tmp_path / "new" / "figures.json"

    write_json(path, {"b.ms": 2.0, "a.share": math.nan})

    text = path.read_text()
    assert json.loads(text) == {"a.share": None, "b.ms": 2.0}
    assert text.index("a.share") < text.index("b.ms")
