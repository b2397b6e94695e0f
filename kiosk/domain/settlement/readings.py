"""What the scales said: weights before and after, and the steps between. Integer milligrams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Quality(StrEnum):
    STABLE = "stable"
    UNKNOWN = "unknown"
    OVERLOAD = "overload"


@dataclass(frozen=True, slots=True)
class Reading:
    """A shelf's weight; only a stable one may be settled by."""

    mg: int
    quality: Quality = Quality.STABLE


Weights = Mapping[str, Reading]
"""By shelf. A shelf that is not in it was not read: unknown, never zero."""

NOT_READ = Reading(0, Quality.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Step:
    """A change between two stable weights of one shelf while the door was open.

    `at_ms` is any clock that all shelves of the session share; negative `change_mg` left the shelf.
    `is_inferred`: nobody saw it; the weights before and after say that it must have been.
    """

    at_ms: int
    shelf: str
    change_mg: int
    is_inferred: bool = False


@dataclass(frozen=True, slots=True)
class DoorEdge:
    """The door was seen to open or close, for a person who looks at the session later."""

    at_ms: int
    door: str
    is_open: bool
