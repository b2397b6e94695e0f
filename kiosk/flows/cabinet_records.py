"""What cabinets look like to flows and screens while they work: a door's state, a cue to say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.domain.catalogue import Product
from kiosk.domain.language import Label


class Cue(StrEnum):
    """What the cabinet says aloud; each has words in ui/wording_cabinet.py."""

    OPEN = "open"
    CLOSE_DOOR = "close_door"
    ALARM = "alarm"
    NOT_OPENED = "not_opened"
    THANKS = "thanks"
    FORCED = "forced"


class WhyNotReady(StrEnum):
    """Why a door cannot be opened now."""

    DOOR_OPEN = "door_open"
    DOOR_UNKNOWN = "door_unknown"
    SCALE_UNKNOWN = "scale_unknown"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class DoorOffer:
    """A door as the first screen offers it, with what stands behind it; a locker holds one."""

    cabinet: str
    door: str
    name: Label
    goods: tuple[Product, ...] = ()
    why_not: WhyNotReady | None = None


@dataclass(frozen=True, slots=True)
class StockRow:
    """One facing, or one locker. `agrees`: the counts explain the weight; None: no scale."""

    shelf: str
    sku: str
    name: Label
    before: int
    units: int
    agrees: bool | None = None
