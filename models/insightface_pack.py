"""Networks that an operator brings in InsightFace's layout, run through the insightface package.

The package is optional (600 MB with what it needs) and is imported only when such a pack is
installed or loaded. Its published weights are not licensed for trade, so none are fetched here.
"""

import hashlib
import io
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import onnxruntime

from models.arrays import AlignedFace, Embedding, Image
from models.embed import normalised
from models.errors import InstallError, PackError
from models.golden import cartoon, texture
from models.inference import open_session
from models.manifest import (
    Acceptance,
    Detection,
    EmbeddingSpec,
    FolderSource,
    Manifest,
    PackFile,
    Role,
    ThresholdRow,
    Thresholds,
)
from models.pinned import Report
from models.results import Box, Face
from models.store import content_name, write_pack

REQUIREMENT = "insightface>=2.1,<3"
TERMS = """\
InsightFace publishes its networks for non-commercial research only. To use them in a shop, or for
anything else that earns money, you need a licence from InsightFace that covers it. By going on you
say that you may use the networks in this folder for what this kiosk does. That you said so, and
when, is written into the pack's manifest."""
LICENCE = "As agreed between the operator and InsightFace; published for non-commercial research"

THRESHOLDS = Thresholds(
    basis="Not measured: cautious values for ArcFace networks. Calibrate on site before paying.",
    rows=[
        ThresholdRow(members_up_to=2000, accept=0.50, pay_accept=0.55),
        ThresholdRow(members_up_to=None, accept=0.55, pay_accept=0.60),
    ],
    margin=0.05,
    agreeing_frames=2,
)
SCORE_FLOOR = 0.5
STEP_PX = 32
LARGEST_INPUT_PX = 640


