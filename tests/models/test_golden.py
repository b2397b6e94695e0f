"""The proof passes for the right networks, and fails for each way of getting them wrong."""

import numpy as np
import pytest

from models.arrays import AlignedFace, Embedding, Image
from models.detect import FaceDetector
from models.errors import PackError
from models.golden import cartoon, prove, texture
from models.packs import Pack
from models.processor import Arithmetic
from models.results import Face
from models.zoom import moved

CARTOON_SUMS = [15878411, 17942239, 15385731]
TEXTURE_SUMS = [1590720, 1609776, 1589136]


class Seeing:
    """A detector or embedder that sees a picture after something was done to it."""

    size = 128

    def __init__(self, pack: Pack, *, swapped: bool = False, shifted_px: float = 0) -> None:
        self._pack = pack
        self._step = -1 if swapped else 1
        self._shifted_px = shifted_px

    def detect(self, image: Image) -> list[Face]:
        faces = self._pack.detector.detect(np.ascontiguousarray(image[:, :, :: self._step]))
        return [moved(face, 1, self._shifted_px, 0) for face in faces]

    def embed(self, aligned: AlignedFace) -> Embedding:
        picture = np.ascontiguousarray(aligned[:, :, :: self._step])
        return self._pack.need_embedder().embed(picture)


class Blind:
    """A detector that finds nobody."""

    def detect(self, image: Image) -> list[Face]:
        return []


def test_the_installed_networks_see_what_the_reference_sees(pack: Pack) -> None:
    prove(pack.detector, pack.need_embedder(), pack.embedding.arithmetic)


@pytest.mark.parametrize("arithmetic", ["float32", "int8"])
def test_an_embedder_with_swapped_channels_is_found_out(pack: Pack, arithmetic: Arithmetic) -> None:
    with pytest.raises(PackError, match="blue and red swapped"):
        prove(pack.detector, Seeing(pack, swapped=True), arithmetic)


@pytest.mark.parametrize("detector", ["swapped", "shifted", "blind"])
def test_a_detector_that_sees_otherwise_is_found_out(pack: Pack, detector: str) -> None:
    detectors: dict[str, FaceDetector] = {
        "swapped": Seeing(pack, swapped=True),
        "shifted": Seeing(pack, shifted_px=0.1),
        "blind": Blind(),
    }
    with pytest.raises(PackError, match="The detector"):
        prove(detectors[detector], pack.need_embedder())


def test_the_pictures_are_the_same_everywhere() -> None:
    """Sums by channel, computed once: a platform that draws otherwise would fail the proof."""
    assert cartoon().sum(axis=(0, 1)).tolist() == CARTOON_SUMS
    assert texture().sum(axis=(0, 1)).tolist() == TEXTURE_SUMS
