"""What one frame tells about prints and screens: a small network looks at the face and around it.

An optional network, installed beside the packs (models/liveness_pack.py). It stops some prints and
some screens and is no payment-grade control: on 84 live and 45 spoofed photographs of 28 people
fr_liveness, mean of the crops 1.0 and 1.5, let 16 % of attacks pass and refused 16 % of people at
0.5; those are far too few for a promise.
"""

from __future__ import annotations

from typing import Protocol

import cv2
import numpy as np

from models.align import TEMPLATE, similarity
from models.arrays import Image, Tensor
from models.errors import PackError
from models.inference import Runner
from models.liveness_spec import LivenessSpec
from models.results import Box, Face


class PassiveLiveness(Protocol):
    """Looks at one face in one frame."""

    threshold: float
    """Where the mean of several frames starts to be believed."""

    def alive(self, image: Image, face: Face) -> float | None:
        """0 (a picture of a face) to 1 (a face); None where this frame tells nothing."""
        ...


class CroppedLiveness:
    """A `PassiveLiveness` of one network and its spec: the mean over its crops."""

    def __init__(self, session: Runner, spec: LivenessSpec) -> None:
        self._session = session
        self._spec = spec
        self.threshold = spec.threshold

    def alive(self, image: Image, face: Face) -> float:
        """Raises PackError if the network does not answer as its spec says."""
        spec = self._spec
        pictures = (
            [crop(image, face.box, size, spec.input_px) for size in spec.crops]
            if spec.crops
            else [upright(image, face, spec.input_px)]
        )
        return sum(self._judged(picture) for picture in pictures) / len(pictures)

    def _judged(self, picture: Image) -> float:
        tensor = to_tensor(picture, self._spec)
        scores = next(iter(self._session.run(tensor).values())).reshape(-1)
        if len(scores) != self._spec.classes or not np.isfinite(scores).all():
            raise PackError(
                f"The liveness network gave {len(scores)} numbers where {self._spec.classes} were "
                "promised, or none at all. Install it again."
            )
        if self._spec.answer == "probability":
            return min(1.0, max(0.0, float(scores[0])))
        return softmax(scores)[self._spec.live_class]


def crop(image: Image, box: Box, size: float, side_px: int) -> Image:
    """The box made `size` times as wide and high about its middle, cut to what fits the frame and
    moved inside it, then squeezed to a square of `side_px`: slightly distorted, as measured."""
    height, width = image.shape[:2]
    size = min(size, (width - 1) / max(box.w, 1.0), (height - 1) / max(box.h, 1.0))
    w, h = box.w * size, box.h * size
    left = min(max(box.x + box.w / 2 - w / 2, 0.0), width - 1 - w)
    top = min(max(box.y + box.h / 2 - h / 2, 0.0), height - 1 - h)
    cut = image[round(top) : round(top + h) + 1, round(left) : round(left + w) + 1]
    return cv2.resize(cut, (side_px, side_px), interpolation=cv2.INTER_LINEAR)  # type: ignore[return-value]


def upright(image: Image, face: Face, side_px: int) -> Image:
    """The face on the five-point template that InsightFace's liveness addon was made with: that of
    models/align.py at 0.45 of its size, in the middle of 80 px."""
    unit = side_px / 80
    target = [((x * 0.45 + 14.8) * unit, (y * 0.45 + 14.8) * unit) for x, y in TEMPLATE]
    return cv2.warpAffine(  # type: ignore[return-value]
        image,
        similarity(face.points, target),
        (side_px, side_px),
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )


def to_tensor(picture: Image, spec: LivenessSpec) -> Tensor:
    """(1, 3, side, side) float32 in the network's order and range."""
    return cv2.dnn.blobFromImage(  # type: ignore[return-value]
        picture,
        scalefactor=spec.scale,
        mean=(spec.mean,) * 3,
        swapRB=spec.channel_order == "rgb",
    )


def softmax(scores: Tensor) -> list[float]:
    """Shares that add up to 1."""
    raised = np.exp(scores.astype(np.float64) - float(scores.max()))
    shares: list[float] = (raised / raised.sum()).tolist()
    return shares
