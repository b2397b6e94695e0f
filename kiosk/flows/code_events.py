"""What is told of a message with a code."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.text_message import Fate


@dataclass(frozen=True, slots=True)
class CodeAnswered:
    """What became of the message with this id."""

    message_id: str
    fate: Fate


CodeEvent = CodeAnswered
