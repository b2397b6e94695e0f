"""A bus for one command: order, and wait for the event that ends the order."""

import queue
from collections.abc import Callable
from types import TracebackType
from typing import Self

from firmware_bridge.bus import Bus
from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.capture import Recorder
from firmware_bridge.messages import (
    DoorOpened,
    DoorSeen,
    LinkEvent,
    LinkLost,
    LockAddress,
    UnlockFailed,
    UnlockResult,
    UnlockUnknown,
)
from firmware_bridge.ports import open_port
from firmware_bridge.weights import (
    ScaleAddress,
    ScaleOrder,
    ScaleOrderDone,
    ScaleOrderFailed,
    ScaleOrderUnknown,
    ScaleResult,
    WeightRead,
)

LOST_S = 10.0
"""Every order ends in an event; longer than any order may take, something is broken."""


class Desk:
    """Raises PortGoneError at once for a port that is not there, before anything is ordered."""

    def __init__(
        self,
        port: str,
        plan: BusPlan,
        monotonic: Callable[[], float],
        complain: Callable[[str], None],
        record: Recorder | None = None,
    ) -> None:
        open_port(port, plan.line_baud).close()
        self._events: queue.SimpleQueue[LinkEvent] = queue.SimpleQueue()
        self._complain = complain
        self._monotonic = monotonic
        self._bus = Bus(port, plan, self._events.put, monotonic, record=record)

    def __enter__(self) -> Self:
        self._bus.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bus.stop()

    def unlock(self, command_id: str, address: LockAddress) -> UnlockResult:
        self._bus.unlock(command_id, address)
        while True:
            event = self.next_event(LOST_S)
            if isinstance(event, DoorOpened | UnlockFailed | UnlockUnknown):
                return event
            if event is None:
                return UnlockUnknown(command_id, address, "the bus said nothing; look at the door")

    def look(self, address: LockAddress) -> DoorSeen:
        self._bus.look(address)
        while True:
            event = self.next_event(LOST_S)
            if isinstance(event, DoorSeen) and event.address == address:
                return event
            if event is None:
                return DoorSeen(address, is_open=None)

    def weigh(self, scale: ScaleAddress) -> WeightRead | None:
        """A reading that was begun after this call; the bus weighs all the time by itself.

        The first one that ends after it may have read its weight before (a reading is weight, then
        status), so that is passed over.
        """
        asked_at, fresh = self._monotonic(), 0
        self._bus.weigh(scale)
        while fresh < 2:
            event = self.next_event(LOST_S)
            if event is None:
                return None
            if isinstance(event, WeightRead) and event.scale == scale and event.at > asked_at:
                fresh, read = fresh + 1, event
        return read

    def order_scale(self, order_id: str, scale: ScaleAddress, order: ScaleOrder) -> ScaleResult:
        self._bus.order_scale(order_id, scale, order)
        while True:
            event = self.next_event(LOST_S)
            if isinstance(event, ScaleOrderDone | ScaleOrderFailed | ScaleOrderUnknown):
                return event
            if event is None:
                return ScaleOrderUnknown(order_id, scale, "the bus said nothing")

    def next_event(self, within_s: float) -> LinkEvent | None:
        """None if nothing happened in time; a lost port is said aloud."""
        try:
            event = self._events.get(timeout=within_s)
        except queue.Empty:
            return None
        if isinstance(event, LinkLost):
            self._complain(event.reason)
        return event
