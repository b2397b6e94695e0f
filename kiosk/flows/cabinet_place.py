"""Where a session takes place and by which times it goes: shared by its three parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import NewSession, Role
from kiosk.domain.settlement.readings import DoorEdge, Step
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows.cabinet_room import CabinetRoom
from kiosk.flows.effects import Effect

DOOR, WEIGHTS = "door", "weights"
"""By what a session was ended, where no person did."""


@dataclass(frozen=True, slots=True)
class CabinetPolicy:
    """Times of a session, seconds. Their settings: [cabinet]."""

    hold_s: float = 15.0
    open_s: float = 5.0
    check_s: float = 30.0
    remind_s: float = 30.0
    alarm_s: float = 60.0
    closed_s: float = 0.5
    steady_s: float = 1.5
    settle_s: float = 15.0
    give_up_s: float = 600.0
    slow_s: float = 10.0
    subject: str = ""


@dataclass(slots=True)
class Place:
    """One door of one cabinet, and what was seen there since the session began.

    `door_was_open`: without it nothing is charged by itself, whatever the scales say. `followed`:
    no step can have been missed, because the kiosk was never off in between.
    """

    room: CabinetRoom
    cabinet: Cabinet
    door_id: str
    policy: CabinetPolicy
    role: Role
    masked: str = ""
    session: NewSession | None = None
    door_was_open: bool = False
    followed: bool = True
    steps: list[Step] = field(default_factory=list)
    edges: list[DoorEdge] = field(default_factory=list)

    @property
    def session_id(self) -> str:
        return self.session.id if self.session else ""

    @property
    def is_closed(self) -> bool | None:
        return self.room.are_closed(self.cabinet)

    @property
    def is_steady(self) -> bool:
        return self.room.are_steady(self.cabinet, round(self.policy.steady_s * 1000))

    def moved(self, what: Step | DoorEdge) -> list[Effect]:
        """Keep it as evidence, in memory and in the session's log."""
        if self.session is None:
            return []
        if isinstance(what, Step):
            self.steps.append(what)
            detail = (
                ("at_ms", what.at_ms), ("shelf", what.shelf), ("change_mg", what.change_mg)
            )  # fmt: skip
            return [cabinet_do.NoteSession(self.session_id, "step", detail)]
        self.edges.append(what)
        self.door_was_open = self.door_was_open or what.is_open
        seen = (("at_ms", what.at_ms), ("door", what.door), ("is_open", what.is_open))
        return [cabinet_do.NoteSession(self.session_id, "door", seen)]
