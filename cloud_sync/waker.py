"""Ends another thread's wait on sockets: the self-pipe trick, with a pair of sockets."""

import contextlib
import socket


class Waker:
    """`wake` may be called from any thread, any number of times, also after `close`."""

    def __init__(self) -> None:
        self._reader, self._writer = socket.socketpair()
        self._reader.settimeout(0)
        self._writer.settimeout(0)

    def fileno(self) -> int:
        """Readable as soon as somebody has called `wake`."""
        return self._reader.fileno()

    def wake(self) -> None:
        with contextlib.suppress(OSError):  # full: a wake-up waits already; closed: nobody waits
            self._writer.send(b"\0")

    def clear(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._reader.recv(4096)

    def close(self) -> None:
        self._reader.close()
        self._writer.close()
