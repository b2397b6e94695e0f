"""What only some kiosks need, or only some day: imported when it is asked for.

Each of these brings libraries along that the first screen would wait for, and that stay in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.catalogue import Catalogue
from kiosk.domain.problems import Problem
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.domain.text_message import SendOnce
from kiosk.domain.ways import DownRail
from kiosk.flows.events import Event
from kiosk.flows.records import Finding
from kiosk.perform_cabinet import CabinetWorld
from kiosk.storage.recovery import Recovered

if TYPE_CHECKING:
    from kiosk.compose.devices import Part
    from kiosk.compose.payment_services import SimulatedServices
    from kiosk.compose.simulated_phones import SimulatedPhones


def simulated_services(settings: Settings, clock: SystemClock) -> SimulatedServices | None:
    """Where the settings want them: they listen on ports of their own, and speak HTTP."""
    if not settings.payments.simulated:
        return None
    from kiosk.compose.payment_services import SimulatedServices  # noqa: PLC0415

    return SimulatedServices(settings, clock)


def simulated_phones(settings: Settings, clock: SystemClock) -> SimulatedPhones | None:
    """Likewise the service of messages with codes, and the phones they arrive on."""
    if settings.messages.mode != "simulated":
        return None
    from kiosk.compose.simulated_phones import SimulatedPhones  # noqa: PLC0415

    return SimulatedPhones(settings, clock)


def send_once(
    settings: Settings, now: Callable[[], datetime], connection: Callable[[], sqlite3.Connection]
) -> SendOnce:
    """As `compose.codes.send_once`, at the first message."""
    from kiosk.compose import codes  # noqa: PLC0415

    return codes.send_once(settings, now, connection)


def cabinets(
    settings: Settings,
    catalogue: Catalogue,
    put: Callable[[Event], None],
    monotonic: Callable[[], float],
    problems: list[Problem],
) -> tuple[CabinetWorld, list[Part]]:
    """As `compose.cabinets.cabinets`, for kiosks that have any: their buses, and a virtual twin."""
    if settings.cabinet.file is None:
        return CabinetWorld(), []
    from kiosk.compose import cabinets  # noqa: PLC0415

    return cabinets.cabinets(settings, catalogue, put, monotonic, problems)


def findings(
    settings: Settings,
    now: datetime,
    recovered: Recovered,
    printer: Callable[[], PrinterTrouble | None],
    rails: Callable[[], tuple[DownRail, ...] | None],
    depth: Callable[[], str],
) -> tuple[Finding, ...]:
    """As `kiosk.doctor.findings`, for the staff's status page: it knows OpenCV, models and HTTP."""
    from kiosk import doctor  # noqa: PLC0415

    return doctor.findings(settings, now, recovered, printer, rails, depth)
