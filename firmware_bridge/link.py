"""The thread that owns the serial port. The only file that imports `serial`.

It opens the port, carries bytes between port and Session, and survives whatever a cable can do.
It decides nothing about doors.
"""

import contextlib
import errno
import logging
import queue
import termios
import threading
from collections.abc import Callable
from dataclasses import dataclass

import serial
from serial.tools import list_ports

from firmware_bridge.errors import PortDeniedError, PortGoneError
from firmware_bridge.messages import (
    DoorSeen,
    LinkEvent,
    LinkLost,
    LinkRestored,
    LockAddress,
    UnlockFailed,
)
from firmware_bridge.session import Session
from firmware_bridge.shuoming import BAUD, ShuomingOptions
from firmware_bridge.timing import Timing

log = logging.getLogger(__name__)

READ_S = 0.02
"""Longest blocking read: how late a new order or `stop` can be noticed while the line is quiet."""

COOL_DOWN_S = 1.0
"""Between two attempts to open a port that is not there."""

STOP_S = 2.0

PORT_ERRORS = (OSError, termios.error)
"""All that a port raises when it goes: SerialException is an OSError, termios.error is not."""


@dataclass(frozen=True)
class _UnlockOrder:
    command_id: str
    address: LockAddress


@dataclass(frozen=True)
class _LookOrder:
    address: LockAddress


class _Stop:
    """The last thing in the inbox."""


class LockLink:
    """All lock boards on one serial port.

    `port` is a device path or a symlink; it may appear later. `on_event` is called on the link's
    own thread and must only pass the event on. `monotonic` gives seconds.
    Until LinkLost is said, the link may be taken to be up; after it every order still ends in an
    event of its own.
    """

    def __init__(
        self,
        port: str,
        options: ShuomingOptions,
        on_event: Callable[[LinkEvent], None],
        monotonic: Callable[[], float],
        *,
        timing: Timing | None = None,
        cool_down_s: float = COOL_DOWN_S,
    ) -> None:
        self._port = port
        self._on_event = on_event
        self._monotonic = monotonic
        self._cool_down_s = cool_down_s
        self._session = Session(options, timing)
        self._inbox: queue.SimpleQueue[_UnlockOrder | _LookOrder | _Stop] = queue.SimpleQueue()
        self._serial: serial.Serial | None = None
        self._loss_reason: str | None = None
        self._open_at = float("-inf")
        self._thread = threading.Thread(target=self._run, name="lock-link", daemon=True)

    def start(self) -> None:
        """Once only. A missing port is no error here: it is told as LinkLost."""
        self._thread.start()

    def stop(self) -> None:
        """End within 2 s. Open orders end as UnlockFailed (never sent) or UnlockUnknown."""
        self._inbox.put(_Stop())
        if self._thread.ident is not None:
            self._thread.join(STOP_S)

    def unlock(self, command_id: str, address: LockAddress) -> None:
        """Order one unlock; may be called from any thread.

        Write `command_id` down durably first. It ends in exactly one of DoorOpened, UnlockFailed
        and UnlockUnknown; the same id again sends nothing and is told the same result.
        """
        self._inbox.put(_UnlockOrder(command_id, address))

    def look(self, address: LockAddress) -> None:
        """Order one reading of a door; it ends in DoorSeen. From any thread."""
        self._inbox.put(_LookOrder(address))

    # --- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while self._take_orders():
                self._tell(self._session.advance(self._monotonic()))
                if self._serial is not None and self._session.wants_flush:
                    self._start_afresh()
                if self._serial is None:
                    self._try_to_open()
                else:
                    self._exchange(self._serial)
        except Exception as error:
            log.exception("the lock link died")
            self._tell([LinkLost(self._port, f"the lock link died of a fault of its own: {error}")])
            self._wind_up()
            self._refuse_orders()
        else:
            self._wind_up()

    def _wind_up(self) -> None:
        self._close_port()
        self._tell(self._session.close(self._monotonic()))

    def _refuse_orders(self) -> None:
        """A dead link still owes every order an answer, until `stop`."""
        while True:
            match self._inbox.get():
                case _UnlockOrder(command_id, address):
                    reason = "nothing was sent: the lock link died; restart the program"
                    self._tell([UnlockFailed(command_id, address, reason)])
                case _LookOrder(address):
                    self._tell([DoorSeen(address, is_open=None)])
                case _Stop():
                    return

    def _take_orders(self) -> bool:
        """Pass on what was ordered. Without a port this is also where the thread waits."""
        wait_s = READ_S if self._serial is None else 0.0
        while True:
            try:
                order = self._inbox.get(timeout=wait_s) if wait_s else self._inbox.get_nowait()
            except queue.Empty:
                return True
            wait_s = 0.0
            match order:
                case _UnlockOrder(command_id, address):
                    self._tell(self._session.unlock(command_id, address, self._monotonic()))
                case _LookOrder(address):
                    self._session.look(address, self._monotonic())
                case _Stop():
                    return False

    def _exchange(self, port: serial.Serial) -> None:
        try:
            request = self._session.next_bytes(self._monotonic())
            if request is not None:
                port.write(request)
            data = port.read(max(1, port.in_waiting))
        except PORT_ERRORS as error:
            self._lose(f"{self._port} went away ({error}): check the cable and the board's power.")
            return
        self._tell(self._session.receive(data, self._monotonic()))

    def _start_afresh(self) -> None:
        """Reopen at once: what sticks in the adapter or its driver goes with the old port."""
        log.info("flushing and reopening %s", self._port)
        self._close_port()
        self._open_at = self._monotonic()
        self._try_to_open()

    def _try_to_open(self) -> None:
        if self._monotonic() < self._open_at:
            return
        try:
            self._serial = open_port(self._port)
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
        self._session.line_was_flushed()
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


# --- ports --------------------------------------------------------------------------------------


def open_port(path: str) -> serial.Serial:
    """Open for ourselves alone, 9600 8N1, and empty.

    Raises PortDeniedError or PortGoneError with a sentence that says what to do.
    """
    port: serial.Serial | None = None
    try:
        port = serial.Serial(path, BAUD, timeout=READ_S, write_timeout=1.0, exclusive=True)
        port.reset_input_buffer()
    except (*PORT_ERRORS, ValueError) as error:
        if port is not None:
            port.close()
        raise _explained(path, error) from error
    return port


def _explained(path: str, error: Exception) -> PortGoneError:
    match getattr(error, "errno", None):
        case errno.EACCES | errno.EPERM:
            return PortDeniedError(
                f"No permission to use {path}: put this user into the group that owns it, "
                f"usually `sudo usermod -aG dialout $USER`, then log out and in again."
            )
        case errno.EAGAIN | errno.EBUSY:
            return PortGoneError(
                f"{path} is used by another program: end that one first (a running kiosk?)."
            )
        case errno.ENOENT | errno.ENXIO | errno.ENODEV:
            return PortGoneError(
                f"{path} is not there: plug the adapter in, or see the ports with "
                f"`python -m firmware_bridge ports`."
            )
        case _:
            return PortGoneError(f"{path} cannot be opened as a serial port: {error}")


def known_ports() -> list[tuple[str, str]]:
    """(device path, description) of each serial port that the machine knows."""
    return sorted((port.device, port.description) for port in list_ports.comports())
