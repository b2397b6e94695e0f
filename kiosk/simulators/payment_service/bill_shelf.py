"""Bills that were asked for, to be fetched from an address of their own for a while."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from kiosk.simulators.payment_service.exchange import Answer, Request

MOST = 100


@dataclass(slots=True)
class BillShelf:
    """The newest `MOST` files by token. `address` of the service is known once it listens."""

    address: str = ""
    _files: dict[str, bytes] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def put(self, token: str, contents: bytes) -> None:
        with self._lock:
            self._files[token] = contents
            while len(self._files) > MOST:
                del self._files[next(iter(self._files))]

    def take(self, token: str) -> bytes | None:
        with self._lock:
            return self._files.get(token)

    def alipay_file(self, request: Request) -> Answer:
        """Anybody who has the address may fetch it [K: the true one holds 30 seconds]."""
        contents = self.take(request.path.removeprefix("/bills/"))
        if contents is None:
            return Answer(404, b"", {})
        return Answer(200, contents, {"Content-Type": "application/zip"})
