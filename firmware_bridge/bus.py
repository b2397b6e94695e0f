"""The thread that owns one serial port: lock boards of one family and scales, in any mix.

It opens the port, carries bytes between port and Session, and survives whatever a cable can do.
It decides nothing about doors and weights.
"""

import contextlib
import logging
import os
import queue
import select
import threading
from collections.abc import Callable
from dataclasses import dataclass

import serial

from firmware_bridge.bus_plan import BusPlan
from firmware_bridge.capture import Direction, Recorder
from firmware_bridge.errors import PortGoneError
from firmware_bridge.messages import (
    DoorSeen,
    LinkEvent,
    LinkLost,
    LinkRestored,
    LockAddress,
    UnlockFailed,
)
from firmware_bridge.ports import PORT_ERRORS, open_port
from firmware_bridge.session import Session
from firmware_bridge.timing import Timing
from firmware_bridge.weights import Quality, ScaleAddress, ScaleOrder, ScaleOrderFailed, WeightRead

log = logging.getLogger(__name__)

STOP_S = 2.0

DEAD = "nothing was sent: the bus died; restart the program"


@dataclass(frozen=True)
class _UnlockOrder:
    command_id: str
    address: LockAddress


@dataclass(frozen=True)
class _LookOrder:
    address: LockAddress


@dataclass(frozen=True)
class _WeighOrder:
    scale: ScaleAddress


@dataclass(frozen=True)
class _ScaleOrder:
    order_id: str
    scale: ScaleAddress
    order: ScaleOrder


class _Stop:
    """The last thing in the inbox."""


_Order = _UnlockOrder | _LookOrder | _WeighOrder | _ScaleOrder


