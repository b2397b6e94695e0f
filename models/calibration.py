"""The thresholds that an operator measured on their own photographs: a file beside the manifest.

It belongs to one embedding network, by its hash: with another network it is left aside. The one
before stays until the next is written, so that the last step can be undone.
"""

import hashlib
import logging
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from models.errors import CalibrationError, PackError
from models.manifest import Manifest, Sha256, Text, Thresholds
from models.store import CALIBRATION_NAME, PREVIOUS_NAME, write_durably

log = logging.getLogger(__name__)


class Calibration(BaseModel):
    """`thresholds` as they were measured at `made_at`, ISO 8601, on so much."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    format: Literal[1] = 1
    embedder_sha256: Sha256
    made_at: Text
    people: Annotated[int, Field(gt=0)]
    photographs: Annotated[int, Field(gt=0)]
    searches: Annotated[int, Field(gt=0)]
    thresholds: Thresholds


def thresholds_of(folder: Path, manifest: Manifest) -> Thresholds | None:
    """The calibrated thresholds of the pack in `folder`, else those of its manifest.

    Raises PackError for a file that was altered or damaged: money hangs on these numbers.
    """
    own = read(folder)
    if own is None or manifest.embedding is None:
        return manifest.thresholds
    if own.embedder_sha256 != manifest.file("embedder").sha256:
        log.warning("the calibration in %s is of another network and left aside", folder)
        return manifest.thresholds
    return own.thresholds


def read(folder: Path, name: str = CALIBRATION_NAME) -> Calibration | None:
    """None where nobody calibrated. The first line vouches for the rest."""
    try:
        text = (folder / name).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise PackError(f"{folder / name} cannot be read: {error.strerror}.") from error
    digest, _, body = text.partition(b"\n")
    try:
        if hashlib.sha256(body).hexdigest().encode() != digest:
            raise PackError(_DAMAGED.format(path=folder / name))
        return Calibration.model_validate_json(body)
    except ValidationError as error:
        raise PackError(_DAMAGED.format(path=folder / name)) from error


def write(folder: Path, calibration: Calibration) -> None:
    """Take over these thresholds; those before can be brought back. Raises CalibrationError."""
    body = calibration.model_dump_json(indent=2).encode() + b"\n"
    try:
        current = folder / CALIBRATION_NAME
        before = current.read_bytes() if current.exists() else b""
        write_durably(folder / PREVIOUS_NAME, before)
        write_durably(current, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    except OSError as error:
        raise CalibrationError(
            f"The calibration could not be written to {folder}: {error.strerror}."
        ) from error


def undo(folder: Path) -> bool:
    """Bring back what was before the last `write`; False where there is nothing to bring back."""
    previous, current = folder / PREVIOUS_NAME, folder / CALIBRATION_NAME
    try:
        if not previous.exists():
            return False
        before = previous.read_bytes()
        if before:
            write_durably(current, before)
        else:
            current.unlink(missing_ok=True)  # there was none: the manifest's own are back
        previous.unlink()
    except OSError as error:
        raise CalibrationError(f"{current} cannot be changed: {error.strerror}.") from error
    return True


_DAMAGED = (
    "{path} was altered or damaged, and nobody is recognised by it. Calibrate again, or run: "
    "python -m models calibrate --undo"
)
