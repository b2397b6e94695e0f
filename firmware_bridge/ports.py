"""Serial ports of this machine: which there are, opening one. The only file that opens them."""

import errno
import termios

import serial
from serial.tools import list_ports

from firmware_bridge.errors import PortDeniedError, PortGoneError

PORT_ERRORS = (OSError, termios.error)
"""All that a port raises when it goes: SerialException is an OSError, termios.error is not."""


def open_port(path: str, baud: int = 9600) -> serial.Serial:
    """Open for ourselves alone, 8N1, empty; reads give what is there and never wait.

    Raises PortDeniedError or PortGoneError with a sentence that says what to do.
    """
    port: serial.Serial | None = None
    try:
        port = serial.Serial(path, baud, timeout=0, write_timeout=1.0, exclusive=True)
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
