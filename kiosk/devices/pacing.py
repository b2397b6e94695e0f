"""Frames at an even pace from a source that could give them all at once."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Pacer:
    """Says when the next frame is due. Waits on an Event, so that `stop` ends the wait."""

    def __init__(self, fps: float, now: Callable[[], float]) -> None:
        self._period_s = 1 / fps
        self._now = now
        self._due_s = now()
        self._stopped = threading.Event()

    @property
    def is_stopped(self) -> bool:
        return self._stopped.is_set()

    def wait(self, timeout_s: float) -> bool:
        """True when a frame is due; False after `timeout_s`, or at once after `stop`.

        A reader that falls behind gets its frames at the same pace, not in a burst.
        """
        remaining_s = self._due_s - self._now()
        if remaining_s > timeout_s:
            self._stopped.wait(timeout_s)
            return False
        if remaining_s > 0:
            self._stopped.wait(remaining_s)
        now_s = self._now()
        self._due_s += self._period_s
        if self._due_s < now_s:
            self._due_s = now_s + self._period_s
        return not self.is_stopped

    def stop(self) -> None:
        self._stopped.set()
