"""What somebody looks into the camera for, or types a number for."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    PAY = "pay"
    JOIN = "join"
    DATA = "data"
    """To see, and delete, what is kept of oneself."""
    RETAKE = "retake"
    """A member's face is taken anew."""
    ADD = "add"
    """A member without a face adds one."""