class Bus:
    """Everything on one serial port.

    `port` is a device path or a symlink; it may appear later. `on_event` is called on the bus's
    own thread and must only pass the event on. `monotonic` gives seconds. `record` gets every
    byte both ways (capture.py).
    Until LinkLost is said, the bus may be taken to be up; after it every order still ends in an
    event of its own.
    """

    def __init__(
        self,
        port: str,
        plan: BusPlan,
        on_event: Callable[[LinkEvent], None],
        monotonic: Callable[[], float],
        *,
        timing: Timing | None = None,
        record: Recorder | None = None,
    ) -> None:
        self._port = port
        self._baud = plan.line_baud
        self._on_event = on_event
        self._monotonic = monotonic
        self._cool_down_s = (timing or Timing()).cool_down_s
        self._record = record
        self._session = Session(plan, timing)
        self._inbox: queue.SimpleQueue[_Order | _Stop] = queue.SimpleQueue()
        self._wake = _Wake()
        self._serial: serial.Serial | None = None
        self._loss_reason: str | None = None
        self._open_at = float("-inf")
        self._thread = threading.Thread(target=self._run, name="bus", daemon=True)

    def start(self) -> None:
        """Once only. A missing port is no error here: it is told as LinkLost."""
        self._thread.start()

    def stop(self) -> None:
        """End within 2 s. Open orders end as failed (never sent) or unknown."""
        self._post(_Stop())
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    # --- orders, from any thread ----------------------------------------------------------------

    def unlock(self, command_id: str, address: LockAddress) -> None:
        """Order one unlock.

        Write `command_id` down durably first. It ends in exactly one of DoorOpened, UnlockFailed
        and UnlockUnknown; the same id again sends nothing and is told the same result.
        Raises AddressError, and does nothing, for a lock that this bus cannot have.
        """
        self._session.check(address)
        self._post(_UnlockOrder(command_id, address))

    def look(self, address: LockAddress) -> None:
        """Order one reading of a door; it ends in DoorSeen. Raises AddressError as `unlock`."""
        self._session.check(address)
        self._post(_LookOrder(address))

    def weigh(self, scale: ScaleAddress) -> None:
        """Weigh out of turn; WeightRead follows. Raises AddressError if it is not in the plan."""
        self._session.check_scale(scale)
        self._post(_WeighOrder(scale))

    def order_scale(self, order_id: str, scale: ScaleAddress, order: ScaleOrder) -> None:
        """Tare or calibrate; it ends in one of ScaleOrderDone, -Failed and -Unknown.

        Raises AddressError if the scale is not in the plan.
        """
        self._session.check_scale(scale)
        self._post(_ScaleOrder(order_id, scale, order))

    # --- the thread ---------------------------------------------------------------------------

    def _post(self, order: _Order | _Stop) -> None:
        self._inbox.put(order)
        self._wake.up()

    def _run(self) -> None:
        try:
            while self._take_orders():
                self._tell(self._session.advance(self._monotonic()))
                self._mend_line()
                if self._serial is None:
                    self._try_to_open()
                if self._serial is None:
                    self._wake.wait(None, min(self._cool_down_s, 0.02))
                else:
                    self._exchange(self._serial)
        except Exception as error:
            log.exception("the bus died")
            self._tell([LinkLost(self._port, f"the bus died of a fault of its own: {error}")])
            self._wind_up()
            self._refuse_orders()
        else:
            self._wind_up()

    def _wind_up(self) -> None:
        """The port is closed first: then no order can be sent any more."""
        self._close_port()
        self._tell(self._session.close(self._monotonic()))

    def _refuse_orders(self) -> None:
        """A dead bus still owes every order an answer, until `stop`."""
        while True:
            match self._inbox.get():
                case _UnlockOrder(command_id, address):
                    self._tell([UnlockFailed(command_id, address, DEAD)])
                case _LookOrder(address):
                    self._tell([DoorSeen(address, is_open=None)])
                case _WeighOrder(scale):
                    self._tell([WeightRead(scale, None, Quality.UNKNOWN, self._monotonic())])
                case _ScaleOrder(order_id, scale):
                    self._tell([ScaleOrderFailed(order_id, scale, DEAD)])
                case _Stop():
                    return

    def _take_orders(self) -> bool:
        while True:
            try:
                order = self._inbox.get_nowait()
            except queue.Empty:
                return True
            now = self._monotonic()
            match order:
                case _UnlockOrder(command_id, address):
                    self._tell(self._session.unlock(command_id, address, now))
                case _LookOrder(address):
                    self._session.look(address, now)
                case _WeighOrder(scale):
                    self._session.weigh(scale)
                case _ScaleOrder(order_id, scale, scale_order):
                    self._session.order_scale(order_id, scale, scale_order, now)
                case _Stop():
                    return False

    def _exchange(self, port: serial.Serial) -> None:
        try:
            request = self._session.next_bytes(self._monotonic())
            if request is not None:
                port.write(request)
                self._note(Direction.SENT, request)
            self._wake.wait(port.fileno(), self._session.nap_s(self._monotonic()))
            data = port.read(max(1, port.in_waiting))
        except PORT_ERRORS as error:
            self._lose(f"{self._port} went away ({error}): check the cable and the board's power.")
            return
        if data:
            self._note(Direction.HEARD, data)
        self._tell(self._session.receive(data, self._monotonic()))

    def _note(self, direction: Direction, data: bytes) -> None:
        if self._record is not None:
            self._record(self._monotonic(), direction, data)

    # --- the port -----------------------------------------------------------------------------

    def _mend_line(self) -> None:
        """Throw away what is under way, or reopen at once: what sticks in the adapter goes too."""
        port, now = self._serial, self._monotonic()
        if port is None:
            return
        if self._session.wants_reopen(now):
            log.info("flushing and reopening %s", self._port)
            self._close_port()
            self._open_at = now
            self._try_to_open()
        elif self._session.wants_flush:
            with contextlib.suppress(*PORT_ERRORS):  # a port that is gone is told by _exchange
                port.reset_input_buffer()
            self._session.line_was_flushed(now)

    def _try_to_open(self) -> None:
        if self._monotonic() < self._open_at:
            return
        try:
            self._serial = open_port(self._port, self._baud)
        except PortGoneError as error:
            self._lose(str(error))
            return
        if self._loss_reason is not None:
            self._loss_reason = None
            log.info("%s is back", self._port)
            self._tell([LinkRestored(self._port)])

    def _lose(self, reason: str) -> None:
        """Say it once for each loss; a changed reason only goes to the log."""
        self._close_port()
        self._open_at = self._monotonic() + self._cool_down_s
        was_lost, changed = self._loss_reason is not None, self._loss_reason != reason
        self._loss_reason = reason
        if changed:
            log.error("%s", reason)
        if not was_lost:
            self._tell([LinkLost(self._port, reason)])

    def _close_port(self) -> None:
        port, self._serial = self._serial, None
        self._session.line_was_flushed(self._monotonic())
        if port is None:
            return
        try:
            port.reset_output_buffer()
            port.reset_input_buffer()
        except PORT_ERRORS:
            log.debug("%s could not be flushed: it is gone", self._port)
        with contextlib.suppress(*PORT_ERRORS):
            port.close()

    def _tell(self, events: list[LinkEvent]) -> None:
        for event in events:
            self._on_event(event)


class _Wake:
    """Ends the thread's wait when an order comes, so that it goes out at once."""

    def __init__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._read, False)
        os.set_blocking(self._write, False)

    def up(self) -> None:
        with contextlib.suppress(BlockingIOError):  # full: it is awake already
            os.write(self._write, b"w")

    def wait(self, port: int | None, seconds: float) -> None:
        """Until bytes are at `port`, `up` is called, or so long."""
        ends = [self._read] if port is None else [self._read, port]
        ready, _, _ = select.select(ends, [], [], seconds)
        if self._read in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(self._read, 4096)

    def __del__(self) -> None:
        os.close(self._read)
        os.close(self._write)
