"""What only some kiosks need, or only some day: imported when it is asked for.

Each of these brings libraries along that the first screen would wait for, and that stay in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.config import Settings
from kiosk.devices.system_clock import SystemClock
from kiosk.domain.receipt_lines import PrinterTrouble
from kiosk.domain.ways import DownRail
from kiosk.flows.records import Finding
from kiosk.storage.recovery import Recovered

if TYPE_CHECKING:
    from kiosk.compose.payment_services import SimulatedServices


def simulated_services(settings: Settings, clock: SystemClock) -> SimulatedServices | None:
    """Where the settings want them: they listen on ports of their own, and speak HTTP."""
    if not settings.payments.simulated:
        return None
    from kiosk.compose.payment_services import SimulatedServices  # noqa: PLC0415

    return SimulatedServices(settings, clock)


def findings(
    settings: Settings,
    now: datetime,
    recovered: Recovered,
    printer: Callable[[], PrinterTrouble | None],
    rails: Callable[[], tuple[DownRail, ...] | None],
) -> tuple[Finding, ...]:
    """As `kiosk.doctor.findings`, for the staff's status page: it knows OpenCV, models and HTTP."""
    from kiosk import doctor  # noqa: PLC0415

    return doctor.findings(settings, now, recovered, printer, rails)
