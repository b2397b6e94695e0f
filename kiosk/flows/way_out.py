"""How somebody leaves a part of "my data" by touch: one step back, or altogether."""

from __future__ import annotations

from enum import Enum, auto

from kiosk.flows import events as on
from kiosk.flows.events import Event


class WayOut(Enum):
    BACK = auto()
    LEFT = auto()


def way_out(event: Event) -> WayOut | None:
    """None for everything but these touches."""
    match event:
        case on.BackPressed():
            return WayOut.BACK
        case on.CancelPressed() | on.DonePressed():
            return WayOut.LEFT
        case _:
            return None
