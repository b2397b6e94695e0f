"""A depth camera beside the camera made of photographs: it is told what is held up.

So it shows that a depth camera is asked and obeyed, and nothing of what a real one would measure.
It misbehaves on request, as real ones do: it measures nothing (`is_blind`), or too little or too
much (`off_by_mm`).
"""

from __future__ import annotations

from collections.abc import Callable

from kiosk.devices.photo_acting import Medium
from models.results import Face

NOSE_MM = 30.0
BENT_MM = 9.0


class SimulatedDepthCamera:
    """A `DepthCamera` (models/liveness_depth.py). `medium`: of the face that is shown now."""

    def __init__(self, medium: Callable[[], Medium]) -> None:
        self._medium = medium
        self.is_blind = False
        self.off_by_mm = 0.0

    def relief_mm(self, face: Face) -> float | None:
        """Of whatever is shown: it looks the same way, so `face` is its only face."""
        if self.is_blind or face.box.w <= 0:
            return None
        match self._medium():
            case Medium.LIVE:
                return NOSE_MM + self.off_by_mm
            case Medium.BENT:
                return BENT_MM + self.off_by_mm
            case Medium.PRINT | Medium.CUT_OUT | Medium.SCREEN:
                return self.off_by_mm

    def close(self) -> None:
        """It holds nothing."""
