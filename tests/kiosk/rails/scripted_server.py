"""An HTTP server on this machine that does what a test says: `answer(request)` for each request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Heard:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Says:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class ScriptedServer:
    """`heard` is everything it was asked. Use with `with`."""

    def __init__(self, answer: Callable[[Heard], Says | None]) -> None:
        self.answer = answer
        self.heard: list[Heard] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def _serve(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                heard = Heard(
                    self.command, self.path, dict(self.headers.items()), self.rfile.read(length)
                )
                owner.heard.append(heard)
                says = owner.answer(heard)
                if says is None:  # hangs up without a word
                    self.close_connection = True
                    return
                self.send_response(says.status)
                for name, value in says.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(says.body)))
                self.end_headers()
                self.wfile.write(says.body)

            do_GET = do_POST = _serve  # noqa: N815 - the library's names

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
