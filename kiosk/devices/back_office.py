"""The line to the back office in the kiosk's words."""

from __future__ import annotations

from typing import assert_never

from cloud_sync import events as cloud
from cloud_sync.events import LinkEvent
from kiosk.domain.problems import Fault, Problem
from kiosk.flows.events import CommandWaits, Event, Faulted, Mended


class NoCloud:
    """A `Cloud` for kiosks that report to nobody: orders wait in the outbox."""

    def wake(self) -> None:
        """Nobody sleeps."""


def kiosk_event(event: LinkEvent) -> Event | None:
    """What the link tells, as a fault or its end; None for what the kiosk does not act upon."""
    match event:
        case cloud.CloudLost(reason):
            return Faulted(Problem(Fault.CLOUD, reason))
        case cloud.CloudConnected():
            return Mended(Fault.CLOUD)
        case cloud.CommandWaits():
            return CommandWaits()
        case cloud.MessageDelivered() | cloud.MessageRefused():
            return None
        case _:
            assert_never(event)
