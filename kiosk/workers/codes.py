"""The thread that sends messages with codes, one after the other: every answer an event."""

from __future__ import annotations

import logging
from collections.abc import Callable

from kiosk.domain.text_message import CodeMessage, Fate, SendOnce
from kiosk.flows.code_events import CodeAnswered
from kiosk.workers.lane import Lane

log = logging.getLogger(__name__)


class CodesWorker:
    """A `CodeSender`. `make` is called on its own thread, when the first message is to be sent."""

    def __init__(
        self, make: Callable[[], SendOnce], on_event: Callable[[CodeAnswered], None]
    ) -> None:
        self._lane = Lane("codes", make, on_event)

    def start(self) -> None:
        self._lane.start()

    def stop(self) -> None:
        self._lane.end()
        self._lane.join()

    def send(self, message: CodeMessage) -> None:
        self._lane.ask(message.id, lambda made: CodeAnswered(message.id, _sent(made, message)))


def _sent(made: Callable[[], SendOnce], message: CodeMessage) -> Fate:
    try:
        send = made()
    except Exception:
        log.exception("no message can be sent: see [messages] in the settings")
        return Fate.DOWN
    try:
        return send(message)
    except Exception as error:  # its text and its causes may hold number and code
        kind = type(error).__name__
        log.error("message %s broke down: %s", message.id, kind)  # noqa: TRY400
        return Fate.UNKNOWN
