"""What to do about a message with a code."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.domain.text_message import CodeMessage


@dataclass(frozen=True, slots=True)
class SendCode:
    """Written down where it is sent, and sent once. Answered by CodeAnswered, in its own time."""

    message: CodeMessage


CodeEffect = SendCode
