"""Whether members are recognised as surely as they were: scores of lately against those before.

A dirty lens, other light or another camera moves all scores; the thresholds stay where they are.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.config import Settings
from kiosk.domain.language import Label
from kiosk.domain.score_drift import LEAST, Drift, drift
from kiosk.flows.records import Finding, Grade
from kiosk.storage import face_scores
from kiosk.storage.database import StorageError, read_database
from models.errors import PackError
from models.packs import read_manifest

LATELY_DAYS, BEFORE_DAYS = 7, 60


def scores(settings: Settings, now: datetime) -> Finding:
    """The last week against the two months before it. What is missing for that other checks say."""
    try:
        return judged(_drift(settings, now))
    except (PackError, StorageError):
        return judged(None)


def _drift(settings: Settings, now: datetime) -> Drift | None:
    manifest = read_manifest(settings.paths.models_dir / settings.face.pack)
    pack = manifest.embedding.pack_id if manifest.embedding else ""
    today = now.date()
    first_lately = today - timedelta(days=LATELY_DAYS - 1)
    before_from = first_lately - timedelta(days=BEFORE_DAYS)
    day_before = first_lately - timedelta(days=1)
    connection = read_database(settings.paths.data_dir / "kiosk.sqlite3")
    try:
        before = face_scores.counts(connection, pack, before_from, day_before, is_named=True)
        lately = face_scores.counts(connection, pack, first_lately, today, is_named=True)
    finally:
        connection.close()
    return drift(before, lately)


def judged(found: Drift | None) -> Finding:
    if found is None:
        text = Label(
            f"比对数据还不够（前后各需 {LEAST} 次）",
            f"too few to compare yet ({LEAST} each needed)",
        )
        return Finding("scores", Grade.GOOD, text)
    means = f"{found.before:.2f} → {found.lately:.2f}"
    if not found.has_moved:
        return Finding("scores", Grade.GOOD, Label(f"稳定，{means}", f"steady, {means}"))
    return Finding(
        "scores",
        Grade.WARNING,
        Label(f"相似度变了：{means}", f"the scores have moved: {means}"),
        Label(
            "请擦镜头、看看灯光；仍不恢复就重新校准：python -m models calibrate",
            "Clean the lens and check the light. If that does not help: python -m models calibrate",
        ),
    )
