"""Our way from a frame to a name, as a whole and step by step, and whom both search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

import numpy as np
from onnxruntime import InferenceSession

from models.align import align
from models.arrays import Image
from models.gallery import Gallery
from models.packs import Pack
from models.pipeline import Pipeline, people, reduction
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
    """The pipeline of the kiosk. `network_s` adds up what ONNX Runtime took, for networks and for
    the scan of the gallery."""

    def __init__(self, pack: Pack, gallery: Gallery, now: Now) -> None:
        self._pipeline = Pipeline(pack)
        self._gallery = gallery
        self._now = now
        self.network_s = 0.0

    def recognise(self, image: Image) -> str | None:
        with _watched(self._ran, self._now):
            match = self._pipeline.sight(image, self._gallery).match
        return match.member_id if match else None

    def _ran(self, seconds: float) -> None:
        self.network_s += seconds


class OurSteps:
    """The same steps one by one, as `Pipeline.sight` takes them; fills `spent_ms` with each."""

    def __init__(self, pack: Pack, gallery: Gallery, now: Now) -> None:
        self._detector, self._embedder = pack.detector, pack.need_embedder()
        self._gallery, self._now = gallery, now
        self._policy = QualityPolicy()
        self._scale = reduction(self._policy)
        self.spent_ms: dict[str, list[float]] = {name: [] for name in STEPS}

    def recognise(self, image: Image) -> str | None:
        faces = self._timed("detect", lambda: find_reduced(self._detector, image, self._scale))
        near = people(faces)
        if len(near) != 1:
            return None
        face = self._timed("refine", lambda: refine(self._detector, image, near[0]))
        aligned = self._timed("align", lambda: align(image, face.points))
        height, width = image.shape[:2]
        judged = self._timed("quality", lambda: judge(face, aligned, (height, width), self._policy))
        if judged.issue is not None:
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


@contextmanager
def _watched(ran: Callable[[float], None], now: Now) -> Iterator[None]:
    """Tell `ran` how long each run of a session takes. The product has no hook for benchmarks."""
    plain = {name: getattr(InferenceSession, name) for name in ("run", "run_with_iobinding")}

    def timed(run: Callable[..., object]) -> Callable[..., object]:
        def run_and_tell(*given: object) -> object:
            began = now()
            try:
                return run(*given)
            finally:
                ran(now() - began)

        return run_and_tell

    for name, run in plain.items():
        setattr(InferenceSession, name, timed(run))
    try:
        yield
    finally:
        for name, run in plain.items():
            setattr(InferenceSession, name, run)
