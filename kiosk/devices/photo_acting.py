"""What the people before a camera made of photographs do, or hold up. Values; no pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

HEAD_SPEED_DEG_S = 55.0
"""How fast a head turns when it is asked to: people take about half a second for 25 degrees."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Degrees; positive is to the subject's own left, and down."""

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0


AHEAD = Pose()


class Medium(StrEnum):
    """What the face is: a person's own, or a picture of it that somebody holds up."""

    LIVE = "live"
    PRINT = "print"
    BENT = "bent"
    """A print bent around the holder's face or hand."""
    CUT_OUT = "cut_out"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Acting:
    """`head` is how the face in the picture is turned, `sheet` how the thing it is on is held.
    `radius` of what a bent print is bent round, in distances of the eyes. `nose`: how far it stands
    out, by that of a plain head (photo_relief.py). `haste`: by how fast people usually move."""

    head: Pose = AHEAD
    sheet: Pose = AHEAD
    medium: Medium = Medium.LIVE
    radius: float = 1.1
    nose: float = 1.0
    haste: float = 1.0


def approached(now: Acting, wanted: Acting, seconds: float) -> Acting:
    """`now`, so much later, on the way to `wanted`; another medium is there at once."""
    step = HEAD_SPEED_DEG_S * wanted.haste * seconds
    if now.medium is not wanted.medium:
        now = Acting()
    head, sheet = _nearer(now.head, wanted.head, step), _nearer(now.sheet, wanted.sheet, step)
    return replace(wanted, head=head, sheet=sheet)


def _nearer(now: Pose, wanted: Pose, step: float) -> Pose:
    def along(start: float, end: float) -> float:
        return min(start + step, end) if end > start else max(start - step, end)

    return Pose(along(now.yaw_deg, wanted.yaw_deg), along(now.pitch_deg, wanted.pitch_deg))
