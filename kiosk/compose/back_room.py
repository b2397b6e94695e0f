"""Where bills are found and day-ends are written: below the data folder, and on USB sticks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kiosk.config import Settings
from kiosk.flows.events import Event
from kiosk.storage.bill_files import Folders, sticks
from kiosk.workers.reporting import Draw, ReportsWorker

ON_STICK = "kaimen-reports"
"""The folder on a stick that day-ends are copied into."""


def folders(settings: Settings) -> Folders:
    data_dir = settings.paths.data_dir
    return Folders(data_dir / "bills", data_dir / "reports")


def reports(settings: Settings, draw: Draw, put: Callable[[Event], None]) -> ReportsWorker:
    where = folders(settings)

    def targets() -> tuple[Path, ...]:
        return (where.reports, *(stick / ON_STICK for stick in sticks(where.media)))

    site = settings.site
    return ReportsWorker(site.name, site.device_id, targets, draw, put)
