"""Messages that the gateway sends for this kiosk: signed questions, twice if need be.

A second question has the same id, so it sends nothing twice. What is not an answer that the
gateway vouches for is unknown, unless no byte of the question left this kiosk.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from kiosk.domain.text_message import CodeMessage, Fate
from kiosk.messages.wire import PATH, CodeBody, FateAnswer
from kiosk.rails.errors import NotSentError, RailError
from kiosk.rails.gateway_rail import GatewayLine, TurnedAwayError
from kiosk.rails.gateway_wire import parse

log = logging.getLogger(__name__)

MAY_HAVE_BEEN_SENT = frozenset({"internal", "storage", "busy", "unreadable", "http"})
"""Codes of a gateway that failed on the way. Any other no came before anything was sent."""


@dataclass(frozen=True, slots=True)
class GatewayMessages:
    """A `SendOnce`. Safe to share between threads."""

    line: GatewayLine

    def __call__(self, message: CodeMessage) -> Fate:
        first = self._asked(message)
        if first is not Fate.UNKNOWN:
            return first
        second = self._asked(message)
        return Fate.UNKNOWN if second is Fate.DOWN else second

    def _asked(self, message: CodeMessage) -> Fate:
        try:
            return parse(self.line.ask(PATH, CodeBody.of(message)), FateAnswer).fate
        except RailError as error:
            log.warning("message %s: %s", message.id, error)
            return _fate_by(error)
        except ValueError as error:  # an odd body, here or there; its text may show what was sent
            log.warning("message %s: %s", message.id, type(error).__name__)
            return Fate.UNKNOWN


def _fate_by(error: RailError) -> Fate:
    if isinstance(error, TurnedAwayError):
        return Fate.UNKNOWN if error.code in MAY_HAVE_BEEN_SENT else Fate.DOWN
    return Fate.DOWN if isinstance(error, NotSentError) else Fate.UNKNOWN
