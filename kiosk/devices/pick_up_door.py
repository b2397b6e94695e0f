"""The pick-up door: one lock of one board, reached through the firmware bridge."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from firmware_bridge import messages, weights
from firmware_bridge.bus import Bus
from firmware_bridge.messages import LinkEvent, LockAddress
from kiosk.domain.problems import Fault, Problem
from kiosk.flows import events as on


class BoardDoor:
    """A `PickUpDoor` on a lock board."""

    def __init__(self, link: Bus, address: LockAddress) -> None:
        self._link = link
        self._address = address

    def open(self, command_id: str) -> None:
        self._link.unlock(command_id, self._address)


class NoDoor:
    """A `PickUpDoor` for shops without one: whoever asks is told that it stays shut."""

    def __init__(self, on_event: Callable[[on.DoorFailed], None]) -> None:
        self._on_event = on_event

    def open(self, command_id: str) -> None:
        self._on_event(on.DoorFailed(command_id, "no lock board is set: see [locks] port"))


def kiosk_event(event: LinkEvent) -> on.Event | None:
    """What the bridge tells, in the kiosk's words; None for what the kiosk does not act upon."""
    match event:
        case messages.DoorOpened(command_id):
            return on.DoorOpened(command_id)
        case messages.UnlockFailed(command_id, reason=reason):
            return on.DoorFailed(command_id, reason)
        case messages.UnlockUnknown(command_id, reason=reason):
            return on.DoorUnknown(command_id, reason)
        case messages.LinkLost(reason=reason):
            return on.Faulted(Problem(Fault.LOCKS, reason))
        case messages.LinkRestored():
            return on.Mended(Fault.LOCKS)
        case messages.DoorClosed() | messages.DoorSeen() | messages.DoorUnknown():
            return None
        case messages.UnexpectedOpening() | weights.WeightRead():
            return None  # the pick-up door is not watched, and has no scale
        case weights.ScaleOrderDone() | weights.ScaleOrderFailed() | weights.ScaleOrderUnknown():
            return None
        case _:
            assert_never(event)
