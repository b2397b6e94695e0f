"""A text message (SMS) with a code, by which somebody shows that a phone number is theirs.

A message costs money and reaches a person: it has an id, and is sent once for it, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

CODE_LENGTH = 6
_CODE = re.compile(rf"[0-9]{{{CODE_LENGTH}}}")


class Fate(StrEnum):
    """What became of a message. Only `sent` and `unknown` may have reached a phone."""

    SENT = "sent"
    """The service took it. Whether and when it arrives, nobody tells us."""
    UNKNOWN = "unknown"
    """No answer that counts: it may arrive yet. Never taken for a no."""
    LIMITED = "limited"
    """Too many by now, to this number, from this kiosk or in all."""
    NO_SUCH_NUMBER = "no_such_number"
    DOWN = "down"
    """Nothing was sent, and somebody who looks after the service has to act."""


MAY_ARRIVE = frozenset({Fate.SENT, Fate.UNKNOWN})


@dataclass(frozen=True, slots=True)
class CodeMessage:
    """`id`: 32 digits of [0-9a-f], the idempotency key. Number and code stay out of reprs."""

    id: str
    phone: str = field(repr=False)
    code: str = field(repr=False)


SendOnce = Callable[[CodeMessage], Fate]
"""Sends it, once for its id: asked again, it tells what became of it. Slow; never raises."""


@dataclass(frozen=True, slots=True)
class MessageLimits:
    """Against bots that make money with other people's messages ("SMS pumping").

    `per_number`, `per_device`, `in_all`: most within 24 hours. `gap_s`: between two to one number.
    """

    per_number: int = 5
    per_device: int = 100
    in_all: int = 1000
    gap_s: float = 60.0


def is_code(digits: str) -> bool:
    return _CODE.fullmatch(digits) is not None
