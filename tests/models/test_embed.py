"""Embeddings of the sample photographs, and of OpenCV for the same crops."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.align import align
from models.arrays import Embedding, Image, Planes, Tensor
from models.convert import convert_embedder
from models.embed import Embedder, Preprocessing, normalised, to_tensor
from models.errors import PackError
from models.golden import texture
from models.inference import Session
from models.install import EMBEDDING
from models.packs import Pack
from models.processor import best_arithmetic

RGB = Preprocessing("rgb", 0.0, 1.0)


class Answering:
    """A network that always gives the same vector."""

    def __init__(self, *numbers: float) -> None:
        self._vector = np.array([numbers], np.float32)

    def run(self, tensor: Tensor | Planes) -> dict[str, Tensor]:
        return {"out": self._vector}


@pytest.fixture(scope="module")
def float32(originals: tuple[Path, Path]) -> Embedder:
    """SFace as it is rewritten for processors without int8 products."""
    session = Session(convert_embedder(originals[1].read_bytes()), threads=1)
    return Embedder(session, EMBEDDING.size, Preprocessing("rgb", EMBEDDING.mean, EMBEDDING.scale))


@pytest.fixture(scope="module")
def people(pack: Pack, photo: Callable[[str], Image]) -> dict[str, Embedding]:
    """The embedding of each sample photograph."""
    vectors = {}
    for name in ("obama", "obama2", "obama3", "biden"):
        picture = photo(name)
        face = pack.detector.detect(picture)[0]
        vectors[name] = pack.need_embedder().embed(align(picture, face.points))
    return vectors


def test_one_person_on_three_photographs_is_alike(pack: Pack, people: dict[str, Embedding]) -> None:
    thresholds = pack.manifest.thresholds
    assert thresholds is not None
    for one, other in (("obama", "obama2"), ("obama", "obama3"), ("obama2", "obama3")):
        assert people[one] @ people[other] >= thresholds.at(1).pay_accept


def test_two_people_are_not_alike(pack: Pack, people: dict[str, Embedding]) -> None:
    assert max(people["biden"] @ people[name] for name in ("obama", "obama2", "obama3")) < 0.3


def test_an_embedding_is_opencvs(float32: Embedder, opencv_sface: cv2.FaceRecognizerSF) -> None:
    theirs = opencv_sface.feature(texture()).reshape(-1)
    ours = float32.embed(texture())
    assert float(ours @ theirs) / np.linalg.norm(theirs) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.skipif(best_arithmetic() != "int8", reason="int8 is not exact on this processor")
@pytest.mark.parametrize("name", ["obama", "obama2", "obama3", "biden"])
def test_in_int8_a_face_is_all_but_the_same(
    float32: Embedder, pack: Pack, photo: Callable[[str], Image], name: str
) -> None:
    """So who joined on one machine is known on another: templates of both are in one gallery."""
    face = pack.detector.detect(photo(name))[0]
    aligned = align(photo(name), face.points)
    assert pack.embedding.arithmetic == "int8"
    assert float(pack.need_embedder().embed(aligned) @ float32.embed(aligned)) > 0.998


def test_an_embedding_has_length_one(pack: Pack) -> None:
    vector = pack.need_embedder().embed(texture())
    assert vector.shape == (128,)
    assert vector.dtype == np.float32
    assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-6)


def test_channels_are_swapped_only_when_the_network_wants_red_first() -> None:
    blue = np.zeros((112, 112, 3), np.uint8)
    blue[:, :, 0] = 200
    assert to_tensor(blue, RGB).mean(axis=(0, 2, 3)).tolist() == [0, 0, 200]
    scaled = to_tensor(blue, Preprocessing("bgr", 100.0, 0.01))
    assert scaled.mean(axis=(0, 2, 3)).tolist() == pytest.approx([1, -1, -1], abs=1e-5)


def test_a_network_of_another_size_is_refused() -> None:
    with pytest.raises(PackError, match="gave 2 numbers where its manifest promises 3"):
        Embedder(Answering(1, 2), 3, RGB).embed(texture())


def test_a_zero_vector_stays_zero() -> None:
    assert normalised(np.zeros(4, np.float32)).tolist() == [0, 0, 0, 0]
