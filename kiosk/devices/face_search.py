"""The installed model pack, searching this kiosk's members: the real end of the vision worker.

While one pack takes the place of another, both search, each among its own templates, and
models/two_packs.py weighs what they find.
Templates of other packs, or damaged, are left out of the search; their owners sign up again.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.domain.camera import Frame
from models.errors import ModelsError
from models.gallery import Entry, fitting
from models.live_gallery import LiveGallery
from models.liveness_depth import DepthCamera, DepthLiveness
from models.liveness_pack import load_liveness
from models.loading import Loading, batches
from models.manifest import EmbeddingSpec, Thresholds
from models.packs import Recogniser, load_pack, load_recogniser
from models.pipeline import Beside, Pipeline
from models.quality import QualityPolicy
from models.results import MatchPolicy, Sighting, Template
from models.two_packs import Claim, weighed

log = logging.getLogger(__name__)


class PackSearch:
    """A `FaceSearch`. Raises PackError when the pack is missing or altered.

    `previous`: the pack that is being given up. Without it, if it is missing or altered, those who
    were not seen by the new one yet are nobody; that is logged, and the doctor says it.
    `depth`: asked before the passive network, where one is installed.
    """

    def __init__(
        self,
        models_dir: Path,
        pack: str,
        min_face_px: int,
        previous: str | None = None,
        depth: DepthCamera | None = None,
    ) -> None:
        loaded = load_pack(models_dir, pack)
        self._embedding = loaded.embedding
        thresholds = loaded.thresholds
        assert thresholds is not None  # noqa: S101  # the manifest pairs them with an embedding
        self._thresholds = thresholds
        network = load_liveness(models_dir)
        self._pipeline = Pipeline(
            loaded,
            QualityPolicy(min_face_width_px=min_face_px),
            DepthLiveness(depth, network) if depth is not None else network,
        )
        self._gallery = LiveGallery(_loading(self._embedding).gallery())
        self._old = _previous(models_dir, previous, self._embedding.pack_id) if previous else None
        self._old_gallery: LiveGallery | None = None
        self._members = 0

    def forget(self) -> None:
        self._pipeline.forget()

    def see(self, frame: Frame, *, closely: bool = False) -> tuple[Sighting, MatchPolicy]:
        policy, beside = self._policy_of(self._thresholds), None
        if self._old is not None and self._old_gallery is not None:
            # Who they are was settled before they turn their head: then one look is enough.
            unless = policy.accept if closely else None
            beside = Beside(self._old.embedder, self._old_gallery.now, unless)
        gallery = self._gallery.now
        seen = self._pipeline.sight(frame.image, gallery, closely=closely, beside=beside)
        return self._weighed(seen, policy)

    def _policy_of(self, thresholds: Thresholds) -> MatchPolicy:
        """As strict as for so many members as the face is compared with, by either pack."""
        old = self._old_gallery
        compared = len(self._gallery.now) + (len(old.now) if old is not None else 0)
        return replace(thresholds.at(max(1, compared)), members=max(1, self._members))

    def _weighed(self, seen: Sighting, policy: MatchPolicy) -> tuple[Sighting, MatchPolicy]:
        """With the match that counts in the place of `match`, and its own pack's policy."""
        if seen.beside is None or self._old is None:
            return seen, policy
        claim = Claim(seen.beside, self._policy_of(self._old.thresholds))
        if seen.match is not None:
            claim = weighed(Claim(seen.match, policy), claim)
        return replace(seen, match=claim.match, beside=None), claim.policy

    @property
    def compares_by(self) -> str:
        """Names packs and thresholds: other ones may find other members alike."""
        return " ".join(_named(*one) for one in self._packs)

    def alike(self, member_id: str) -> tuple[str, ...]:
        """All members who nearly pass for this one, by either pack."""
        found = {
            other
            for gallery, (_, thresholds) in zip(self._galleries, self._packs, strict=True)
            for other in gallery.now.alike(member_id, self._policy_of(thresholds).alike)
        }
        return tuple(sorted(found))

    @property
    def _packs(self) -> list[tuple[str, Thresholds]]:
        old = [(self._old.embedding.pack_id, self._old.thresholds)] if self._old else []
        return [(self._embedding.pack_id, self._thresholds), *old]

    @property
    def _galleries(self) -> list[LiveGallery]:
        return [self._gallery, *([self._old_gallery] if self._old_gallery else [])]

    def enrol(self, templates: Iterable[Entry]) -> None:
        new = _loading(self._embedding)
        old = _loading(self._old.embedding) if self._old is not None else None
        left_out = 0
        for batch in batches(templates):
            left_out += len(batch) - new.take(batch) - (old.take(batch) if old is not None else 0)
        self._gallery = LiveGallery(new.gallery())
        self._old_gallery = LiveGallery(old.gallery()) if old is not None else None
        self._count()
        if left_out:
            log.warning("%d templates are damaged or of another pack, and left out", left_out)
        log.info("%d members can be recognised", self._members)
        if self._old is not None:
            log.info("%d of them by the pack before alone", self._members - len(self._gallery.now))

    def change(self, member_id: str, templates: tuple[Template, ...]) -> None:
        entries = [(member_id, one) for one in templates]
        self._gallery.change(member_id, _fitting(entries, self._embedding))
        if self._old is not None and self._old_gallery is not None:
            self._old_gallery.change(member_id, _fitting(entries, self._old.embedding))
        self._count()

    def _count(self) -> None:
        """Whoever is known to both packs is one member."""
        new = self._gallery.now.rows.keys()
        old = self._old_gallery
        self._members = len(new if old is None else new | old.now.rows.keys())


def _named(pack_id: str, thresholds: Thresholds) -> str:
    digest = hashlib.sha256(thresholds.model_dump_json().encode()).hexdigest()
    return f"{pack_id}/{digest[:16]}"


def _previous(models_dir: Path, name: str, pack_id: str) -> Recogniser | None:
    try:
        old = load_recogniser(models_dir, name)
    except ModelsError as error:
        log.warning("members who are known to the pack %s alone are nobody: %s", name, error)
        return None
    return old if old.embedding.pack_id != pack_id else None  # their templates compare


def _fitting(entries: Sequence[Entry], spec: EmbeddingSpec) -> list[Template]:
    return [template for _, template in fitting(entries, spec.pack_id, spec.size)]


def _loading(spec: EmbeddingSpec) -> Loading:
    return Loading(spec.pack_id, spec.size)
