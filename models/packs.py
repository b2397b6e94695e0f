"""Loads an installed pack, after checking every byte of it against its manifest."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from models.calibration import thresholds_of
from models.detect import FaceDetector, YuNet
from models.embed import Embedder, FaceEmbedder, Preprocessing
from models.errors import PackError
from models.inference import Session
from models.manifest import (
    MANIFEST_NAME,
    EmbeddingSpec,
    Manifest,
    PackFile,
    Role,
    Thresholds,
    parse,
)
from models.processor import best_arithmetic

ROOT_VARIABLE = "KAIMEN_MODELS"
DEFAULT_PACK = "yunet-sface"
DETECTOR_THREADS = 1
"""YuNet's layers are so small that waking a second thread for each costs more than it saves."""
INT8_THREADS = 1
"""A second one made a face no faster in int8 (9.8 ms either way on two cores), took twice the
processor time, and let one in twenty wait 20 ms instead of 11."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A detector, and unless the pack can only find faces, an embedder."""

    manifest: Manifest
    detector: FaceDetector
    embedder: FaceEmbedder | None
    thresholds: Thresholds | None = None
    """The operator's own where they calibrated, else those of the manifest."""

    @property
    def id(self) -> str:
        """What templates made with this pack carry; raises PackError without an embedder."""
        return self.embedding.pack_id

    @property
    def embedding(self) -> EmbeddingSpec:
        """How faces become vectors here; raises PackError without an embedder."""
        self.manifest.file("embedder")
        assert self.manifest.embedding is not None  # noqa: S101 - the manifest checked it
        return self.manifest.embedding

    def need_embedder(self) -> FaceEmbedder:
        """The embedder; raises PackError, saying what to do, if the pack has none."""
        self.manifest.file("embedder")
        assert self.embedder is not None  # noqa: S101 - load_pack made one for the file
        return self.embedder


def default_root() -> Path:
    """$KAIMEN_MODELS, else var/models below the current directory."""
    return Path(os.environ.get(ROOT_VARIABLE) or "var/models")


def installed(root: Path) -> list[str]:
    """Names of the packs below `root`, sound or not."""
    return sorted(path.parent.name for path in root.glob(f"*/{MANIFEST_NAME}"))


def load_pack(root: Path, name: str = DEFAULT_PACK, *, threads: int | None = None) -> Pack:
    """The pack `name` below `root`, ready to run; each network on so many `threads`, or as fits.

    Raises PackError if it is missing, or if a file is not byte for byte what its manifest says.
    """
    folder = root / name
    manifest = read_manifest(folder)
    if manifest.name != name:
        raise PackError(f"{folder} holds the pack {manifest.name}, not {name}. Install it again.")
    data = {file.role: read_checked(folder, file) for file in manifest.files}
    networks = _networks(manifest, data, threads)
    return Pack(manifest, *networks, thresholds_of(folder, manifest))


def _networks(
    manifest: Manifest, data: dict[Role, bytes], threads: int | None
) -> tuple[FaceDetector, FaceEmbedder | None]:
    if manifest.detection.format == "scrfd":
        from models.insightface_pack import build  # noqa: PLC0415 - optional and heavy

        return build(manifest, data, threads=threads)
    detector = YuNet(
        Session(data["detector"], threads=threads or DETECTOR_THREADS),
        score_floor=manifest.detection.score_floor,
    )
    if manifest.embedding is None:
        return detector, None
    fitting = INT8_THREADS if manifest.embedding.arithmetic == "int8" else None
    session = Session(data["embedder"], threads=threads or fitting)
    return detector, _embedder(session, manifest.embedding)


def load_detector(root: Path, name: str = DEFAULT_PACK) -> FaceDetector:
    """The detector alone, for who only wants to know where faces are. Raises PackError."""
    manifest = read_manifest(root / name)
    if manifest.detection.format != "yunet":
        return load_pack(root, name).detector
    data = read_checked(root / name, manifest.file("detector"))
    return YuNet(Session(data, threads=1), score_floor=manifest.detection.score_floor)


@dataclass(frozen=True, slots=True)
class Recogniser:
    """What of a pack tells people apart: enough for faces that another pack's detector found."""

    embedding: EmbeddingSpec
    embedder: FaceEmbedder
    thresholds: Thresholds


def load_recogniser(root: Path, name: str) -> Recogniser:
    """Of the pack `name` below `root`, without its detector where that can be left out.

    Raises PackError if it is missing, altered, or cannot tell people apart.
    """
    folder = root / name
    manifest = read_manifest(folder)
    file, spec, thresholds = (
        manifest.file("embedder"),
        manifest.embedding,
        thresholds_of(folder, manifest),
    )
    if spec is None or thresholds is None:  # the manifest pairs them with an embedder
        raise PackError(f"The pack {name} says nothing of how it compares faces.")
    if manifest.detection.format == "scrfd":
        return Recogniser(spec, load_pack(root, name).need_embedder(), thresholds)
    return Recogniser(spec, _embedder(Session(read_checked(folder, file)), spec), thresholds)


def _embedder(session: Session, spec: EmbeddingSpec) -> Embedder:
    if spec.arithmetic == "int8" and best_arithmetic() != "int8":
        raise PackError(
            "This pack was installed for a processor with VNNI, which this one has not: its "
            "answers could be wrong. Run: python -m models install"
        )
    return Embedder(session, spec.size, Preprocessing(spec.channel_order, spec.mean, spec.scale))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the pack in `folder`; raises PackError if there is no valid one."""
    try:
        text = (folder / MANIFEST_NAME).read_bytes()
    except OSError as error:
        raise PackError(
            f"No models are installed in {folder}. Run: python -m models install "
            f"--root {folder.parent}"
        ) from error
    return parse(text)


def read_checked(folder: Path, file: PackFile) -> bytes:
    """The bytes of one network, read once and compared before anybody else sees them."""
    try:
        data = (folder / file.name).read_bytes()
    except OSError as error:
        raise PackError(
            f"{folder / file.name} is missing. Run: python -m models install --root {folder.parent}"
        ) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise PackError(
            f"{folder / file.name} is not the file that was installed; it is not loaded. "
            f"Run: python -m models install --root {folder.parent}"
        )
    return data
