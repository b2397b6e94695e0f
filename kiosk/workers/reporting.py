"""Writes day-ends as files, and reads bills, on a thread of its own: a USB stick may be slow,
hang, or be pulled out.

A file is written beside its place and moved there when it is whole.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.day_end import DayEnd
from kiosk.domain.day_end_report import Report, csv_bytes, file_stem, report_of
from kiosk.domain.language import Label, Language
from kiosk.domain.reconcile import Comparison
from kiosk.flows.staff_events import (
    BillCompared,
    BillRefused,
    BillsLoaded,
    DayExported,
    DayNotExported,
)

log = logging.getLogger(__name__)

STOP_S = 2.0

Draw = Callable[[Report], Mapping[str, bytes]]
"""A report as pictures: file ending (".pdf") to bytes. Empty where there is no screen."""

Told = DayExported | DayNotExported | BillsLoaded | BillCompared | BillRefused
_Job = Callable[[], Told]


@dataclass(frozen=True, slots=True)
class Bills:
    """How bills are found and compared; called on the worker's thread only."""

    listed: Callable[[], BillsLoaded]
    compared: Callable[[Path], BillCompared | BillRefused]


class ReportsWorker:
    """A `Reports`. `folders` are asked at each export: first our own, then what is plugged in."""

    def __init__(
        self,
        shop: Label,
        kiosk_id: str,
        folders: Callable[[], tuple[Path, ...]],
        draw: Draw,
        bills: Bills,
        on_event: Callable[[Told], None],
    ) -> None:
        self._shop = shop
        self._kiosk_id = kiosk_id
        self._folders = folders
        self._draw = draw
        self._bills = bills
        self._on_event = on_event
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="reports", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(STOP_S)

    def export(self, day: DayEnd, comparison: Comparison | None, language: Language) -> None:
        self._jobs.put(lambda: self._exported(day, comparison, language))

    def list_bills(self) -> None:
        self._jobs.put(self._listed)

    def compare(self, bill: Path) -> None:
        self._jobs.put(lambda: self._compared(bill))

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._on_event(job())

    def _listed(self) -> BillsLoaded:
        try:
            return self._bills.listed()
        except Exception:  # a stick that is pulled out in the middle; the page must not wait on
            log.exception("bills could not be looked for")
            return BillsLoaded((), "")

    def _compared(self, bill: Path) -> BillCompared | BillRefused:
        try:
            return self._bills.compared(bill)
        except Exception:  # a thread that dies must become an event, not a silence
            log.exception("the bill %s could not be compared", bill.name)
            why = Label("程序出错，请重启程序", "a fault: restart the program")
            return BillRefused(bill.name, 0, why)

    def _exported(
        self, day: DayEnd, comparison: Comparison | None, language: Language
    ) -> DayExported | DayNotExported:
        try:
            report = report_of(day, comparison, self._shop, self._kiosk_id, language)
            files = {".csv": csv_bytes(report), **self._draw(report)}
            own, *sticks = self._folders()
            _write(own, file_stem(day), files)
            written = [own, *(stick for stick in sticks if _tried(stick, file_stem(day), files))]
        except OSError as error:
            log.warning("the day-end cannot be written: %s", error)
            why = error.strerror or str(error)
            return DayNotExported(Label(f"写不进文件夹：{why}", f"cannot be written: {why}"))
        except Exception:  # a thread that dies must become an event, not a silence
            log.exception("the day-end cannot be drawn")
            return DayNotExported(Label("程序出错，请重启程序", "a fault: restart the program"))
        return DayExported(tuple(str(folder) for folder in written))


def _tried(folder: Path, stem: str, files: Mapping[str, bytes]) -> bool:
    """A stick that is full or gone takes nothing away from our own copy."""
    try:
        _write(folder, stem, files)
    except OSError as error:
        log.warning("the day-end cannot be written to %s: %s", folder, error)
        return False
    return True


def _write(folder: Path, stem: str, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for ending, data in files.items():
        part = folder / f".{stem}{ending}.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{stem}{ending}")
