"""A box for one frame: the newest wins, nobody waits to put one in."""

from __future__ import annotations

import threading
from dataclasses import replace

from kiosk.domain.camera import Frame


class FrameMailbox:
    """Frames are numbered anew as they come in, so that the numbers outlive any one camera."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._frame: Frame | None = None
        self._number = 0

    def put(self, frame: Frame) -> None:
        with self._changed:
            self._number += 1
            self._frame = replace(frame, number=self._number)
            self._changed.notify_all()

    def clear(self) -> None:
        """Nothing stale is handed out: nobody may be recognised in a picture of before."""
        with self._changed:
            self._frame = None

    def newest_after(self, number: int, timeout_s: float) -> Frame | None:
        """The newest frame once there is one newer than `number`; None after `timeout_s`."""
        with self._changed:
            self._changed.wait_for(lambda: self._has_after(number), timeout_s)
            return self._frame if self._has_after(number) else None

    def _has_after(self, number: int) -> bool:
        return self._frame is not None and self._frame.number > number
