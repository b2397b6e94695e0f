"""The page on which a code from a message is typed. Meaning only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CodeNote(StrEnum):
    """What stands below the digits. Each has its own words."""

    SENDING = "sending"
    SENT = "sent"
    LATE = "late"
    """Nobody knows whether it was sent; a code that arrives still counts."""
    WRONG = "wrong"
    USED_UP = "used_up"
    """Too many wrong ones: no code counts any more."""
    EXPIRED = "expired"
    NO_MORE = "no_more"
    """The service sends no further message for now; those before still count."""


@dataclass(frozen=True, slots=True)
class EnterCode:
    """`again_s`: until another message may be asked for, `can_send` from then on. `can_type`: the
    number may be typed again instead."""

    masked_phone: str
    note: CodeNote
    tries_left: int = 0
    again_s: int = 0
    can_send: bool = False
    can_type: bool = False


CodeScreen = EnterCode
