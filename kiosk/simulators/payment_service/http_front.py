"""The HTTP server that both vendors' addresses and the control interface are built on.

Strict about sizes and lengths, patient with nothing: a request that dawdles is dropped.
"""

from __future__ import annotations

import logging
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kiosk.simulators.payment_service.errors import SettingsError
from kiosk.simulators.payment_service.exchange import Answer, Request

log = logging.getLogger(__name__)

MOST_BYTES = 256 * 1024
READ_S = 20.0
Reply = Callable[[socket.socket, Request], bool]
"""Answers on the socket; False: close the connection."""


class HttpFront:
    """Serves on threads of its own from `start` to `stop`, which cuts what is still open."""

    def __init__(self, host: str, port: int, reply: Reply) -> None:
        try:
            self._server = _Server((host, port), reply)
        except (OSError, OverflowError) as error:
            raise SettingsError(
                f"Cannot listen on {host}:{port}: {error}. Choose another port."
            ) from error
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="http-front"
        )

    @property
    def address(self) -> str:
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(2)
        self._server.cut_all()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], reply: Reply) -> None:
        self.reply = reply
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, _Handler)

    def opened(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.add(connection)

    def closed(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)

    def cut_all(self) -> None:
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # it went away by itself
                log.debug("A connection was closed already.")

    def handle_error(self, request: object, client_address: object) -> None:
        """The other side went away, or sent what is no HTTP: never a traceback on the screen."""
        log.debug("A connection broke: %s.", sys.exc_info()[0])


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = READ_S
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.server.opened(self.connection)

    def finish(self) -> None:
        self.server.closed(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = self.headers.get("Content-Length", "0")
        is_number = length.isascii() and length.isdigit() and len(length) < 8
        if not is_number or int(length) > MOST_BYTES:
            self.close_connection = True
            self.send_error(413)
            return
        body = self.rfile.read(int(length))
        if len(body) < int(length):
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers, body)
        if not self.server.reply(self.connection, request):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name
        """Nothing: addresses and bodies carry payment codes."""


def json_answer(body: bytes, status: int = 200) -> Answer:
    return Answer(status, body, {"Content-Type": "application/json; charset=utf-8"})
