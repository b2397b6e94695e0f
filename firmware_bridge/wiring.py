"""Which state of a door sets the bit that a board sends. Every family has this question."""

from enum import Enum


class Polarity(Enum):
    """Which state of the door closes the lock's switch, that is: sends 11, or a bit of 1."""

    CLOSING_FEEDBACK = "closing-feedback"
    OPENING_FEEDBACK = "opening-feedback"

    def is_open(self, *, is_set: bool) -> bool:
        return is_set == (self is Polarity.OPENING_FEEDBACK)

    def is_set(self, *, is_open: bool) -> bool:
        """The inverse of `is_open`."""
        return is_open == (self is Polarity.OPENING_FEEDBACK)


class ByteOrder(Enum):
    """Where channels 1-8 are in a board's whole status."""

    FIRST_BYTE_FIRST = "first-byte-first"
    LAST_BYTE_FIRST = "last-byte-first"
