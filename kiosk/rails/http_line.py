"""Connections that end when their time is up, whatever the other side does.

urllib3's time-outs are for each read: a server that sends one byte a second holds its client for
ever. Here a watchdog shuts the connection at the deadline, so that every read and write returns.
Looking up a name cannot be interrupted at all: it is done aside, and left behind when it hangs.
"""

from __future__ import annotations

import queue
import socket
import threading
from types import TracebackType
from typing import Self

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import NewConnectionError

_Found = tuple[socket.AddressFamily, tuple[str, int]]


class Line:
    """One request's connection, and its watchdog. Use with `with`."""

    def __init__(self, connect_timeout_s: float, deadline_s: float) -> None:
        self.connect_timeout_s = connect_timeout_s
        self.deadline_s = deadline_s
        self.is_late = False
        self.is_connected = False
        self._lock = threading.Lock()
        self._twin: socket.socket | None = None
        self._watchdog = threading.Timer(deadline_s, self._cut)
        self._watchdog.daemon = True
        self._watchdog.name = "http-deadline"

    def __enter__(self) -> Self:
        self._watchdog.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._watchdog.cancel()
        with self._lock:
            if self._twin is not None:
                self._twin.close()
                self._twin = None

    def pool(self, kind: type[HttpLine] | type[HttpsLine]) -> object:
        """What urllib3 calls to make a pool for a host."""
        made = type("OurConnection", (kind,), {"line": self})
        base = HTTPSConnectionPool if issubclass(kind, HttpsLine) else HTTPConnectionPool
        return type("OurPool", (base,), {"ConnectionCls": made})

    def connect(self, host: str, port: int) -> socket.socket:
        """A connected socket. Raises OSError."""
        failure: OSError = OSError(f"{host} has no address")
        for family, address in _addresses(host, port, self.connect_timeout_s):
            if self.is_late:
                break
            connected = socket.socket(family, socket.SOCK_STREAM)
            try:
                connected.settimeout(self.connect_timeout_s)
                connected.connect(address)
                self._watch(connected)
            except OSError as error:
                failure = error
                connected.close()
            else:
                return connected
        raise failure

    def _watch(self, connected: socket.socket) -> None:
        # A duplicate: TLS detaches the socket it wraps, but a shutdown reaches all duplicates.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            if self.is_late:
                raise TimeoutError("the deadline passed while connecting")
            self._twin = connected.dup()
            self.is_connected = True

    def _cut(self) -> None:
        with self._lock:
            self.is_late = True
            if self._twin is not None:
                try:
                    self._twin.shutdown(socket.SHUT_RDWR)
                except OSError:  # the other side was faster
                    return


class HttpLine(HTTPConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        try:
            return self.line.connect(self._dns_host, self.port)
        except OSError as error:
            raise NewConnectionError(self, f"Cannot connect: {error}") from error


class HttpsLine(HTTPSConnection):
    line: Line

    def _new_conn(self) -> socket.socket:
        try:
            return self.line.connect(self._dns_host, self.port)
        except OSError as error:
            raise NewConnectionError(self, f"Cannot connect: {error}") from error


def _addresses(host: str, port: int, wait_s: float) -> list[_Found]:
    """Raises OSError when the name is unknown, or nobody tells in time."""
    answers: queue.SimpleQueue[list[_Found] | OSError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([(row[0], row[4]) for row in found])  # type: ignore[misc]
        except OSError as error:
            answers.put(error)

    threading.Thread(target=look_up, name="http-name", daemon=True).start()
    try:
        answer = answers.get(timeout=wait_s)
    except queue.Empty:
        raise TimeoutError(f"the name {host} was not found in time") from None
    if isinstance(answer, OSError):
        raise answer
    return answer
