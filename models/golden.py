"""Two drawn pictures, and what an independent program sees in them.

The figures in golden_yunet_sface.json are the answers of OpenCV 4.13.0.92 (its own network
engine, FaceDetectorYN, FaceRecognizerSF) to the *original* published files, so they share no code
with ours: no ONNX Runtime, no rewriting, no decoding, no alignment. tests/models/make_golden.py
made them. The pictures are integer formulas, the same everywhere, show nobody, and are far from
equal in blue and red: with the channels swapped the embeddings turn by 40 to 60 degrees.
"""

import json
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from models.align import SIDE_PX, align
from models.arrays import AlignedFace, Image
from models.detect import FaceDetector
from models.embed import FaceEmbedder
from models.errors import PackError
from models.processor import Arithmetic
from models.results import Face

# Both engines compute in different orders, and ours one layer in int8. Measured: points 0.005 px
# apart or less; cosines 0.999998 (texture) and 0.99993 (cartoon, whose crop differs by up to 2 of
# 255 already). A wrong channel order, weight or layout passes these limits a hundredfold.
POINT_TOLERANCE_PX = 0.05
SCORE_TOLERANCE = 0.002
LEAST_COSINE: dict[Arithmetic, float] = {"float32": 0.9998, "int8": 0.99}
"""Of faces int8 keeps more than of these two drawings: they have 0.9934 and 0.998 then."""

# Centre x, centre y, half width, half height, and colour (blue, green, red), drawn in this order.
_CARTOON = (
    (240, 175, 78, 104, (40, 50, 70)),  # hair
    (240, 190, 66, 88, (140, 170, 215)),  # skin
    (214, 150, 16, 3, (45, 60, 85)),  # brows
    (266, 150, 16, 3, (45, 60, 85)),
    (214, 168, 13, 7, (235, 235, 240)),  # eyes
    (214, 168, 6, 6, (60, 45, 35)),
    (266, 168, 13, 7, (235, 235, 240)),
    (266, 168, 6, 6, (60, 45, 35)),
    (240, 200, 9, 14, (110, 140, 190)),  # nose
    (233, 210, 3, 2, (70, 80, 110)),
    (247, 210, 3, 2, (70, 80, 110)),
    (240, 238, 24, 8, (90, 80, 175)),  # mouth
    (240, 236, 18, 2, (60, 50, 110)),
)


def cartoon() -> Image:
    """A drawn face on a coloured ground, lit from the right, (360, 480, 3)."""
    y, x = np.mgrid[0:360, 0:480].astype(np.int64)
    picture = np.stack([60 + x // 8, 70 + y // 6, 50 + (x + y) // 16], axis=2)
    for centre_x, centre_y, rx, ry, colour in _CARTOON:
        inside = ((x - centre_x) * ry) ** 2 + ((y - centre_y) * rx) ** 2 <= (rx * ry) ** 2
        picture[inside] = colour
    light = (x - 240) // 6
    lit: Image = np.clip(picture + light[:, :, None], 0, 255).astype(np.uint8)
    return lit


def texture() -> AlignedFace:
    """A coloured pattern of the size of an aligned face, (112, 112, 3)."""
    y, x = np.mgrid[0:SIDE_PX, 0:SIDE_PX].astype(np.int64)
    blue, green, red = (
        3 * x + 5 * y + x * y // 7,
        7 * x + 2 * y + x * x // 11,
        x + 11 * y + y * y // 5,
    )
    return (np.stack([blue, green, red], axis=2) % 256).astype(np.uint8)


def prove(
    detector: FaceDetector, embedder: FaceEmbedder, arithmetic: Arithmetic = "float32"
) -> None:
    """Raise PackError unless these networks see in the pictures what the reference saw."""
    least = LEAST_COSINE[arithmetic]
    expected = json.loads(files("models").joinpath("golden_yunet_sface.json").read_bytes())
    faces = detector.detect(cartoon())
    if len(faces) != 1:
        raise PackError(f"The detector finds {len(faces)} faces in the test picture, not one.")
    _require_same_face(faces[0], expected["cartoon_face"])
    aligned = align(cartoon(), faces[0].points)
    _require_same_vector(embedder, aligned, expected["cartoon_embedding"], least)
    _require_same_vector(embedder, texture(), expected["texture_embedding"], least)


def _require_same_face(face: Face, expected: Sequence[float]) -> None:
    """`expected` is a row of cv2.FaceDetectorYN: x, y, w, h, five points, score."""
    box = face.box
    places = np.array([box.x, box.y, box.w, box.h, *(c for point in face.points for c in point)])
    worst = float(np.abs(places - expected[:14]).max())
    if worst > POINT_TOLERANCE_PX or abs(face.score - expected[14]) > SCORE_TOLERANCE:
        raise PackError(
            f"The detector does not see what the reference sees: {worst:.3f} px apart, "
            f"score {face.score:.3f} instead of {expected[14]:.3f}."
        )


def _require_same_vector(
    embedder: FaceEmbedder, aligned: AlignedFace, expected: Sequence[float], least: float
) -> None:
    cosine = float(np.vecdot(embedder.embed(aligned), np.asarray(expected, np.float32)))
    if not cosine >= least:
        raise PackError(
            f"The embedding network does not see what the reference sees: cosine {cosine:.5f}, "
            f"at least {least} is needed. Are blue and red swapped?"
        )
