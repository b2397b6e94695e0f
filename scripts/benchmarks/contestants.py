"""Our way from a frame to a name, as a whole and step by step, and whom both search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

import numpy as np

from models.align import align
from models.arrays import Image, Planes, Tensor
from models.detect import YuNet
from models.embed import Embedder, Preprocessing
from models.gallery import Gallery
from models.inference import Runner
from models.packs import Pack
from models.pipeline import FACE_WIDTH_SOUGHT_PX, Pipeline, people
from models.quality import QualityPolicy, judge
from models.results import Template
from models.zoom import find_reduced, refine
from scripts.benchmarks.times import Now

Made = TypeVar("Made")

STEPS = ("detect", "refine", "align", "quality", "embed", "search")


class Recogniser(Protocol):
    """From a frame to the id of whom it shows; None for nobody or too many."""

    def recognise(self, image: Image) -> str | None: ...


class Ours:
    """The pipeline of the kiosk. `network_s` adds up what ONNX Runtime took."""

    def __init__(self, pack: Pack, gallery: Gallery, now: Now) -> None:
        detector, embedder = pack.detector, pack.need_embedder()
        assert isinstance(detector, YuNet)
        assert isinstance(embedder, Embedder)
        spec = pack.embedding
        preprocessing = Preprocessing(spec.channel_order, spec.mean, spec.scale)
        self._watches = [_Watched(detector.session, now), _Watched(embedder.session, now)]
        timed_embedder = Embedder(self._watches[1], spec.size, preprocessing)
        timed = replace(pack, detector=YuNet(self._watches[0]), embedder=timed_embedder)
        self._pipeline = Pipeline(timed)
        self._gallery = gallery

    @property
    def network_s(self) -> float:
        return sum(watch.spent_s for watch in self._watches)

    def recognise(self, image: Image) -> str | None:
        match = self._pipeline.sight(image, self._gallery).match
        return match.member_id if match else None


class OurSteps:
    """The same steps one by one, as `Pipeline.sight` takes them; fills `spent_ms` with each."""

    def __init__(self, pack: Pack, gallery: Gallery, now: Now) -> None:
        self._detector, self._embedder = pack.detector, pack.need_embedder()
        self._gallery, self._now = gallery, now
        self._policy = QualityPolicy()
        self._scale = FACE_WIDTH_SOUGHT_PX / self._policy.min_face_width_px
        self.spent_ms: dict[str, list[float]] = {name: [] for name in STEPS}

    def recognise(self, image: Image) -> str | None:
        faces = self._timed("detect", lambda: find_reduced(self._detector, image, self._scale))
        near = people(faces)
        if len(near) != 1:
            return None
        face = self._timed("refine", lambda: refine(self._detector, image, near[0]))
        aligned = self._timed("align", lambda: align(image, face.points))
        height, width = image.shape[:2]
        issue = self._timed("quality", lambda: judge(face, aligned, (height, width), self._policy))
        if issue is not None:
            return None
        vector = self._timed("embed", lambda: self._embedder.embed(aligned))
        match = self._timed("search", lambda: self._gallery.best_match(vector))
        return match.member_id if match else None

    def _timed(self, step: str, work: Callable[[], Made]) -> Made:
        began = self._now()
        result = work()
        self.spent_ms[step].append((self._now() - began) * 1000)
        return result


def gallery_of(pack: Pack, person: Template, templates: int) -> Gallery:
    """`person` among strangers that no face looks like: random directions, always the same."""
    width = pack.embedding.size
    rows = np.random.default_rng(1).standard_normal((templates - 1, width)).astype("<f4")
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    strangers = (
        (f"stranger-{number}", Template(pack.id, row.tobytes())) for number, row in enumerate(rows)
    )
    return Gallery.build(pack.id, width, [("person", person), *strangers])


class _Watched:
    """A Runner that adds up the time it took."""

    def __init__(self, session: Runner, now: Now) -> None:
        self._session = session
        self._now = now
        self.spent_s = 0.0

    def run(self, tensor: Tensor | Planes) -> dict[str, Tensor]:
        began = self._now()
        outputs = self._session.run(tensor)
        self.spent_s += self._now() - began
        return outputs
