"""Day-ends as files: whole or not at all, and a bad stick spoils nothing."""

from __future__ import annotations

import queue
import threading
from pathlib import Path

from kiosk.domain.language import Label, Language
from kiosk.flows.staff_events import (
    BillRefused,
    BillsLoaded,
    DayExported,
    DayNotExported,
)
from kiosk.workers.reporting import HUNG, Bills, Draw, Folders, ReportsWorker, Told
from tests.support.fake_devices import NO_BILLS
from tests.ui.samples_staff import CLOSED

SHOP = Label("街角咖啡", "Corner Café")
WAIT_S = 10.0


def exported(folders: tuple[Path, ...], draw: Draw = lambda _report: {}) -> list[Told]:
    told: list[Told] = []
    own, *sticks = folders
    targets = Folders(own, lambda: tuple(sticks))
    worker = ReportsWorker(SHOP, "kiosk-1", targets, draw, NO_BILLS, told.append)
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
    why = Label("U 盘写不进：File exists", "the stick takes nothing: File exists")
    assert exported((own, stick)) == [DayExported((str(own),), (why,))]


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


def test_who_asks_for_a_bill_never_waits_for_a_stick_that_hangs(tmp_path: Path) -> None:
    let_go, told = threading.Event(), queue.SimpleQueue[Told]()
    answer = BillRefused("a.csv", 3, Label("坏", "bad"))

    def hangs(_bill: Path) -> BillRefused:
        let_go.wait(WAIT_S)
        return answer

    bills = Bills(lambda: BillsLoaded((), "/bills"), hangs)
    worker = ReportsWorker(SHOP, "kiosk-1", Folders(tmp_path, tuple), lambda _: {}, bills, told.put)
    worker.start()
    worker.compare(tmp_path / "a.csv")
    worker.list_bills()
    assert told.empty()
    let_go.set()
    assert told.get(timeout=WAIT_S) == answer
    assert told.get(timeout=WAIT_S) == BillsLoaded((), "/bills")
    worker.stop()


def test_a_stick_that_is_pulled_out_meanwhile_is_told(tmp_path: Path) -> None:
    def gone() -> BillsLoaded:
        raise OSError("no such device")

    def gone_too(_bill: Path) -> BillRefused:
        raise OSError("no such device")

    told: list[Told] = []
    bills = Bills(gone, gone_too)
    worker = ReportsWorker(
        SHOP, "kiosk-1", Folders(tmp_path, tuple), lambda _: {}, bills, told.append
    )
    worker.list_bills()
    worker.compare(tmp_path / "a.csv")
    worker.start()
    worker.stop()
    assert [type(one) for one in told] == [BillsLoaded, BillRefused]


def test_a_stick_that_hangs_is_left_behind_with_our_own_copy_written(tmp_path: Path) -> None:
    let_go, told = threading.Event(), queue.SimpleQueue[Told]()

    def hangs() -> tuple[Path, ...]:
        let_go.wait(WAIT_S)
        return ()

    own = tmp_path / "reports"
    bills = Bills(
        lambda: BillsLoaded((), str(hangs())),
        lambda bill: BillRefused(bill.name, 0, HUNG),
        lambda: BillsLoaded((), "/our own"),
    )
    worker = ReportsWorker(
        SHOP, "kiosk-1", Folders(own, hangs), lambda _: {}, bills, told.put, stick_s=0.05
    )
    worker.start()
    worker.export(CLOSED, None, Language.ZH)
    assert told.get(timeout=WAIT_S) == DayExported((str(own),), (HUNG,))
    worker.list_bills()  # the same stick is not waited for again
    assert told.get(timeout=WAIT_S) == BillsLoaded((), "/our own")
    let_go.set()
    worker.stop()
    assert len(list(own.iterdir())) == 1
