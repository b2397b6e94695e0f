"""Day-ends as files: whole or not at all, and a bad stick spoils nothing."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.language import Label, Language
from kiosk.flows.staff_events import DayExported, DayNotExported
from kiosk.workers.reporting import Draw, ReportsWorker
from tests.ui.samples_staff import CLOSED

SHOP = Label("街角咖啡", "Corner Café")
News = DayExported | DayNotExported


def exported(folders: tuple[Path, ...], draw: Draw = lambda _report: {}) -> list[News]:
    told: list[News] = []
    worker = ReportsWorker(SHOP, "kiosk-1", lambda: folders, draw, told.append)
    worker.export(CLOSED, None, Language.ZH)
    worker.start()
    worker.stop()
    return told


def test_a_day_end_is_written_into_our_folder_and_onto_the_stick(tmp_path: Path) -> None:
    own, stick = tmp_path / "reports", tmp_path / "stick" / "kaimen-reports"
    told = exported((own, stick), lambda _report: {".pdf": b"%PDF"})
    assert told == [DayExported((str(own), str(stick)))]
    names = ["day-end-2026-11-20-Z0041.csv", "day-end-2026-11-20-Z0041.pdf"]
    assert sorted(path.name for path in own.iterdir()) == names
    assert sorted(path.name for path in stick.iterdir()) == names


def test_a_stick_that_cannot_be_written_leaves_our_own_copy(tmp_path: Path) -> None:
    own, stick = tmp_path / "reports", tmp_path / "stick"
    stick.write_text("a file where a folder should be")
    assert exported((own, stick)) == [DayExported((str(own),))]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file")
    (told,) = exported((tmp_path / "reports",))
    assert isinstance(told, DayNotExported)


def test_a_report_that_cannot_be_drawn_is_told(tmp_path: Path) -> None:
    def broken(_report: object) -> dict[str, bytes]:
        raise RuntimeError("no font")

    (told,) = exported((tmp_path / "reports",), broken)
    assert isinstance(told, DayNotExported)
    assert not (tmp_path / "reports").exists()
