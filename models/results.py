"""What a frame showed, as plain frozen values. Imports no numpy, so that anyone may name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from operator import add

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in frame pixels; its upper left corner (x, y) may lie outside the frame."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class Face:
    """A detected face.

    `points` are the subject's right eye, left eye, nose tip, right and left corner of the mouth,
    in frame pixels; the subject's right is the picture's left. `score` is 0 to 1.
    """

    box: Box
    points: tuple[Point, Point, Point, Point, Point]
    score: float


@dataclass(frozen=True, slots=True)
class Template:
    """A person's face as numbers: personal data, so its repr shows none of them.

    `pack` is the id of the pack that made it (`Pack.id`): only templates of one pack compare.
    `vector` is float32 little-endian of length 1.
    """

    pack: str
    vector: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Match:
    """The most similar member. Cosine similarities, -1 to 1; a score is not yet an identity.

    `runner_up` is the best score of any other member, -1.0 if there is none. `pack` is the id of
    the pack whose scores these are.
    """

    member_id: str
    score: float
    runner_up: float
    pack: str = ""


class QualityIssue(StrEnum):
    """Why a face is not good enough to compare, as advice can be given for it."""

    TOO_FAR = "too_far"
    TOO_CLOSE = "too_close"
    TOO_DARK = "too_dark"
    TOO_BRIGHT = "too_bright"
    BLURRED = "blurred"
    TURNED = "turned"


DIRECTIONS = 8
NO_MOVES = (0.0,) * DIRECTIONS


@dataclass(frozen=True, slots=True)
class Parallax:
    """How much further the tip of the nose moved than two places on either side of it: `across`
    to the right in the picture, `down` in it, in distances of the eyes; of two places in each of
    DIRECTIONS directions, the first across the face, the middle one up and down. What moved since
    one frame and what moved from there on add up."""

    across: tuple[float, ...] = NO_MOVES
    down: tuple[float, ...] = NO_MOVES

    def __add__(self, more: Parallax) -> Parallax:
        return Parallax(
            tuple(map(add, self.across, more.across)), tuple(map(add, self.down, more.down))
        )


STILL = Parallax()


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one frame showed.

    `face_count` counts people who matter: the largest face, and others at least 0.6 times as wide.
    `face` is the largest. Unless exactly one person is there without an issue, `template` and
    `match` are None; `match` is also None when there was no gallery, or nobody in it.
    `track` numbers the person, from frame to frame (models/track.py), 0 if nobody is followed.
    `alive` is what a passive liveness model makes of the best shots of that track, 0 to 1, and
    `alive_least` where that model starts to be believed; None where there is no such model.
    `parallax` is there when the frame was looked at closely: since the one before of that track.
    `glimpse` is there when a frame that was looked at closely has an issue: whether this still is
    the face of a moment ago may be asked of it, and nothing else.
    `quality` is 0 to 1, of a frame with a template: how straight, sharp and large the face is.
    `template` is of the pack in use, and so is `match`; `beside` is what another pack, which is
    being given up, finds among its own templates.
    """

    face_count: int
    face: Face | None
    issue: QualityIssue | None
    template: Template | None
    match: Match | None
    track: int = 0
    alive: float | None = None
    parallax: Parallax | None = None
    beside: Match | None = None
    alive_least: float | None = None
    glimpse: Template | None = None
    quality: float = 0.0


ALIKE_BELOW_ACCEPT = 0.05


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """How alike is alike enough, for one pack and one number of members.

    `accept` and `pay_accept` are least cosine similarities to know a member and to charge one;
    `margin` is the least lead over the runner-up, and never replaces them;
    `agreeing_frames` is how many frames must name the same member;
    `members` is the number of members that these are for.
    """

    accept: float
    pay_accept: float
    margin: float
    agreeing_frames: int
    members: int = 1

    @property
    def alike(self) -> float:
        """Two members whose templates score as much as this nearly pass for each other."""
        return self.accept - ALIKE_BELOW_ACCEPT
