"""A depth camera beside the camera made of photographs: knows who is a person and who is held up.

It misbehaves on request, as real ones do: it measures nothing (`is_blind`), or too little or too
much (`off_by_mm`).
"""

from __future__ import annotations

from kiosk.devices.photo_acting import Medium
from kiosk.devices.photo_stage import PhotoStage
from models.results import Face

NOSE_MM = 30.0
BENT_MM = 9.0


class SimulatedDepthCamera:
    """A `DepthCamera` (models/liveness_passive.py)."""

    def __init__(self, stage: PhotoStage) -> None:
        self._stage = stage
        self.is_blind = False
        self.off_by_mm = 0.0

    def relief_mm(self, face: Face) -> float | None:
        """Of whatever the stage shows: it looks the same way, so `face` is its only face."""
        if self.is_blind or face.box.w <= 0:
            return None
        match self._stage.acting.medium:
            case Medium.LIVE:
                return NOSE_MM + self.off_by_mm
            case Medium.BENT:
                return BENT_MM + self.off_by_mm
            case Medium.PRINT | Medium.CUT_OUT | Medium.SCREEN:
                return self.off_by_mm
