"""The negative control: kiosks with one mistake each. The verdict must find what they did.

Everything else is the product's own.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.compose.kiosk import Kiosk
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows import cabinet_events as cabinet_on
from kiosk.flows.effects import Effect
from kiosk.flows.events import Event
from kiosk.perform import Performer, World


class Mistake(StrEnum):
    UNLOCKS_FIRST = "unlocks_first"
    """The lock hears of it before anything is written down."""
    CHARGES_BLINDLY = "charges_blindly"
    """What the scales made of it is forgotten: each session is charged one unit more."""


class Spoilt:
    """Takes the place of a `Performer`."""

    def __init__(self, careful: Performer, world: World, mistake: Mistake) -> None:
        self._careful = careful
        self._world = world
        self._mistake = mistake

    def perform(self, effect: Effect) -> list[Event]:
        match effect:
            case cabinet_do.BeginSession(session) if self._mistake is Mistake.UNLOCKS_FIRST:
                self._world.cabinets.locks.unlock(
                    f"first-{session.command_id}", session.cabinet, session.door
                )
                return self._careful.perform(effect)
            case cabinet_do.UnlockCabinet(session_id) if self._mistake is Mistake.UNLOCKS_FIRST:
                return [cabinet_on.UnlockSent(session_id, was_sent=True)]
            case cabinet_do.DecideSession(verdict, cabinet) if (
                self._mistake is Mistake.CHARGES_BLINDLY and verdict.paid
            ):
                first, *others = verdict.paid
                more = replace(first, quantity=first.quantity + 1)
                blind = replace(verdict, paid=(more, *others), evidence=None)
                return self._careful.perform(cabinet_do.DecideSession(blind, cabinet))
            case _:
                return self._careful.perform(effect)


def spoil(kiosk: Kiosk, mistake: Mistake) -> None:
    """Before it starts."""
    conductor = kiosk._conductor  # noqa: SLF001  # the product offers no way to do it wrong
    careful = conductor._performer  # noqa: SLF001
    spoilt = Spoilt(careful, careful._world, mistake)  # noqa: SLF001
    conductor._performer = spoilt  # type: ignore[assignment]  # noqa: SLF001