class Scrfd:
    """InsightFace's detector."""

    def __init__(self, model: Any, score_floor: float) -> None:
        self._model = model
        self._score_floor = score_floor

    def detect(self, image: Image) -> list[Face]:
        """Faces in pixels of `image`, best score first."""
        size = tuple(
            min(-(-side // STEP_PX) * STEP_PX, LARGEST_INPUT_PX) for side in image.shape[1::-1]
        )
        rows, points = self._model.detect(image, input_size=size, det_thresh=self._score_floor)
        return [_face(*pair) for pair in zip(rows.tolist(), points.tolist(), strict=True)]


class ArcFace:
    """InsightFace's embedding network."""

    def __init__(self, model: Any, size: int) -> None:
        self._model = model
        self.size = size

    def embed(self, aligned: AlignedFace) -> Embedding:
        """The face as a unit vector; raises PackError if it is not of the promised size."""
        vector = self._model.get_feat(aligned).reshape(-1)
        if len(vector) != self.size:
            raise PackError(f"The embedding network gave {len(vector)} numbers, not {self.size}.")
        return normalised(vector)


def _face(row: list[float], points: list[list[float]]) -> Face:
    left, top, right, bottom, score = row
    a, b, c, d, e = ((x, y) for x, y in points)
    return Face(Box(left, top, right - left, bottom - top), (a, b, c, d, e), score)


def build(
    manifest: Manifest, data: dict[Role, bytes], *, threads: int | None
) -> tuple[Scrfd, ArcFace | None]:
    """The pack's networks, from bytes that were checked; raises PackError without the package."""
    zoo = _package()
    session = open_session(data["detector"], threads)
    detector = Scrfd(zoo.scrfd.SCRFD(session=session), manifest.detection.score_floor)
    if manifest.embedding is None:
        return detector, None
    session = open_session(data["embedder"], threads)
    model = zoo.arcface_onnx.ArcFaceONNX(io.BytesIO(data["embedder"]), session)
    return detector, ArcFace(model, manifest.embedding.size)


def _package() -> ModuleType:
    try:
        import insightface.model_zoo  # noqa: PLC0415 - optional and heavy
    except ImportError as error:
        raise PackError(
            "This pack needs the insightface package, which is not installed. "
            f'Run: {sys.executable} -m pip install "{REQUIREMENT}"'
        ) from error
    zoo: ModuleType = insightface.model_zoo
    return zoo


def install(root: Path, folder: Path, *, accepted_at: str, report: Report) -> Path:
    """Take the networks in `folder` over as a pack, and try them.

    `accepted_at` is when the operator agreed to TERMS. Raises InstallError or PackError, and then
    changes nothing.
    """
    _package()
    data = read_folder(folder, report)
    manifest = describe(folder, data, accepted_at)
    networks = {file.name: data[file.role] for file in manifest.files}
    detector, embedder = build(manifest, data, threads=None)
    try:
        faces = len(detector.detect(cartoon()))
        report(f"The detector runs; it finds {faces} face(s) in a drawing of one.")
        if embedder is not None:
            embedder.embed(texture())
    except Exception as error:  # whatever the package raises on networks that it cannot use
        raise InstallError(f"The networks in {folder} do not run: {error}") from error
    if embedder is None:
        report("There is no embedding network: this pack finds faces but knows nobody.")
    installed = write_pack(root, manifest, networks)
    report(f"Installed in {installed}.")
    return installed


def read_folder(folder: Path, report: Report) -> dict[Role, bytes]:
    """The detector, and the embedder if there is one, told apart by their inputs and outputs."""
    found: dict[Role, tuple[str, bytes]] = {}
    for path in sorted(folder.glob("*.onnx")):
        data = path.read_bytes()
        role = role_of(open_session(data))
        report(f"{path.name}: {role or 'not needed, left out'}")
        if role in found:
            raise InstallError(
                f"{folder} holds two networks for the {role}: {found[role][0]} and {path.name}. "
                "Leave only one of them there."
            )
        if role is not None:
            found[role] = (path.name, data)
    if "detector" not in found:
        raise InstallError(
            f"{folder} holds no SCRFD detector with five points (det_*.onnx), so it is no folder "
            "in InsightFace's layout."
        )
    return {role: data for role, (_, data) in found.items()}


def role_of(session: onnxruntime.InferenceSession) -> Role | None:
    """SCRFD with points has 9 or 15 outputs; ArcFace maps 112 x 112 to one long vector."""
    outputs, inputs = session.get_outputs(), session.get_inputs()
    if len(outputs) in (9, 15):
        return "detector"
    is_vector = len(outputs) == 1 and len(outputs[0].shape) == 2
    if is_vector and len(inputs) == 1 and list(inputs[0].shape[2:]) == [112, 112]:
        return "embedder"
    return None


def describe(folder: Path, data: dict[Role, bytes], accepted_at: str) -> Manifest:
    """The manifest of a pack made of these networks."""
    slug = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "folder"
    return Manifest(
        format=1,
        name=f"insightface-{slug}"[:100],
        version=1,
        source=FolderSource(kind="folder", name=str(folder)),
        acceptance=Acceptance(terms=TERMS, accepted_at=accepted_at),
        files=[_describe_file(role, network) for role, network in sorted(data.items())],
        detection=Detection(format="scrfd", score_floor=SCORE_FLOOR),
        embedding=_describe_embedder(slug, data["embedder"]) if "embedder" in data else None,
        thresholds=THRESHOLDS if "embedder" in data else None,
    )


def _describe_file(role: Role, network: bytes) -> PackFile:
    return PackFile(
        role=role,
        name=content_name(role, network),
        sha256=hashlib.sha256(network).hexdigest(),
        size_bytes=len(network),
        licence=LICENCE,
    )


def _describe_embedder(slug: str, network: bytes) -> EmbeddingSpec:
    """The package works out mean and scale for itself; they are written down for the reader."""
    session = open_session(network)
    model = _package().arcface_onnx.ArcFaceONNX(io.BytesIO(network), session)
    return EmbeddingSpec(
        format="arcface",
        pack_id=f"{slug}-{hashlib.sha256(network).hexdigest()[:12]}",
        size=model.get_feat(texture()).size,
        input_px=112,
        channel_order="rgb",
        mean=float(model.input_mean),
        scale=1.0 / float(model.input_std),
    )
