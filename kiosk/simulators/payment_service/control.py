"""The shoppers' and testers' acts over HTTP, on a local port of their own.

POST / with {"do": "code", "with": ["alipay", "rich"]} → {"done": "28…"} or {"error": "…"}.
"""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date

from kiosk.simulators.payment_service.errors import PaymentServiceError
from kiosk.simulators.payment_service.exchange import Answer, Request
from kiosk.simulators.payment_service.http_front import HttpFront, json_answer
from kiosk.simulators.payment_service.shoppers import Shoppers
from kiosk.simulators.payment_service.wire import raw_answer

LOCAL = "127.0.0.1"


class Control:
    """Listens on this machine only: whoever reaches it can pay for others."""

    def __init__(self, shoppers: Shoppers, port: int) -> None:
        self._acts: dict[str, Callable[..., object]] = {
            "buyers": shoppers.buyers,
            "add-buyer": lambda name, fen, *habit: shoppers.add_buyer(name, int(fen), *habit),
            "code": shoppers.code,
            "face": shoppers.face_token,
            "agreement": shoppers.agreement,
            "openid": shoppers.openid,
            "sign": shoppers.sign,
            "end-agreement": shoppers.end_agreement,
            "agreements": shoppers.agreements,
            "scan": shoppers.scan,
            "confirm": shoppers.confirm,
            "refuse": shoppers.refuse,
            "confirm-score": shoppers.confirm_score,
            "trades": shoppers.trades,
            "trade": shoppers.trade,
            "books": lambda *service: _sums(shoppers, *service),
            "notify": shoppers.notify,
            "fault": shoppers.add_fault,
            "faults": shoppers.faults,
            "clear": shoppers.clear_faults,
            "bill": lambda service, day: _bill(shoppers, service, day),
        }
        self._front = HttpFront(LOCAL, port, self._reply)

    @property
    def address(self) -> str:
        return self._front.address

    def start(self) -> None:
        self._front.start()

    def stop(self) -> None:
        self._front.stop()

    def do(self, name: str, words: list[str]) -> object:
        """Raises PaymentServiceError, and TypeError or ValueError for words that do not fit."""
        return self._acts[name](*words)

    def _reply(self, connection: socket.socket, request: Request) -> bool:
        connection.sendall(raw_answer(self._answer(request)))
        return True

    def _answer(self, request: Request) -> Answer:
        try:
            done = self.do(*_words(request.body))
        except PaymentServiceError as error:
            return _told(409, error=str(error))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            known = ", ".join(self._acts)
            return _told(400, error=f"Not understood. Commands: {known}.")
        return _told(200, done=_plain(done))


def _words(body: bytes) -> tuple[str, list[str]]:
    asked = json.loads(body)
    name, words = asked["do"], asked.get("with", [])
    if not isinstance(words, list) or not all(isinstance(word, str) for word in [name, *words]):
        raise TypeError("a command is words")
    return name, words


def _told(status: int, **node: object) -> Answer:
    return json_answer(json.dumps(node, ensure_ascii=False).encode(), status)


def _sums(shoppers: Shoppers, service: str = "") -> dict[str, object]:
    sums = shoppers.sums(service)
    return {**asdict(sums), "balance": sums.balance}


def _bill(shoppers: Shoppers, service: str, day: str) -> str:
    return base64.b64encode(shoppers.bill(service, date.fromisoformat(day))).decode()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value
