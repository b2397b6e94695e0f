"""How smoothly the preview moves while somebody in it is being recognised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from PySide6.QtGui import QPainter

from kiosk import config
from kiosk.flows import looking
from kiosk.ui.preview import Preview, PreviewItem
from scripts.benchmarks.errors import VisitError
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.shop import furnished
from scripts.benchmarks.times import Now, gaps, percentile
from scripts.benchmarks.visitor import Visitor

MEMBERS = 500
WARM_UP_S = 2.0
CAMERA_FPS = 30
# A camera of 30 pictures a second can give 299 in ten seconds that begin between two of them.
GOALS = {"preview.fps": Goal(least=0.99 * CAMERA_FPS), "preview.p99_ms": Goal(most=50)}


@dataclass(frozen=True, slots=True)
class PreviewBench:
    """`painted_at` are the moments, in seconds, at which a new picture was on the window;
    `judged` is how many camera frames went through recognition meanwhile."""

    painted_at: list[float]
    judged: int

    @property
    def figures(self) -> dict[str, float]:
        between_ms = [1000 * gap for gap in gaps(self.painted_at)]
        length_s = self.painted_at[-1] - self.painted_at[0]
        return {
            "preview.fps": len(between_ms) / length_s,
            "preview.p50_ms": percentile(between_ms, 50),
            "preview.p99_ms": percentile(between_ms, 99),
            "preview.most_ms": max(between_ms),
            "preview.judged_fps": self.judged / length_s,
        }

    def __str__(self) -> str:
        figures = self.figures
        rows = [(name, f"{value:.1f}") for name, value in figures.items()]
        return "\n".join((
            f"{len(self.painted_at)} new preview pictures painted, {self.judged} frames judged "
            f"meanwhile (camera {CAMERA_FPS} fps, {MEMBERS} members).",
            "",
            table(("figure", "value"), rows),
            "",
            *(told(name, figures[name], goal) for name, goal in GOALS.items()),
        ))  # fmt: skip


def measure(models: Path, seconds: float, now: Now) -> PreviewBench:
    """Somebody who is nobody's member is looked at without end: every frame takes all steps.

    Raises PackError, FramesError, and VisitError when nothing is painted.
    """
    painted: list[float] = []
    with furnished(models, MEMBERS) as shop, _endless_looking(), _painting_noted() as newest:
        visitor = Visitor(config.load(shop.settings), now)
        with closing(visitor):
            visitor.window.app.view.frameSwapped.connect(lambda: _note(painted, newest, now))
            visitor.wait("the invitation", lambda: visitor.screen == "Attract")
            visitor.present(shop.stranger)
            visitor.go_to_pay_by_face()
            visitor.wait("a good face", lambda: visitor.first_good_face_at is not None)
            visitor.pause(WARM_UP_S)
            painted.clear()
            judged_before = visitor.frames_judged
            visitor.pause(seconds)
            judged = visitor.frames_judged - judged_before
    if len(painted) < 3:
        raise VisitError("The preview was not painted: is the window's page broken?")
    return PreviewBench(painted, judged)


def _note(painted: list[float], newest: list[int], now: Now) -> None:
    """Called for each frame of the window; counts only those with a new preview picture."""
    if newest:
        newest.clear()
        painted.append(now())


@contextmanager
def _endless_looking() -> Iterator[None]:
    """Three frames without a name would lead on to the gestures."""
    usual = looking.UNNAMED_FRAMES, looking.MOVES_AFTER
    looking.UNNAMED_FRAMES = looking.MOVES_AFTER = 1_000_000_000
    try:
        yield
    finally:
        looking.UNNAMED_FRAMES, looking.MOVES_AFTER = usual


@contextmanager
def _painting_noted() -> Iterator[list[int]]:
    """A list that is not empty while a new picture was painted and not yet on the window."""
    newest: list[int] = []
    last = 0
    plain: Callable[[PreviewItem, QPainter], None] = PreviewItem.paint

    def paint(item: PreviewItem, painter: QPainter) -> None:
        nonlocal last
        plain(item, painter)
        source = cast("Preview | None", item.source)
        image = source.image if source else None
        if image is not None and image.cacheKey() != last:
            last = image.cacheKey()
            newest.append(last)

    PreviewItem.paint = paint  # type: ignore[method-assign, assignment]
    try:
        yield newest
    finally:
        PreviewItem.paint = plain  # type: ignore[method-assign, assignment]
