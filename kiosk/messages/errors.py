"""What a kiosk's program may have done wrong with a message."""

from __future__ import annotations


class OtherNumberError(Exception):
    """The same id came before, for another number. Nothing was sent."""
