"""Writes day-ends as files, and reads bills, on a thread of its own: a USB stick may be slow,
hang, or be pulled out.

A file is written beside its place and moved there when it is whole. Our own copy comes first. What
touches sticks is done on a thread of its own and waited for only so long: one that hangs is left
behind, named in plain words, and left alone until it answers.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

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
STICK_S = 10.0
"""How long a stick may take. A write to a good one takes well under a second."""

Draw = Callable[[Report], Mapping[str, bytes]]
"""A report as pictures: file ending (".pdf") to bytes. Empty where there is no screen."""

Told = DayExported | DayNotExported | BillsLoaded | BillCompared | BillRefused
_Job = Callable[[], Told]
Told_ = TypeVar("Told_")


@dataclass(frozen=True, slots=True)
class Bills:
    """How bills are found and compared. `listed_here`: in our own folder alone."""

    listed: Callable[[], BillsLoaded]
    compared: Callable[[Path], BillCompared | BillRefused]
    listed_here: Callable[[], BillsLoaded] = lambda: BillsLoaded((), "")


@dataclass(frozen=True, slots=True)
class Folders:
    """Where day-ends go. `sticks`: what is plugged in now; it may hang."""

    own: Path
    sticks: Callable[[], tuple[Path, ...]]


class HungError(Exception):
    """A stick does not answer."""


HUNG = Label(
    "U 盘没有反应，请拔下来换一个", "a USB stick does not answer: pull it out, try another"
)


class ReportsWorker:
    """A `Reports`."""

    def __init__(  # noqa: PLR0913, PLR0917 - a parts list
        self,
        shop: Label,
        kiosk_id: str,
        folders: Folders,
        draw: Draw,
        bills: Bills,
        on_event: Callable[[Told], None],
        stick_s: float = STICK_S,
    ) -> None:
        self._shop = shop
        self._kiosk_id = kiosk_id
        self._folders = folders
        self._draw = draw
        self._bills = bills
        self._on_event = on_event
        self._stick_s = stick_s
        self._hung: dict[str, threading.Thread] = {}
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

    def _within(self, what: str, job: Callable[[], Told_]) -> Told_:
        """Raises HungError, and whatever the job raises."""
        before = self._hung.get(what)
        if before is not None and before.is_alive():
            raise HungError(what)
        done: queue.SimpleQueue[Told_ | Exception] = queue.SimpleQueue()

        def run() -> None:
            try:
                done.put(job())
            except Exception as error:  # for whoever waits
                done.put(error)

        thread = threading.Thread(target=run, name=f"stick {what}"[:40], daemon=True)
        thread.start()
        try:
            answer = done.get(timeout=self._stick_s)
        except queue.Empty as error:
            self._hung[what] = thread
            log.warning("%s does not answer", what)
            raise HungError(what) from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _listed(self) -> BillsLoaded:
        try:
            return self._within("sticks", self._bills.listed)
        except HungError:  # ours can be had all the same
            return self._bills.listed_here()
        except Exception:  # a stick that is pulled out in the middle; the page must not wait on
            log.exception("bills could not be looked for")
            return BillsLoaded((), "")

    def _compared(self, bill: Path) -> BillCompared | BillRefused:
        try:
            return self._within(str(bill.parent), lambda: self._bills.compared(bill))
        except HungError:
            return BillRefused(bill.name, 0, HUNG)
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
            own = self._folders.own
            _write(own, file_stem(day), files)
        except OSError as error:
            log.warning("the day-end cannot be written: %s", error)
            why = error.strerror or str(error)
            return DayNotExported(Label(f"写不进文件夹：{why}", f"cannot be written: {why}"))
        except Exception:  # a thread that dies must become an event, not a silence
            log.exception("the day-end cannot be drawn")
            return DayNotExported(Label("程序出错，请重启程序", "a fault: restart the program"))
        written, left_out = self._to_sticks(file_stem(day), files)
        return DayExported((str(own), *written), left_out)

    def _to_sticks(
        self, stem: str, files: Mapping[str, bytes]
    ) -> tuple[tuple[str, ...], tuple[Label, ...]]:
        """Where it was written, and why not where it was not: our own copy is there already."""
        written: list[str] = []
        left_out: list[Label] = []
        try:
            sticks = self._within("sticks", self._folders.sticks)
        except (HungError, OSError):
            return (), (HUNG,)
        for stick in sticks:
            try:
                self._within(str(stick), lambda folder=stick: _write(folder, stem, files))  # type: ignore[misc]
                written.append(str(stick))
            except HungError:
                left_out.append(HUNG)
            except OSError as error:
                log.warning("the day-end cannot be written to %s: %s", stick, error)
                why = error.strerror or str(error)
                left_out.append(Label(f"U 盘写不进：{why}", f"the stick takes nothing: {why}"))
        return tuple(written), tuple(left_out)


def _write(folder: Path, stem: str, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for ending, data in files.items():
        part = folder / f".{stem}{ending}.part"
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(folder / f"{stem}{ending}")
