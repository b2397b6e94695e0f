"""FNIR against FPIR at every threshold, drawn: the detection error trade-off.

Both axes are probit, as Martin et al. 1997 ("The DET curve in assessment of detection task
performance") propose: what is normally distributed becomes a straight line.
"""

from pathlib import Path
from statistics import NormalDist

import cv2
import numpy as np

from models.arrays import Image
from models.calibrate import Searches
from models.errors import CalibrationError

SIZE, LEFT, BOTTOM, TOP, RIGHT = (900, 700), 110, 90, 60, 30
TICKS = (0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)
INK, GRID, CURVE, BAND = (40, 40, 40), (220, 220, 220), (160, 80, 20), (235, 205, 180)
_PROBIT = NormalDist().inv_cdf
_LOW, _HIGH = _PROBIT(TICKS[0]), _PROBIT(TICKS[-1])


def write(searches: Searches, marks: dict[str, float], path: Path) -> None:
    """Draw into `path`, a PNG. `marks`: thresholds to point out, by name.

    Raises CalibrationError if it cannot be written.
    """
    _, data = cv2.imencode(".png", draw(searches, marks))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.tobytes())
    except OSError as error:
        raise CalibrationError(f"{path} cannot be written: {error.strerror}.") from error


def draw(searches: Searches, marks: dict[str, float]) -> Image:
    """The curve with its 95 % band, and the marked thresholds."""
    image: Image = np.full((SIZE[1], SIZE[0], 3), 255, np.uint8)
    _axes(image, searches)
    thresholds = np.unique(np.concatenate([searches.mated, searches.non_mated]))
    rates = [(searches.fpir(t), searches.fnir(t)) for t in thresholds[:: _step(len(thresholds))]]
    rates = [(fpir, fnir) for fpir, fnir in rates if fpir.hits and fpir.value <= TICKS[-1]]
    band = [_at(fpir.value, fnir.bounds[0]) for fpir, fnir in rates]
    band += [_at(fpir.value, fnir.bounds[1]) for fpir, fnir in reversed(rates)]
    if band:
        cv2.fillPoly(image, [np.array(band)], BAND)
    line = np.array([_at(fpir.value, fnir.value) for fpir, fnir in rates])
    cv2.polylines(image, [line.reshape(-1, 1, 2)], isClosed=False, color=CURVE, thickness=2)
    for name, threshold in marks.items():
        _mark(image, searches, name, threshold)
    return image


def _step(count: int) -> int:
    return max(1, count // 600)


def _at(fpir: float, fnir: float) -> tuple[int, int]:
    """Where a point lies; what is beyond the axes lies on their ends."""
    across, down = (
        (min(max(_PROBIT(min(max(share, 1e-9), 1 - 1e-9)), _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)
        for share in (fpir, fnir)
    )
    width, height = SIZE[0] - LEFT - RIGHT, SIZE[1] - TOP - BOTTOM
    return LEFT + round(across * width), SIZE[1] - BOTTOM - round(down * height)


def _axes(image: Image, searches: Searches) -> None:
    for tick in TICKS:
        x, y = _at(tick, tick)
        text = f"{100 * tick:g} %"
        cv2.line(image, (x, TOP), (x, SIZE[1] - BOTTOM), GRID, 1)
        cv2.line(image, (LEFT, y), (SIZE[0] - RIGHT, y), GRID, 1)
        _text(image, text, (x - 22, SIZE[1] - BOTTOM + 24), 0.42)
        _text(image, text, (LEFT - 68, y + 5), 0.42)
    _text(image, "FPIR: strangers who are named", (LEFT + 220, SIZE[1] - 24), 0.55)
    _text(image, "FNIR: members who are not", (LEFT, TOP - 12), 0.55)
    title = (
        f"{searches.members} members, {len(searches.mated)} mated and "
        f"{len(searches.non_mated)} non-mated searches; band: 95 % (Wilson)"
    )
    _text(image, title, (LEFT, 26), 0.5)


def _mark(image: Image, searches: Searches, name: str, threshold: float) -> None:
    place = _at(searches.fpir(threshold).value, searches.fnir(threshold).value)
    cv2.circle(image, place, 6, INK, 2)
    _text(image, f"{name} {threshold:.3f}", (place[0] + 10, place[1] - 8), 0.48)


def _text(image: Image, text: str, place: tuple[int, int], scale: float) -> None:
    cv2.putText(image, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, INK, 1, cv2.LINE_AA)
