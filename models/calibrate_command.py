"""python -m models calibrate: photographs in, figures, a DET curve and thresholds out.

Photographs are read, turned into templates and forgotten; only counts and thresholds stay.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from models import calibration, det_curve
from models.arrays import EmbeddingMatrix
from models.calibrate import (
    FPIR_ACCEPT,
    FPIR_PAY,
    KIOSK_ENROLS,
    Searches,
    is_measured,
    propose,
    search,
)
from models.calibration import Calibration
from models.errors import CalibrationError
from models.manifest import Thresholds
from models.packs import Pack, load_pack
from models.pipeline import Pipeline
from models.quality import QualityPolicy
from models.store import CALIBRATION_NAME

PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".bmp"}
LAYOUT = "FOLDER/NAME/*.jpg, or FOLDER/members/NAME/*.jpg and FOLDER/strangers/*.jpg"
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """`enrolled`: photographs that are enrolled of each person. `plot`: the PNG to draw."""

    folder: Path
    pack: str
    enrolled: int
    min_face_px: float
    plot: Path
    is_trial: bool
    made_at: str


@dataclass(frozen=True, slots=True)
class Looked:
    """Templates as rows, by person; `photographs` were looked at, `refused` of them unfit."""

    people: Mapping[str, EmbeddingMatrix]
    strangers: EmbeddingMatrix
    photographs: int
    refused: int


def run(root: Path, wish: Wish, report: Report) -> None:
    """Measure, tell, draw, and unless it is a trial write. Raises ModelsError."""
    if wish.enrolled < KIOSK_ENROLS and not wish.is_trial:
        raise CalibrationError(
            f"A kiosk keeps {KIOSK_ENROLS} photographs of each member: thresholds measured with "
            f"{wish.enrolled} would let strangers pass. Leave --enrolled out, or add --trial."
        )
    pack = load_pack(root, wish.pack)
    shipped = pack.manifest.thresholds
    pack.need_embedder()
    assert shipped is not None  # noqa: S101  # the manifest pairs them with an embedder
    looked = look(pack, wish.folder, wish.min_face_px, report)
    report(f"{looked.photographs} photographs, {looked.refused} unfit (quality, or not one face)")
    searches = search(looked.people, looked.strangers, wish.enrolled)
    proposed = propose(searches, shipped, _basis(searches, looked, wish))
    for line in told(searches, proposed, shipped):
        report(line)
    row = proposed.rows[0]
    det_curve.write(searches, {"accept": row.accept, "pay": row.pay_accept}, wish.plot)
    report(f"DET curve: {wish.plot}")
    if wish.is_trial:
        report("A trial: nothing was changed.")
        return
    folder = root / wish.pack
    calibration.write(folder, Calibration(
        embedder_sha256=pack.manifest.file("embedder").sha256,
        made_at=wish.made_at,
        people=len(looked.people),
        photographs=looked.photographs,
        searches=len(searches.mated) + len(searches.non_mated),
        thresholds=proposed,
    ))  # fmt: skip
    report(f"Written to {folder / CALIBRATION_NAME}; used from the next start on.")
    report("To go back: python -m models calibrate --undo")


def look(pack: Pack, folder: Path, min_face_px: float, report: Report) -> Looked:
    """Every photograph through the kiosk's own pipeline."""
    pipeline = Pipeline(pack, QualityPolicy(min_face_width_px=min_face_px))
    if not folder.is_dir():
        raise CalibrationError(f"There is no folder {folder}. Expected: {LAYOUT}")
    home = folder / "members" if (folder / "members").is_dir() else folder
    persons = sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
    if not persons:
        raise CalibrationError(f"There are no people in {folder}. Expected: {LAYOUT}")
    people, photographs, refused = {}, 0, 0
    for number, person in enumerate(persons, start=1):
        rows, looked_at = _templates(pipeline, pack, person)
        people[person.name] = rows
        photographs, refused = photographs + looked_at, refused + looked_at - len(rows)
        if number % 50 == 0:
            report(f"{number} of {len(persons)} people ...")
    strangers, looked_at = _templates(pipeline, pack, folder / "strangers")
    return Looked(people, strangers, photographs + looked_at, refused + looked_at - len(strangers))


def _templates(pipeline: Pipeline, pack: Pack, folder: Path) -> tuple[EmbeddingMatrix, int]:
    """One row a good photograph, and how many photographs there were."""
    if not folder.is_dir():
        return np.zeros((0, pack.embedding.size), np.float32), 0
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in PICTURES)
    rows = []
    for path in paths:
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None or min(image.shape[:2]) < 16:
            continue
        template = pipeline.sight(np.asarray(image, np.uint8), None).template
        if template is not None:
            rows.append(np.frombuffer(template.vector, "<f4"))
    empty = np.zeros((0, pack.embedding.size), np.float32)
    return (np.stack(rows) if rows else empty), len(paths)


def told(searches: Searches, proposed: Thresholds, shipped: Thresholds) -> list[str]:
    """What was measured, with 95 % bounds, and what follows from it."""
    lines = [
        f"{searches.members} members; {len(searches.mated)} mated and "
        f"{len(searches.non_mated)} non-mated searches; "
        f"{len(searches.impostors)} comparisons of two people"
    ]
    first, ours = proposed.rows[0], shipped.at(searches.members)
    for name, threshold in (
        ("shipped accept", ours.accept), ("shipped pay", ours.pay_accept),
        ("new accept", first.accept), ("new pay", first.pay_accept),
    ):  # fmt: skip
        fnir, fpir = searches.fnir(threshold), searches.fpir(threshold)
        lines.append(f"{name:>15} {threshold:.3f}: FNIR {fnir}   FPIR {fpir}")
    if not searches.fpir(first.pay_accept).hits:
        most = 3 / len(searches.non_mated)
        lines.append(
            f"No stranger reached it; by the rule of three FPIR is below {100 * most:.2f} %."
        )
    for row in proposed.rows:
        size = f"up to {row.members_up_to}" if row.members_up_to else "more"
        known = row.members_up_to and all(
            is_measured(searches, fpir, row.members_up_to) for fpir in (FPIR_ACCEPT, FPIR_PAY)
        )
        how = "measured" if known else "extrapolated"
        lines.append(f"  {size:>12} members: accept {row.accept}, pay {row.pay_accept} ({how})")
    return lines


def _basis(searches: Searches, looked: Looked, wish: Wish) -> str:
    return (
        f"Calibrated {wish.made_at} on {len(looked.people)} people, {looked.photographs} "
        f"photographs, {wish.enrolled} enrolled: accept at FPIR {FPIR_ACCEPT:.1%}, pay at "
        f"{FPIR_PAY:.1%}; {len(searches.non_mated)} non-mated searches; larger galleries "
        "are extrapolated."
    )
