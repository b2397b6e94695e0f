"""One pty pair: a real device path, so that the real serial library is at the other end.

A pty carries bytes at any speed, but remembers which one the host set: `host_baud` tells, so that
a wrong one can be punished as a wire does.
"""

import contextlib
import os
import termios
import tty
from pathlib import Path

from firmware_bridge.errors import SymlinkError

BAUDS = {
    getattr(termios, f"B{baud}"): baud
    for baud in (300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
}


class PtyEnd:
    """The device exists from here until `close`.

    The slave is held open too: without it the master reads EIO between users. Raises SymlinkError
    if `symlink` is taken by something that is not a link.
    """

    def __init__(self, symlink: Path | None) -> None:
        self.master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self.master, False)
        self.device = Path(os.ttyname(self._slave))
        self._symlink = symlink
        try:
            self._link()
        except SymlinkError:
            self._close_ends()
            raise

    @property
    def path(self) -> Path:
        """What to give to the host."""
        return self._symlink or self.device

    @property
    def host_baud(self) -> int | None:
        """What the host set last; None for a speed without a name."""
        return BAUDS.get(termios.tcgetattr(self._slave)[5])

    def read(self) -> bytes:
        return os.read(self.master, 4096)

    def write(self, data: bytes) -> None:
        """A host that does not read loses bytes, as on a wire."""
        with contextlib.suppress(BlockingIOError):
            os.write(self.master, data)

    def close(self) -> None:
        if self._symlink is not None and self._symlink.is_symlink():
            points_here = self._symlink.readlink() == self.device
            if points_here:
                self._symlink.unlink()
        self._close_ends()

    def _close_ends(self) -> None:
        os.close(self.master)
        os.close(self._slave)

    def _link(self) -> None:
        """Point the link at this device in one step; a stale link of a killed run is replaced."""
        link = self._symlink
        if link is None:
            return
        if link.exists() and not link.is_symlink():
            raise SymlinkError(
                f"{link} is a real file, not a link: move it or choose another path."
            )
        link.parent.mkdir(parents=True, exist_ok=True)
        fresh = link.with_name(f".{link.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(self.device)
        fresh.replace(link)
