"""The ways to a real printer: a device file, a TCP port, a serial line. Every wait has an end.

A printer without paper simply takes no more bytes, on all ways, for hours.

python-escpos opens the serial line. Its network and file printers would not do: they wait a
minute or for ever, and cannot read what a USB printer answers.
"""

from __future__ import annotations

import fcntl
import os
import select
import socket
from collections.abc import Callable
from functools import partial
from pathlib import Path

from kiosk.domain.receipt_lines import PrinterError, PrinterTrouble

CONNECT_TIMEOUT_S = 3.0
STALL_TIMEOUT_S = 5.0
ANSWER_TIMEOUT_S = 0.5
GET_PORT_STATUS = 0x060B  # LPGETSTATUS of <linux/lp.h>, known to usblp and lp
PAPER_EMPTY = 0x20  # bit 5 of GET_PORT_STATUS, "USB Device Class Definition for Printing Devices"
CHUNK = 1024
"""Small, so that a printer that prints slowly is seen to go on taking."""


class DescriptorWire:
    """A non-blocking file descriptor of a device or a socket. `hang_up` closes it."""

    def __init__(
        self, descriptor: int, shown: str, stall_timeout_s: float, hang_up: Callable[[], None]
    ) -> None:
        self._descriptor = descriptor
        self._shown = shown
        self._stall_timeout_s = stall_timeout_s
        self._hang_up = hang_up

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                self._wait_until_it_takes()
                rest = rest[os.write(self._descriptor, rest[:CHUNK]) :]
        except BlockingIOError as error:
            raise self._stalled() from error
        except OSError as error:
            raise PrinterError(
                f"The printer at {self._shown} went away ({error.strerror}): check its cable and "
                "power. The receipt may be cut short.",
                PrinterTrouble.NOT_THERE,
            ) from error

    def read_byte(self) -> int | None:
        try:
            if not select.select([self._descriptor], [], [], ANSWER_TIMEOUT_S)[0]:
                return None
            answer = os.read(self._descriptor, 1)
        except OSError:
            return None  # a device opened for writing only, for one; the write will tell
        return answer[0] if answer else None

    def is_out_of_paper(self) -> bool:
        """USB and parallel ports have a line for it, which also printers of few words use.

        Not seen with a real printer yet. A wire that has none says no.
        """
        status = bytearray(4)
        try:
            fcntl.ioctl(self._descriptor, GET_PORT_STATUS, status)
        except OSError:
            return False
        return bool(status[0] & PAPER_EMPTY)

    def close(self) -> None:
        self._hang_up()

    def _wait_until_it_takes(self) -> None:
        if not select.select([], [self._descriptor], [], self._stall_timeout_s)[1]:
            raise self._stalled()

    def _stalled(self) -> PrinterError:
        return PrinterError(
            f"The printer at {self._shown} takes no more data: check its paper, its cover and "
            "whether it is online. The receipt may be cut short.",
            PrinterTrouble.OFFLINE,
        )


def open_device(path: Path, stall_timeout_s: float = STALL_TIMEOUT_S) -> DescriptorWire:
    """/dev/usb/lp0 and its like, for both ways if the system lets us."""
    if path.is_file():
        raise PrinterError(
            f"{path} is a file, not a printer: to collect receipts there, write file:{path}."
        )
    flags = os.O_NONBLOCK | os.O_NOCTTY
    try:
        try:
            descriptor = os.open(path, os.O_RDWR | flags)
        except PermissionError:
            descriptor = os.open(path, os.O_WRONLY | flags)
    except PermissionError as error:
        raise PrinterError(
            f"This user may not open {path}: add the user to the group 'lp' and log in again."
        ) from error
    except OSError as error:
        raise PrinterError(
            f"There is no printer at {path} ({error.strerror}): check its cable and power, "
            "or correct the printer URL.",
            PrinterTrouble.NOT_THERE,
        ) from error
    return DescriptorWire(descriptor, str(path), stall_timeout_s, partial(os.close, descriptor))


def open_tcp(host: str, port: int, stall_timeout_s: float = STALL_TIMEOUT_S) -> DescriptorWire:
    """A network printer; most listen on port 9100."""
    shown = f"{host}:{port}"
    try:
        connection = socket.create_connection((host, port), CONNECT_TIMEOUT_S)
    except (OSError, UnicodeError) as error:
        raise PrinterError(
            f"The printer at {shown} does not answer: check its power and network cable, "
            "and the address in the printer URL.",
            PrinterTrouble.NOT_THERE,
        ) from error
    connection.settimeout(0)  # non-blocking
    hang_up = partial(_hang_up, connection)
    return DescriptorWire(connection.fileno(), shown, stall_timeout_s, hang_up)


def open_serial(path: Path, baud: int, stall_timeout_s: float = STALL_TIMEOUT_S) -> DescriptorWire:
    """A serial printer, 8 bits, no parity; DTR/DSR handshake as python-escpos sets it."""
    # A second of imports, for those shops only that have such a printer.
    from escpos.exceptions import DeviceNotFoundError  # noqa: PLC0415
    from escpos.printer import Serial  # noqa: PLC0415

    printer = Serial(str(path), baudrate=baud, timeout=0)
    try:
        printer.open()
    except (DeviceNotFoundError, OSError) as error:
        raise PrinterError(
            f"There is no printer at {path}: check its cable, its power and whether this user is "
            "in the group 'dialout', or correct the printer URL.",
            PrinterTrouble.NOT_THERE,
        ) from error
    descriptor = printer.device.fileno()
    return DescriptorWire(descriptor, str(path), stall_timeout_s, printer.device.close)


def _hang_up(connection: socket.socket) -> None:
    """Closing with an answer unread would reset the connection, and cut the receipt short."""
    with connection:
        try:
            connection.shutdown(socket.SHUT_WR)
            while select.select([connection], [], [], ANSWER_TIMEOUT_S)[0]:
                if not connection.recv(CHUNK):
                    return
        except OSError:
            return  # it hung up first
