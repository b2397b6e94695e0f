"""What a face alone may not do: whoever came by face types number or PIN before data are changed.

asked (proving.py) ─ right ─▶ sure
      ├ refused, or nobody types any more ─▶ unknown, gone: nothing stays on the screen
      ╰ back ─▶ the data, unchanged
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from kiosk.domain.money import Money
from kiosk.domain.problems import Fault, Problem
from kiosk.domain.risk import Deed, Evidence, Reason
from kiosk.flows import events as on
from kiosk.flows.checkout import Identified
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.flows.forgetting import Forgetting
from kiosk.flows.letting_go import LettingGo
from kiosk.flows.proving import PROOF_TIMER, Proving
from kiosk.flows.way_out import WayOut, way_out

Wished = Forgetting | LettingGo


class Typed(Enum):
    SURE = auto()
    UNKNOWN = auto()
    GONE = auto()
    """Nobody types any more, or was wrong too often, or faces are off."""


class TypedFirst:
    """`outcome` is set once it is over. `wish`: what is begun once they are sure. `seen`: what the
    camera saw of them."""

    def __init__(
        self, wish: Wished, seen: Evidence, typing_s: float, new_id: Callable[[], str]
    ) -> None:
        self.wish = wish
        self._proof = Proving(seen, Money(0), typing_s, new_id, deed=Deed.CHANGE)
        self.outcome: Typed | WayOut | None = None

    def start(self) -> list[Effect]:
        return self._proof.start()

    def faces_changed(self, why_no_face: Problem | None) -> list[Effect]:
        """The camera has done its part; but faces may be off."""
        is_off = why_no_face is not None and why_no_face.fault is Fault.FACES_OFF
        return self._end(Typed.GONE) if is_off else []

    def handle(self, event: Event) -> list[Effect]:
        way = way_out(event)
        if way is not None:
            return self._end(way)
        if event == on.TimedOut(PROOF_TIMER):
            return self._end(Typed.GONE)
        effects = self._proof.handle(event)
        match self._proof.outcome:
            case Identified():
                self.outcome = Typed.SURE
            case tuple() as reasons:
                self.outcome = Typed.GONE if Reason.FAILURES in reasons else Typed.UNKNOWN
            case None:
                pass
        return effects

    def _end(self, outcome: Typed | WayOut) -> list[Effect]:
        self.outcome = outcome
        return self._proof.stop()
