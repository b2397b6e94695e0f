"""Where the largest face in a picture is: for cameras whose people can turn their heads."""

from __future__ import annotations

import logging
from pathlib import Path

from models.arrays import Image
from models.detect import FaceDetector
from models.errors import ModelsError
from models.packs import load_detector
from models.results import Face
from models.zoom import find_reduced, refine_steadily

log = logging.getLogger(__name__)
SIZE_PX = 640


class FaceFinder:
    """A `FindFace`. Loads the detector at the first picture; without a pack it finds nobody."""

    def __init__(self, models_dir: Path, pack: str) -> None:
        self._models_dir = models_dir
        self._pack = pack
        self._detector: FaceDetector | None = None

    def __call__(self, picture: Image) -> Face | None:
        try:
            self._detector = self._detector or load_detector(self._models_dir, self._pack)
        except ModelsError as error:
            log.warning("people in photographs cannot turn their heads: %s", error)
            return None
        faces = find_reduced(self._detector, picture, SIZE_PX / max(picture.shape))
        if not faces:
            return None
        return refine_steadily(self._detector, picture, max(faces, key=lambda face: face.box.w))
