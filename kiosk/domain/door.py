"""A door command's life. It is written down before the first byte leaves for the board.

intended → sent → opened | failed | unknown
intended → dropped   (a restart found it unsent, and nobody stands there any more)
"""

from __future__ import annotations

from enum import StrEnum


class DoorState(StrEnum):
    INTENDED = "intended"
    SENT = "sent"
    OPENED = "opened"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"
