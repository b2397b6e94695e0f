"""Where bills are found and day-ends are written: below the data folder, and on USB sticks."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from kiosk.config import Settings
from kiosk.flows.events import Event
from kiosk.flows.staff_events import BillsLoaded
from kiosk.storage.bill_comparison import compare
from kiosk.storage.bill_files import Folders, bill_files, sticks
from kiosk.workers.reporting import Bills, Draw, ReportsWorker
from kiosk.workers.reporting import Folders as Targets

ON_STICK = "kaimen-reports"
"""The folder on a stick that day-ends are copied into."""


def folders(settings: Settings) -> Folders:
    data_dir = settings.paths.data_dir
    return Folders(data_dir / "bills", data_dir / "reports")


def reports(
    settings: Settings,
    draw: Draw,
    connection: Callable[[], sqlite3.Connection],
    now: Callable[[], datetime],
    put: Callable[[Event], None],
) -> ReportsWorker:
    """`connection`: that of the thread that asks for it."""
    where, site = folders(settings), settings.site

    def plugged_in() -> tuple[Path, ...]:
        return tuple(stick / ON_STICK for stick in sticks(where.media))

    here = replace(where, media=())
    bills = Bills(
        lambda: BillsLoaded(bill_files(where), str(where.bills)),
        lambda path: compare(connection(), path, site.device_id, now()),
        lambda: BillsLoaded(bill_files(here), str(where.bills)),
    )
    targets = Targets(where.reports, plugged_in)
    return ReportsWorker(site.name, site.device_id, targets, draw, bills, put)
