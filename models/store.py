"""Writes a pack so that a power cut at any moment leaves the old pack or the new one, whole.

Networks are named after their contents, so writing new ones never touches those of the pack in
use. The one rename of the manifest is the moment at which the new pack takes over.
"""

import hashlib
import os
from pathlib import Path

from models.errors import InstallError
from models.manifest import MANIFEST_NAME, Manifest, to_bytes

CALIBRATION_NAME = "calibration.json"
PREVIOUS_NAME = "calibration.previous.json"
CALIBRATIONS = (CALIBRATION_NAME, PREVIOUS_NAME)
"""What an operator measured stays when a pack is installed anew (models/calibration.py)."""


def content_name(role: str, data: bytes) -> str:
    """A file name that changes with the contents."""
    return f"{role}-{hashlib.sha256(data).hexdigest()[:16]}.onnx"


def write_pack(root: Path, manifest: Manifest, networks: dict[str, bytes]) -> Path:
    """Put the pack at `root`/its name; `networks` is by file name, as the manifest lists them.

    Raises InstallError if the disk refuses; an older pack then stays as it was.
    """
    folder = root / manifest.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in networks.items():
            write_durably(folder / name, data)
        write_durably(folder / MANIFEST_NAME, to_bytes(manifest))
        _tidy(folder, {MANIFEST_NAME, *CALIBRATIONS, *networks})
    except OSError as error:
        raise InstallError(
            f"The pack could not be written to {folder}: {error.strerror}. "
            "Check the space and the rights there; the pack in use, if any, is unchanged."
        ) from error
    return folder


def write_durably(target: Path, data: bytes) -> None:
    """On disk under another name first, then renamed: readers see all of it or nothing."""
    partial = target.with_name(f"{target.name}.partial")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _tidy(folder: Path, kept: set[str]) -> None:
    """Remove what an older pack or a cut-short installation left behind."""
    for path in folder.iterdir():
        if path.is_file() and path.name not in kept:
            path.unlink()
