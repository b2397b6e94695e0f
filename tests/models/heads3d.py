"""A head of five points in space before a pinhole camera, turned and nodded; or a print of one."""

from __future__ import annotations

import math

from models.results import DIRECTIONS, Box, Face, Parallax, Point

EYES_APART_MM = 63.0
HEAD_MM = ((-31.5, -33.0), (31.5, -33.0), (0.0, 4.0), (-26.0, 33.0), (26.0, 33.0))
NOSE_MM = 28.0
"""How far the nose stands out of the plane of eyes and mouth."""
FOCAL_PX, AWAY_MM = 1100.0, 500.0


def a_head(
    *, yaw: float = 0, pitch: float = 0, nose_mm: float = NOSE_MM, x: float = 0, away: float = 0
) -> Face:
    """Degrees, positive to the subject's left and down. `nose_mm` 0 is a print of a head."""
    turn, nod = math.radians(yaw), math.radians(pitch)

    def seen(place: tuple[float, float, float]) -> Point:
        px, py, out = place
        py, out = py * math.cos(nod) + out * math.sin(nod), out * math.cos(nod) - py * math.sin(nod)
        px, out = (
            px * math.cos(turn) + out * math.sin(turn),
            out * math.cos(turn) - px * math.sin(turn),
        )
        depth = AWAY_MM + away - out
        return 640 + FOCAL_PX * (px + x) / depth, 360 + FOCAL_PX * py / depth

    outs = (0.0, 0.0, nose_mm, 0.0, 0.0)
    points = tuple(seen((px, py, out)) for (px, py), out in zip(HEAD_MM, outs, strict=True))
    a, b, c, d, e = points
    # The outline lies behind the features of a head, and in the plane of those of a print.
    behind = -55.0 if nose_mm else 0.0
    top, bottom = seen((0, -80, behind)), seen((0, 75, behind))
    box = Box(a[0] - 60, top[1], b[0] - a[0] + 120, bottom[1] - top[1])
    return Face(box, (a, b, c, d, e), 0.9)


def moved(
    before: tuple[float, float], after: tuple[float, float], *, nose_mm: float = NOSE_MM
) -> Parallax:
    """What pixels tell of a head that went from one yaw and pitch to another; 0 mm is a print."""
    return _moved(before, after, [nose_mm / EYES_APART_MM] * DIRECTIONS)


def moved_bent(before: tuple[float, float], after: tuple[float, float]) -> Parallax:
    """Of a print bent round an upright thing: straight up and down, round across."""
    angles = [math.pi * turn / DIRECTIONS for turn in range(DIRECTIONS)]
    return _moved(before, after, [0.15 * math.cos(angle) ** 2 for angle in angles])


def _moved(before: tuple[float, float], after: tuple[float, float], out: list[float]) -> Parallax:
    """A place moves by how far it stands out, times the sine of the turn."""
    across, down = (
        math.sin(math.radians(late)) - math.sin(math.radians(early))
        for early, late in zip(before, after, strict=True)
    )
    return Parallax(tuple(each * across for each in out), tuple(each * down for each in out))
