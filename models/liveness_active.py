"""Whether a head turns as it was asked to, judged from five points and a parallax over time. Pure.

Eyes and corners of the mouth lie nearly in one plane, and the tip of the nose stands out of it. So
the place of the nose *in that plane* (plane and parallax: Irani and Anandan 1996) moves when a head
turns, but not when a photograph is moved, tilted or brought nearer: any view of a flat thing is a
homography, and that is divided out. All is measured from where the same head was at rest.

The points are what a detector makes of a face: they hardly tell of nods, and a print bent round
something looks to it like a head that turns. So a nod is measured in the pixels, and there the nose
must stand out for any gesture (models/parallax.py).

It does not stop a video that shows the right movements at the right time, a face that is computed
live, or a mask that a person wears.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from models.results import STILL, Face, Parallax, Point

PATH_LOOKS = 90
"""Looks that are remembered of a gesture: more than a try is long."""

Points = tuple[Point, Point, Point, Point, Point]


class Gesture(StrEnum):
    """What a person is asked to do; left and right are their own, as in a mirror."""

    LEFT = "left"
    RIGHT = "right"
    UP = "up"
    DOWN = "down"

    @property
    def is_turn(self) -> bool:
        """Of the whole head to a side; the others are nods."""
        return self in {Gesture.LEFT, Gesture.RIGHT}


class Stage(StrEnum):
    """How far a check is."""

    SETTLING = "settling"
    """Waiting for a head that looks straight ahead and keeps still."""
    MOVING = "moving"
    PASSED = "passed"
    WRONG_WAY = "wrong_way"
    FLAT = "flat"
    """Squeezed more than the face of a head which turns so little, or no nose stood out."""


@dataclass(frozen=True, slots=True)
class Look:
    """One frame: `across` grows to the subject's left, `down` downwards; `shape` is width by height
    of the eyes and mouth."""

    across: float
    down: float
    shape: float


@dataclass(frozen=True, slots=True)
class TurnPolicy:
    """Limits, chosen on photographs whose heads were turned by a warp, and on the same photographs
    as prints (which of them it sees, this module does not know). A turn of 30 degrees moves
    `across` by 0.125 in the middle case, a print tilted by 40 degrees by 0.03. A nod of 20 degrees
    moves the mean of Parallax by 0.1.

    `reach_across` and `reach_down` (of that mean) are how far is far enough, `settled_within` how
    still a head is at rest, `centre_across` how far from the middle the nose may be then.
    `wrong_by`: so many times as far is a wrong way. `squeezed_across` and `_down`: shape by that at
    rest. `stands_out` is the least of Parallax in any direction, `round_by` its least share of the
    greatest: heads turned by 20 degrees had at least 0.06 and 0.43, prints bent round something
    and turned by 38 at most 0.03 and 0.2. `flat_s`: so long one may hold a gesture whose nose
    does not stand out yet.

    `lost_s`: what a head did between two looks so far apart is not known, and is not held against
    it; the flow follows about 30 degrees, which take half a second. `back_within` of where it was
    at rest a head has to be again, before the gesture is asked for once more.
    """

    reach_across: float = 0.085
    reach_down: float = 0.06
    settled_looks: int = 3
    settled_within: float = 0.02
    centre_across: float = 0.20
    held_looks: int = 2
    wrong_by: float = 1.25
    squeezed_across: float = 0.72
    squeezed_down: float = 1.18
    stands_out: float = 0.03
    round_by: float = 0.30
    flat_s: float = 0.7
    lost_s: float = 0.5
    back_within: float = 0.05


@dataclass(frozen=True, slots=True)
class TurnCheck:
    """A challenge under way; `after` a look it is a new value. `done` gestures were seen.

    `missed`: so many times a gesture was made which was not seen on its way, because frames were
    lost, or one picture was held up after another. It is settled anew then, and asked for again.
    """

    asked: tuple[Gesture, ...]
    policy: TurnPolicy = field(default_factory=TurnPolicy)
    stage: Stage = Stage.SETTLING
    done: int = 0
    missed: int = 0
    reached: float = 0.0
    """How far the gesture that is asked for now has come; 1 is far enough."""
    _rest: Look = Look(0.5, 0.5, 1.0)
    _settling: tuple[Look, ...] = ()
    _at_s: float = 0.0
    _was_lost: bool = False
    _held: int = 0
    _held_since_s: float = 0.0
    _held_wrong: int = 0
    _path: tuple[float, ...] = ()
    _coming_back_from: Gesture | None = None
    _parallax: Parallax = STILL

    @property
    def gesture(self) -> Gesture | None:
        """What to do now; None while settling and when it is over."""
        return self.asked[self.done] if self.stage is Stage.MOVING else None

    @property
    def is_over(self) -> bool:
        return self.stage not in {Stage.SETTLING, Stage.MOVING}

    def after(self, face: Face, parallax: Parallax | None, at_s: float) -> TurnCheck:
        """The check after one more look at the same face, taken at `at_s` by any steady clock, and
        what moved since the look before, None where that is not known; unchanged once it is over.
        """
        if self.is_over:
            return self
        look = look_at(face)
        if self.stage is Stage.SETTLING:
            return replace(self._settled(look), _at_s=at_s)
        is_gap = parallax is None or at_s - self._at_s > self.policy.lost_s
        was_lost = self._was_lost or is_gap
        now = replace(self, _at_s=at_s, _was_lost=was_lost)
        return now.moved(look, self._parallax + (parallax or STILL))

    def _settled(self, look: Look) -> TurnCheck:
        seen = (*self._settling, look)[-self.policy.settled_looks :]
        rest = Look(
            *(sorted(each)[len(seen) // 2] for each in zip(*map(_values, seen), strict=True))
        )
        apart = max(
            max(abs(each.across - rest.across), abs(each.down - rest.down)) for each in seen
        )
        is_straight = abs(rest.across - 0.5) <= self.policy.centre_across
        is_still = len(seen) == self.policy.settled_looks and apart <= self.policy.settled_within
        if not (is_straight and is_still and self._is_back_at(rest)):
            return replace(self, _settling=seen)
        return replace(self, stage=Stage.MOVING, _rest=rest, _settling=())

    def _is_back_at(self, rest: Look) -> bool:
        """A head that was seen at rest before is not at rest where it turned to."""
        across, down = abs(rest.across - self._rest.across), abs(rest.down - self._rest.down)
        return not self.missed or max(across, down) <= self.policy.back_within

    def _failed(self, stage: Stage) -> TurnCheck:
        """Nobody is blamed for what was not seen."""
        return self._once_more() if self._was_lost else replace(self, stage=stage)

    def _once_more(self) -> TurnCheck:
        return replace(
            self, stage=Stage.SETTLING, missed=self.missed + 1, reached=0.0,
            _held=0, _held_wrong=0, _path=(), _coming_back_from=None, _parallax=STILL,
            _was_lost=False,
        )  # fmt: skip

    def moved(self, look: Look, parallax: Parallax) -> TurnCheck:
        """After this look; `parallax` since the head was at rest."""
        asked = self.asked[self.done]
        way = self._way(look, parallax)
        reached = way.pop(asked)
        back_from = self._coming_back_from
        is_on_its_way_back = back_from is not None and way.get(back_from, 0.0) > 0.5
        if back_from is not None and is_on_its_way_back:
            way.pop(back_from)
        wrong = max(way.values())
        is_held = reached >= 1.0 and reached >= 0.7 * wrong
        is_wrong = wrong >= self.policy.wrong_by and wrong > 1.5 * reached
        moved = replace(
            self,
            reached=max(0.0, reached),
            _parallax=parallax,
            _coming_back_from=back_from if is_on_its_way_back else None,
            _path=(*self._path, reached)[-PATH_LOOKS:],
            _held=self._held + 1 if is_held else 0,
            _held_since_s=self._held_since_s if self._held else self._at_s,
            _held_wrong=self._held_wrong + 1 if is_wrong else 0,
        )
        return moved.judged(look)

    def judged(self, look: Look) -> TurnCheck:
        """Whether what was counted up to this look decides anything."""
        if self._held_wrong >= self.policy.held_looks:
            return self._failed(Stage.WRONG_WAY)
        if self._held < self.policy.held_looks:
            return self
        if not self._was_on_the_way:
            return self._once_more()
        asked = self.asked[self.done]
        if self._is_squeezed(look, asked):
            return self._failed(Stage.FLAT)
        if not self._stands_out(asked):
            is_flat = self._at_s - self._held_since_s >= self.policy.flat_s
            return self._failed(Stage.FLAT) if is_flat else self
        done = self.done + 1
        stage = Stage.PASSED if done == len(self.asked) else Stage.MOVING
        return replace(
            self, stage=stage, done=done, reached=0.0,
            _held=0, _held_wrong=0, _path=(), _coming_back_from=asked,
        )  # fmt: skip

    def _way(self, look: Look, parallax: Parallax) -> dict[Gesture, float]:
        """How far it is in each direction: 1 has reached it."""
        across = (look.across - self._rest.across) / self.policy.reach_across
        down = sum(parallax.down) / len(parallax.down) / self.policy.reach_down
        return {
            Gesture.LEFT: across, Gesture.RIGHT: -across, Gesture.UP: -down, Gesture.DOWN: down
        }  # fmt: skip

    @property
    def _was_on_the_way(self) -> bool:
        """A picture that is swapped for another was never in between."""
        furthest = max(self._path)
        return any(0.15 * furthest <= reached <= 0.75 * furthest for reached in self._path)

    def _is_squeezed(self, look: Look, asked: Gesture) -> bool:
        ratio = look.shape / self._rest.shape
        policy = self.policy
        return ratio < policy.squeezed_across if asked.is_turn else ratio > policy.squeezed_down

    def _stands_out(self, asked: Gesture) -> bool:
        """In every direction, the way that a nose goes which is in front of the face."""
        moved = self._parallax.across if asked.is_turn else self._parallax.down
        sign = 1 if asked in {Gesture.LEFT, Gesture.DOWN} else -1
        least, most = min(sign * each for each in moved), max(sign * each for each in moved)
        return least >= max(self.policy.stands_out, self.policy.round_by * most)


def draw(count: int, below: Callable[[int], int]) -> tuple[Gesture, ...]:
    """So many gestures, none twice in a row, at least one a turn of the head; each such row is
    equally likely. `below(n)` gives a whole number from 0 to n - 1. `count` is 1 to 4."""
    rows: list[tuple[Gesture, ...]] = [()]
    for _ in range(count):
        rows = [(*row, each) for row in rows for each in Gesture if not row or each is not row[-1]]
    with_turn = [row for row in rows if any(each.is_turn for each in row)]
    return with_turn[below(len(with_turn))]


def look_at(face: Face) -> Look:
    """What `TurnCheck` needs of a face."""
    right_eye, left_eye, _, right_mouth, left_mouth = face.points
    eyes, mouth = _halfway(right_eye, left_eye), _halfway(right_mouth, left_mouth)
    across, down = relief(face.points)
    room_above = eyes[1] - face.box.y
    room_below = face.box.y + face.box.h - mouth[1]
    lower = (room_above - room_below) / max(face.box.h, 1e-9)
    wide = math.dist(right_eye, left_eye) + math.dist(right_mouth, left_mouth)
    return Look(across, down + lower / 2, wide / max(2 * math.dist(eyes, mouth), 1e-9))


def relief(points: Points) -> Point:
    """Where the nose is in the plane of eyes and mouth: the same for every view of a flat face.

    In that plane right eye, left eye, right and left corner of the mouth are (0, 0), (1, 0),
    (0, 1), (1, 1). The projective map of the unit square onto four points, and back: Heckbert 1989,
    "Fundamentals of texture mapping and image warping", 2.2.3. (0.5, 0.5) if they are in a line.
    """
    (x0, y0), (x1, y1), (x, y), (x3, y3), (x2, y2) = points
    sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
    dx1, dy1, dx2, dy2 = x1 - x2, y1 - y2, x3 - x2, y3 - y2
    area = dx1 * dy2 - dx2 * dy1
    if abs(area) < 1e-9:
        return (0.5, 0.5)
    g, h = (sx * dy2 - dx2 * sy) / area, (dx1 * sy - sx * dy1) / area
    a, b, c = x1 - x0 + g * x1, x3 - x0 + h * x3, x0
    d, e, f = y1 - y0 + g * y1, y3 - y0 + h * y3, y0
    across = (e - f * h) * x + (c * h - b) * y + (b * f - c * e)
    down = (f * g - d) * x + (a - c * g) * y + (c * d - a * f)
    weight = (d * h - e * g) * x + (b * g - a * h) * y + (a * e - b * d)
    if abs(weight) < 1e-9:
        return (0.5, 0.5)
    return across / weight, down / weight


def _values(look: Look) -> tuple[float, float, float]:
    return look.across, look.down, look.shape


def _halfway(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2
