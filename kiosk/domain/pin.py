"""Six-digit PINs: which are too easy, and how wrong tries are slowed down."""

from __future__ import annotations

import math
from dataclasses import dataclass

PIN_LENGTH = 6
MAX_TRIES = 5
LOCK_S = 60
LONGEST_LOCK_S = 15 * 60
_RUNS = ("01234567890", "09876543210")


def is_pin(digits: str) -> bool:
    return len(digits) == PIN_LENGTH and digits.isascii() and digits.isdigit()


def is_easy(pin: str) -> bool:
    """111111, 123456, 654321, 121212 and 123123 are what a thief tries first."""
    is_run = any(pin in run for run in _RUNS)
    repeats = any(pin == pin[:size] * (len(pin) // size) for size in (1, 2, 3))
    return is_run or repeats


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row, and until when (Unix seconds) no further one is looked at."""

    wrong: int = 0
    locked_until_s: float = 0.0

    @property
    def left(self) -> int:
        return max(0, MAX_TRIES - self.wrong)

    def locked_for_s(self, now_s: float) -> int:
        """Whole seconds until the next try counts; 0 when it counts now.

        More than any lock lasts: the clock was ahead when it began, and it is over.
        """
        left_s = math.ceil(self.locked_until_s - now_s)
        return left_s if 0 < left_s <= LONGEST_LOCK_S else 0

    def after_wrong(self, now_s: float) -> Tries:
        """One more wrong try. From the fifth on each one locks, for twice as long every time:
        a night alone with the kiosk is worth about fifty guesses, not thousands.
        """
        wrong = self.wrong + 1
        if wrong < MAX_TRIES:
            return Tries(wrong)
        doublings = min(wrong - MAX_TRIES, LONGEST_LOCK_S.bit_length())
        return Tries(wrong, now_s + min(LOCK_S << doublings, LONGEST_LOCK_S))
