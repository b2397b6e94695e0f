"""A clock that stands still until a test winds it."""

from __future__ import annotations


class WoundClock:
    """Call it for the monotonic seconds."""

    def __init__(self) -> None:
        self._now_s = 0.0

    def __call__(self) -> float:
        return self._now_s

    def wind(self, seconds: float) -> None:
        # Rounded: ten steps of a tenth are a whole second.
        self._now_s = round(self._now_s + seconds, 9)
