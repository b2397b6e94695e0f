"""The thread that tells merchants what happened, and lets time pass in the books.

A notify is sent until the merchant takes it: the body `success` (Alipay), any 2xx (WeChat) [V].
"""

from __future__ import annotations

import http.client
import logging
import socket
import sqlite3
import threading
from urllib.parse import SplitResult, urlsplit

from kiosk.simulators.payment_service import notifies, settling
from kiosk.simulators.payment_service.books import Books
from kiosk.simulators.payment_service.errors import ControlError
from kiosk.simulators.payment_service.exchange import Signing
from kiosk.simulators.payment_service.faults import Fault, FaultPlan
from kiosk.simulators.payment_service.notifies import Notify
from kiosk.simulators.payment_service.notify_letters import Letter, Writer

log = logging.getLogger(__name__)

TICK_S = 0.1
ANSWER_S = 5.0
MOST_BYTES = 4096


class Notifier:
    """Runs from `start` to `stop`. `send_due` may be called from any thread, too."""

    def __init__(self, books: Books, writer: Writer, plan: FaultPlan) -> None:
        self._books = books
        self._writer = writer
        self._plan = plan
        self._stopping = threading.Event()
        self._sending = threading.Lock()
        self._connection: http.client.HTTPConnection | None = None
        self._thread = threading.Thread(target=self._run, name="notifier", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        connection = self._connection
        if connection is not None and connection.sock is not None:
            _cut(connection.sock)
        if self._thread.is_alive():
            self._thread.join(2)

    def send_due(self) -> None:
        """Send what is due now, one after the other."""
        with self._sending:
            for notify in notifies.due(self._books):
                if self._stopping.is_set():
                    return
                self._send(notify)

    def send_again(self, number: str, how: str) -> bool:
        """For tests: the newest notify about `number` once more. True: the merchant took it.

        `how`: "again" (same id), "forged" (a stranger's key), "unsigned", "tampered" (another
        amount, under the true signature of the old one). Raises ControlError.
        """
        notify = notifies.of_number(self._books, number)
        contents = self._writer.contents(notify)
        match how:
            case "again":
                letter = self._writer.letter(notify, contents)
            case "forged":
                letter = self._writer.letter(notify, contents, as_stranger=True)
            case "unsigned":
                letter = self._writer.letter(notify, contents, Signing.MISSING)
            case "tampered":
                letter = _tampered(self._writer.letter(notify, contents))
            case _:
                raise ControlError(f"Not {how!r}: again, forged, unsigned or tampered.")
        with self._sending:
            return self._deliver(notify, letter)

    def _run(self) -> None:
        while not self._stopping.wait(TICK_S):
            try:
                settling.settle_due(self._books)
                self.send_due()
            except sqlite3.Error:
                log.exception("The books failed; trying again.")

    def _send(self, notify: Notify) -> None:
        faults = self._plan.for_call(f"notify.{notify.service}")
        if Fault.LOST_NOTIFY in faults:
            notifies.lose(self._books, notify)
            return
        contents = self._writer.contents(notify)
        notifies.keep_contents(self._books, notify, contents)
        signing = Signing.WRONG if Fault.WRONG_SIGNATURE in faults else Signing.RIGHT
        letter = self._writer.letter(notify, contents, signing)
        taken = self._deliver(notify, letter)
        if Fault.DUPLICATE_NOTIFY in faults:
            taken = self._deliver(notify, letter) or taken
        notifies.tried(self._books, notify, taken=taken)

    def _deliver(self, notify: Notify, letter: Letter) -> bool:
        url = urlsplit(notify.url)
        try:
            self._connection = _connection(url)
            path = (url.path or "/") + (f"?{url.query}" if url.query else "")
            self._connection.request("POST", path, letter.body, letter.headers)
            response = self._connection.getresponse()
            body = response.read(MOST_BYTES)
        except (OSError, http.client.HTTPException, ValueError):
            log.info("The merchant could not be told; trying again later.")
            return False
        finally:
            if self._connection is not None:
                self._connection.close()
        if notify.service == "alipay":
            return response.status == http.HTTPStatus.OK and body.strip() == b"success"
        return 200 <= response.status < 300


def _connection(url: SplitResult) -> http.client.HTTPConnection:
    """Raises ValueError for an address with a port that is none."""
    kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
    return kind(url.hostname or "", url.port, timeout=ANSWER_S)


def _cut(connection: socket.socket) -> None:
    """Ends a read in another thread, which `close` would not."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # it ended by itself
        log.debug("The merchant's connection was closed already.")


def _tampered(letter: Letter) -> Letter:
    """One digit more of money; the signature is of what it was before."""
    body = letter.body.replace(b"total_amount=", b"total_amount=9").replace(
        b'"summary": "', b'"summary": "9'
    )
    return Letter(letter.headers, body)
