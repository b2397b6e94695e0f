"""Answers on a socket: whole, or in the ways that networks have of breaking them."""

from __future__ import annotations

import select
import socket
import struct
from dataclasses import dataclass
from http import HTTPStatus
from threading import Event

from kiosk.simulators.payment_service.exchange import Answer
from kiosk.simulators.payment_service.faults import Fault, FaultRule
from kiosk.simulators.payment_service.given import Rng

DRIP_S = 0.5
LOOK_S = 0.1


@dataclass(frozen=True, slots=True)
class Wire:
    """`stopping` ends every wait. `hang_s`: how long a connection without an answer is kept."""

    stopping: Event
    rng: Rng
    hang_s: float

    def send(
        self, connection: socket.socket, answer: Answer | None, rule: FaultRule | None
    ) -> bool:
        """True: the connection may be used again. Raises OSError if the other side went away."""
        raw = b"" if answer is None else raw_answer(answer)
        if rule is None:
            connection.sendall(raw)
            return True
        self._break(connection, raw, rule)
        return False

    def _break(self, connection: socket.socket, raw: bytes, rule: FaultRule) -> None:
        match rule.fault:
            case Fault.TIMEOUT_BEFORE | Fault.TIMEOUT_AFTER:
                self._hold(connection, rule.seconds or self.hang_s)
            case Fault.HALF_OPEN:
                self._hold(connection, None)
            case Fault.SLOW_DRIP:
                self._drip(connection, raw, rule.seconds or DRIP_S)
            case Fault.RESET | Fault.RESET_BEFORE:
                connection.sendall(raw[: len(raw) // 2])
                _reset_on_close(connection)
            case Fault.TRUNCATED:
                connection.sendall(raw[: raw.find(b"\r\n\r\n") + 4 + 7])
            case Fault.RUBBISH:
                connection.sendall(self.rng.randbytes(200))
            case _:
                connection.sendall(raw)

    def _hold(self, connection: socket.socket, seconds: float | None) -> None:
        """Until the time is over, the other side has gone, or the service stops."""
        left = seconds
        while (left is None or left > 0) and not _has_gone(connection):
            wait_s = LOOK_S if left is None else min(left, LOOK_S)
            if self.stopping.wait(wait_s):
                return
            left = None if left is None else left - wait_s

    def _drip(self, connection: socket.socket, raw: bytes, gap_s: float) -> None:
        for at in range(len(raw)):
            connection.sendall(raw[at : at + 1])
            if self.stopping.wait(gap_s):
                return


def raw_answer(answer: Answer) -> bytes:
    phrase = HTTPStatus(answer.status).phrase
    headers = {"Server": "nginx", **answer.headers}
    if answer.status != HTTPStatus.NO_CONTENT:
        headers["Content-Length"] = str(len(answer.body))
    lines = [f"HTTP/1.1 {answer.status} {phrase}", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + answer.body


def _has_gone(connection: socket.socket) -> bool:
    readable, _, _ = select.select([connection], [], [], 0)
    return bool(readable) and connection.recv(1, socket.MSG_PEEK) == b""


def _reset_on_close(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
