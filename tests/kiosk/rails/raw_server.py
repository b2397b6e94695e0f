"""A TCP server that says its bytes in its own time: for lines that drip, hang or break."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self


class RawServer:
    """Answers each connection with `pieces`, `pause_s` apart; then keeps it open, silent.

    Counts `connections`; `pieces` may be changed. With `tls` it shows that certificate.
    """

    def __init__(
        self,
        pieces: Iterable[bytes] = (),
        pause_s: float = 0.0,
        tls: ssl.SSLContext | None = None,
        *,
        closes: bool = False,
    ) -> None:
        self.pieces = list(pieces)
        self._pause_s = pause_s
        self._tls = tls
        self._closes = closes
        self._stop = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self.connections = 0
        self.port: int = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(5)

    def _accept(self) -> None:
        while not self._stop.is_set():
            try:
                connected, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._speak, args=(connected,))
            self._threads.append(thread)
            thread.start()

    def _speak(self, connected: socket.socket) -> None:
        with contextlib.suppress(OSError), connected:
            connected.settimeout(5)
            line: socket.socket = connected
            if self._tls is not None:
                line = self._tls.wrap_socket(connected, server_side=True)
            with line:
                line.recv(65536)
                for piece in self.pieces:
                    line.sendall(piece)
                    if self._stop.wait(self._pause_s):
                        return
                if not self._closes:
                    self._stop.wait(10)
