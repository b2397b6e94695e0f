"""The printer behind a real TCP port or a real pty. One thread owns it; people ask by `act`.

A pty has no line for "out of paper" as /dev/usb/lp0 has, and no flow control of its own.
"""

from __future__ import annotations

import contextlib
import os
import queue
import select
import socket
import threading
import tty
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from kiosk.simulators.receipt_printer.machine import Machine

STOP_S = 2.0
CHUNK = 4096


class End(Protocol):
    """Where hosts write to."""

    @property
    def url(self) -> str:
        """What to set as [printer] url."""

    def sources(self) -> list[int]:
        """Descriptors that hosts make readable."""

    def read(self, source: int, most: int) -> bytes: ...
    def write(self, data: bytes) -> None: ...
    def close(self) -> None: ...


class TcpEnd:
    """One host at a time, as printers do it; the next waits."""

    def __init__(self, host: str, port: int) -> None:
        self._server = socket.create_server((host, port))
        self._client: socket.socket | None = None

    @property
    def url(self) -> str:
        host, port = self._server.getsockname()[:2]
        return f"tcp:{host}:{port}"

    def sources(self) -> list[int]:
        return [(self._client or self._server).fileno()]

    def read(self, source: int, most: int) -> bytes:
        if self._client is None:
            self._client, _ = self._server.accept()
            return b""
        data = b""
        with contextlib.suppress(OSError):
            data = self._client.recv(most)
        if not data:
            self._client.close()
            self._client = None
        return data

    def write(self, data: bytes) -> None:
        """A host that has hung up does not hear it."""
        if self._client is not None:
            with contextlib.suppress(OSError):
                self._client.sendall(data)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._server.close()


class PtyEnd:
    """A terminal as raw as a printer. Our side of it stays open: else hosts would hang up on us."""

    def __init__(self) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._theirs)
        self.path = Path(os.ttyname(self._theirs))

    @property
    def url(self) -> str:
        return f"device:{self.path}"

    def sources(self) -> list[int]:
        return [self._ours]

    def read(self, source: int, most: int) -> bytes:
        return os.read(source, most)

    def write(self, data: bytes) -> None:
        os.write(self._ours, data)

    def close(self) -> None:
        os.close(self._theirs)
        os.close(self._ours)


class PrinterPort:
    """Runs `machine` at `end` from `start` to `stop`; usable in a `with`."""

    def __init__(self, machine: Machine, end: End) -> None:
        self._machine = machine
        self._end = end
        self._acts: queue.SimpleQueue[Callable[[Machine], None] | None] = queue.SimpleQueue()
        self._wake_read, self._wake_write = os.pipe()
        self._thread = threading.Thread(target=self._run, name="virtual-printer", daemon=True)

    @property
    def url(self) -> str:
        return self._end.url

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._acts.put(None)
        os.write(self._wake_write, b"w")
        self._thread.join(STOP_S)

    def act(self, act: Callable[[Machine], None]) -> None:
        """What a person does to it: done on the printer's thread, before what is sent next."""
        self._acts.put(act)
        os.write(self._wake_write, b"w")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        with contextlib.closing(self._end):
            while self._serve():
                pass
        os.close(self._wake_read)
        os.close(self._wake_write)

    def _serve(self) -> bool:
        """Until bytes come or a person acts. Without room nothing is read, so the host stalls."""
        sources = self._end.sources() if self._machine.room else []
        ready, _, _ = select.select([self._wake_read, *sources], [], [])
        if self._wake_read in ready:
            os.read(self._wake_read, 1)
            act = self._acts.get()
            if act is None:
                return False
            act(self._machine)
            self._end.write(self._machine.proceed())
            return True
        data = self._end.read(ready[0], min(CHUNK, self._machine.room))
        self._end.write(self._machine.receive(data))
        return True
