"""How long a screen stands still while everybody's faces are loaded from the disk at the start.

A Qt event loop ticks as often as a screen is drawn; beside it a thread opens the database's sealed
templates and builds the gallery, as the kiosk's vision thread does. The longest time between two
ticks is told beside that of the same loop with nothing to do.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PySide6.QtCore import QCoreApplication, Qt, QTimer

from kiosk.compose import heap
from kiosk.devices.face_search import PackSearch
from kiosk.storage import members
from kiosk.storage.database import open_database, transaction
from kiosk.storage.vault import SECRET_BYTES, Vault
from models.packs import DEFAULT_PACK, load_recogniser
from models.results import Template
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.times import Now, gaps, percentile

TEMPLATES = 100_000

TICK_MS = 16
TEMPLATES_EACH = 3
SEED = 20261122
JOINED = datetime(2026, 1, 5, 8, tzinfo=UTC)
PAUSE_GOAL = Goal(most=50.0)
"""Three pictures of a screen: less is not seen."""

Ticks = list[float]
"""Milliseconds from one to the next."""


@dataclass(frozen=True, slots=True)
class LoadBench:
    templates: int
    loaded_s: float
    at_rest: Ticks
    loading: Ticks

    @property
    def figures(self) -> dict[str, float]:
        return {
            "load.longest_pause_ms": max(self.loading),
            "load.longest_pause_at_rest_ms": max(self.at_rest),
            "load.s": self.loaded_s,
        }

    def __str__(self) -> str:
        rows = [
            (name, str(len(ticks)), *(f"{percentile(ticks, at):.1f}" for at in (50, 99, 100)))
            for name, ticks in (("at rest", self.at_rest), ("loading", self.loading))
        ]
        return "\n".join((
            f"{self.templates:,} templates from the disk in {self.loaded_s:.2f} s, "
            f"beside a screen that ticks every {TICK_MS} ms.",
            "",
            table(("screen", "ticks", "median ms", "99th", "longest"), rows),
            "",
            told("load.longest_pause_ms", max(self.loading), PAUSE_GOAL),
        ))  # fmt: skip


def measure(models_dir: Path, folder: Path, templates: int, now: Now) -> LoadBench:
    """`folder` is on the disk to read from. Raises PackError without a pack."""
    spec = load_recogniser(models_dir, DEFAULT_PACK).embedding
    app = QCoreApplication.instance() or QCoreApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix="bench-") as place:
        path = Path(place) / "kiosk.sqlite3"
        vault = Vault(bytes(SECRET_BYTES), os.urandom)
        _fill(path, vault, templates, spec.pack_id, spec.size)
        search = PackSearch(models_dir, DEFAULT_PACK, 140)
        heap.settle()

        def load() -> None:
            with closing(open_database(path)) as database:
                search.enrol(members.all_templates(database, vault))

        _watched(app, load, now)  # what is imported and opened once is not the loading
        loaded_s, loading = _watched(app, load, now)
        _, at_rest = _watched(app, lambda: threading.Event().wait(loaded_s), now)
    return LoadBench(templates, loaded_s, at_rest, loading)


def _watched(app: QCoreApplication, work: Callable[[], object], now: Now) -> tuple[float, Ticks]:
    """How long `work` took on a thread, and the ticks of the loop meanwhile."""
    moments: list[float] = []
    took: list[float] = []

    def run() -> None:
        began = now()
        work()
        took.append(now() - began)

    def tick() -> None:
        moments.append(now())
        if not thread.is_alive():
            app.quit()

    thread = threading.Thread(target=run)
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start(TICK_MS)
    thread.start()
    app.exec()
    timer.stop()
    return took[0], [gap * 1000 for gap in gaps(moments)]


def _fill(path: Path, vault: Vault, templates: int, pack: str, width: int) -> None:
    rng = np.random.default_rng(SEED)
    rows = rng.standard_normal((templates, width)).astype("<f4")
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    with closing(open_database(path)) as database, transaction(database):
        for first in range(0, templates, TEMPLATES_EACH):
            faces = tuple(Template(pack, row.tobytes()) for row in rows[first : first + 3])
            phone = f"138{first:08d}"
            member = members.NewMember(f"member-{first:07}", phone, "王", None, faces)
            members.register(database, vault, member, JOINED)
