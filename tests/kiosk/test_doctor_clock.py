"""The doctor knows a clock that has leapt since the kiosk looked last."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from kiosk.doctor_clock import clock
from kiosk.domain.steady_clock import Reading
from kiosk.flows.records import Grade
from kiosk.storage import clock_watch
from kiosk.storage.database import open_database
from tests.support.fake_clock import AT


def test_a_clock_that_has_leapt_since_the_last_look(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "kiosk.sqlite3")) as database:
        clock_watch.look(database, Reading(AT, 50.0, "boot-1"))
    leapt = clock(tmp_path, AT + timedelta(days=200))
    assert leapt.grade is Grade.WARNING
    assert "200 days further" in leapt.detail.en
    assert "200 天" in leapt.detail.zh
    assert clock(tmp_path, AT + timedelta(days=3)).grade is Grade.GOOD
