"""The installed model pack, searching this kiosk's members: the real end of the vision worker.

Templates of another pack, or damaged, are left out of the search; their owners sign up again.
"""

from __future__ import annotations

import logging
from pathlib import Path

from kiosk.domain.camera import Frame
from models.gallery import Entry, Gallery, fitting
from models.liveness_pack import load_liveness
from models.packs import load_pack
from models.pipeline import Pipeline
from models.quality import QualityPolicy
from models.results import MatchPolicy, Sighting, Template

log = logging.getLogger(__name__)


class PackSearch:
    """A `FaceSearch`. Raises PackError when the pack is missing or altered."""

    def __init__(self, models_dir: Path, pack: str, min_face_px: int) -> None:
        loaded = load_pack(models_dir, pack)
        self._embedding = loaded.embedding
        thresholds = loaded.thresholds
        assert thresholds is not None  # noqa: S101  # the manifest pairs them with an embedding
        self._thresholds = thresholds
        self._pipeline = Pipeline(
            loaded, QualityPolicy(min_face_width_px=min_face_px), load_liveness(models_dir)
        )
        self._gallery = self._gallery_of([])

    def forget(self) -> None:
        self._pipeline.forget()

    def see(self, frame: Frame, *, closely: bool = False) -> tuple[Sighting, MatchPolicy]:
        gallery = self._gallery
        sighting = self._pipeline.sight(frame.image, gallery, closely=closely)
        return sighting, self._thresholds.at(max(1, len(gallery)))

    def enrol(self, templates: list[tuple[str, Template]]) -> None:
        spec = self._embedding
        sound = fitting(templates, spec.pack_id, spec.size)
        if len(sound) < len(templates):
            left_out = len(templates) - len(sound)
            log.warning("%d templates are damaged or of another pack, and left out", left_out)
        self._gallery = self._gallery_of(sound)
        log.info("%d members can be recognised", len(self._gallery))

    def change(self, member_id: str, templates: tuple[Template, ...]) -> None:
        spec = self._embedding
        sound = fitting([(member_id, one) for one in templates], spec.pack_id, spec.size)
        self._gallery = self._gallery.with_member(member_id, [one for _, one in sound])

    def _gallery_of(self, entries: list[Entry]) -> Gallery:
        return Gallery.build(self._embedding.pack_id, self._embedding.size, entries)
