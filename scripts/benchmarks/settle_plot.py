"""Review against wrong as the decision's tolerance moves: a PNG, drawn with OpenCV."""

from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.benchmarks.settle import LOOSE_ODDS, SettleBench, Tally

Canvas = NDArray[np.uint8]
Point = tuple[int, int]
Colour = tuple[int, int, int]

WIDTH, HEIGHT, MARGIN = 820, 620, 90
INK: Colour = (60, 60, 60)
LINES: tuple[Colour, ...] = ((180, 120, 30), (60, 150, 60), (40, 40, 200), (160, 60, 160))
LEAST, MOST = 1e-5, 1.0
"""Both axes are logarithmic; a share of zero is drawn at the left or lower edge."""


def draw(bench: SettleBench, path: Path) -> None:
    """Two panels side by side: the odds move, the sigmas move. One line for each difficulty."""
    panels = [
        _panel(bench, "odds", "review against wrong as the odds move"),
        _panel(bench, "sigmas", f"... as the sigmas move, with odds of {LOOSE_ODDS:g} only"),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    if not cv2.imwrite(str(path), np.hstack(panels)):
        raise OSError(f"The plot could not be written to {path}.")


def _panel(bench: SettleBench, name: str, title: str) -> Canvas:
    canvas = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    _axes(canvas, f"{title} (left edge: none seen)")
    for row, (difficulty, outcome) in enumerate(bench.outcomes.items()):
        colour = LINES[row % len(LINES)]
        swept = [(value, tally) for (what, value), tally in outcome.swept.items() if what == name]
        points = [_place(tally) for _, tally in swept]
        cv2.polylines(canvas, [np.array(points, np.int32)], False, colour, 2, cv2.LINE_AA)  # noqa: FBT003
        for (value, _), point in zip(swept, points, strict=True):
            cv2.circle(canvas, point, 4, colour, -1, cv2.LINE_AA)
            _write(canvas, f"{value:g}", (point[0] + 6, point[1] - 4), colour, 0.36)
        _write(canvas, difficulty, (WIDTH - 170, 60 + 22 * row), colour, 0.5)
    return canvas


def _axes(canvas: Canvas, title: str) -> None:
    _write(canvas, title, (MARGIN, 28), INK, 0.5)
    for power in range(round(math.log10(LEAST)), 1):
        share = 10.0**power
        x, y = _across(share), _down(share)
        cv2.line(canvas, (x, MARGIN // 2), (x, HEIGHT - MARGIN), (225, 225, 225), 1)
        cv2.line(canvas, (MARGIN, y), (WIDTH - 20, y), (225, 225, 225), 1)
        _write(canvas, f"{share:g}", (x - 18, HEIGHT - MARGIN + 22), INK, 0.42)
        _write(canvas, f"{share:g}", (18, y + 5), INK, 0.42)
    _write(canvas, "wrongly charged, share of sessions", (WIDTH // 2 - 110, HEIGHT - 30), INK, 0.5)
    _write(canvas, "to review", (8, 42), INK, 0.5)


def _place(tally: Tally) -> Point:
    return _across(tally.wrong / tally.sessions), _down(tally.review / tally.sessions)


def _across(share: float) -> int:
    return round(MARGIN + _depth(share) * (WIDTH - MARGIN - 40))


def _down(share: float) -> int:
    return round(HEIGHT - MARGIN - _depth(share) * (HEIGHT - MARGIN - MARGIN // 2))


def _depth(share: float) -> float:
    """0 to 1 from `LEAST` to `MOST`."""
    return math.log(max(share, LEAST) / LEAST) / math.log(MOST / LEAST)


def _write(canvas: Canvas, text: str, at: Point, colour: Colour, size: float) -> None:
    cv2.putText(canvas, text, at, cv2.FONT_HERSHEY_SIMPLEX, size, colour, 1, cv2.LINE_AA)
