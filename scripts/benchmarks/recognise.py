"""From a face that comes into the picture to its name on the screen, on the whole kiosk."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kiosk import config
from kiosk.devices.photo_scene import SLIDE_IN_S
from scripts.benchmarks.report import Goal, table, told
from scripts.benchmarks.shop import furnished
from scripts.benchmarks.times import Now, percentile, share_above
from scripts.benchmarks.visitor import Visitor

MEMBERS = 500
GOALS = {"recognise.p95_ms": Goal(most=400)}
NAME_SCREEN = "EnterPhone"
"""What a recognised member sees at the first payment by face: the number is asked for."""


@dataclass(frozen=True, slots=True)
class Try:
    """Milliseconds until the first painted frame of the screen with the name.

    `from_coming` counts from the first moment that any of the person is in the picture,
    `from_standing` from the first camera frame in which the person has stopped sliding in (below
    zero: recognised before), `from_good` from the first frame that the kiosk found good.
    `to_rest` is as `from_coming`, but until the page has stopped moving.
    """

    from_coming: float
    from_standing: float
    from_good: float
    to_rest: float


@dataclass(frozen=True, slots=True)
class RecogniseBench:
    tries: list[Try]

    @property
    def figures(self) -> dict[str, float]:
        kinds = {
            "recognise": [one.from_coming for one in self.tries],
            "recognise.standing": [one.from_standing for one in self.tries],
            "recognise.good": [one.from_good for one in self.tries],
            "recognise.rest": [one.to_rest for one in self.tries],
        }
        figures: dict[str, float] = {"recognise.tries": len(self.tries)}
        for name, times_ms in kinds.items():
            joint = "." if name == "recognise" else "_"
            figures[f"{name}{joint}p50_ms"] = percentile(times_ms, 50)
            figures[f"{name}{joint}p95_ms"] = percentile(times_ms, 95)
        figures["recognise.late_share"] = share_above(kinds["recognise"], 400)
        return figures

    def __str__(self) -> str:
        rows = [
            _row("from the moment somebody comes in", [one.from_coming for one in self.tries]),
            _row("the same, until the page rests", [one.to_rest for one in self.tries]),
            _row("from the first good frame", [one.from_good for one in self.tries]),
            _row("from standing still", [one.from_standing for one in self.tries]),
        ]
        figures = self.figures
        return "\n".join((
            f"{len(self.tries)} shoppers, {MEMBERS} members. A shopper takes "
            f"{SLIDE_IN_S * 1000:.0f} ms to slide into the picture; the name is on the screen "
            "with the",
            f"first painted frame of {NAME_SCREEN}. Head movements are off (they take the shopper "
            "a second or two),",
            "and what risk asks for, here the last digits of the number, comes after it.",
            "",
            table(("milliseconds", "median", "95th %", "most"), rows),
            "",
            *(told(name, figures[name], goal) for name, goal in GOALS.items()),
        ))  # fmt: skip


def measure(models: Path, tries: int, now: Now) -> RecogniseBench:
    """Raises PackError, FramesError, and VisitError when somebody is not recognised."""
    with furnished(models, MEMBERS) as shop:
        visitor = Visitor(config.load(shop.settings), now)
        with closing(visitor):
            visitor.wait("the invitation", lambda: visitor.screen == "Attract")
            _try(visitor, shop.member, now, 0)  # not counted: camera and models come up
            return RecogniseBench(
                [_try(visitor, shop.member, now, number) for number in range(tries)]
            )


def _try(visitor: Visitor, photo: Path, now: Now, number: int) -> Try:
    visitor.go_to_pay_by_face()
    visitor.wait("camera pictures", lambda: len(visitor.camera_frames_at) > 3)
    # Spread, so that not everybody comes at the same moment between two camera frames.
    visitor.pause(0.3 + 0.0137 * (number % 17))
    came_at = visitor.present(photo)
    visitor.wait("the name", lambda: NAME_SCREEN in visitor.painted_at)
    painted_at, good_at = visitor.painted_at[NAME_SCREEN], visitor.first_good_face_at
    visitor.wait("the page to rest", lambda: not visitor.is_moving)
    rested_at = now()
    standing_at = came_at + SLIDE_IN_S
    visitor.leave()
    return Try(
        from_coming=(painted_at - came_at) * 1000,
        from_standing=(painted_at - standing_at) * 1000,
        from_good=(painted_at - (good_at or came_at)) * 1000,
        to_rest=(rested_at - came_at) * 1000,
    )


def _row(name: str, times_ms: list[float]) -> tuple[str, ...]:
    numbers = (percentile(times_ms, 50), percentile(times_ms, 95), max(times_ms))
    return (name, *(f"{number:.0f}" for number in numbers))
