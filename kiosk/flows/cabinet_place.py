"""Where a session takes place and by which times it goes: shared by its three parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.domain.cabinet import Cabinet
from kiosk.domain.cabinet_session import NewSession, Role
from kiosk.domain.settlement.readings import DoorEdge, Step
from kiosk.flows import cabinet_effects as cabinet_do
from kiosk.flows.cabinet_room import CabinetRoom, Moved
from kiosk.flows.effects import Effect

DOOR, WEIGHTS = "door", "weights"
"""By what a session was ended, where no person did."""


@dataclass(frozen=True, slots=True)
class CabinetPolicy:
    """Times of a session, seconds. Their settings: [cabinet].

    `check_s` is longer than a bus can take over one command, from the order to its verdict: then
    nothing that was ordered is still on its way. `look_s` is longer than a door's state is believed
    without a reading. `blind_s`: so long a scale that says nothing is waited for after the door was
    closed. `tries`: commands to the lock in one session. `review_s`: after that a review which
    nobody decided ends without a charge.
    """

    hold_s: float = 15.0
    open_s: float = 5.0
    check_s: float = 30.0
    look_s: float = 5.0
    remind_s: float = 30.0
    alarm_s: float = 60.0
    closed_s: float = 0.5
    steady_s: float = 1.5
    settle_s: float = 15.0
    blind_s: float = 120.0
    give_up_s: float = 600.0
    slow_s: float = 10.0
    review_s: float = 86_400.0
    tries: int = 3
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
    def is_open(self) -> bool | None:
        """The session's own door."""
        return self.room.is_open(self.cabinet, self.door_id)

    @property
    def is_steady(self) -> bool:
        steady_ms = round(self.policy.steady_s * 1000)
        return self.room.are_steady(self.cabinet, steady_ms, self.door_id)

    @property
    def is_read(self) -> bool:
        return self.room.are_read(self.cabinet, self.door_id)

    @property
    def steps_behind(self) -> tuple[Step, ...]:
        """Of the shelves that this door leads to; what moved elsewhere is nobody's here."""
        within = {shelf.id for shelf in self.cabinet.behind(self.door_id).shelves}
        return tuple(step for step in self.steps if step.shelf in within)

    @property
    def is_surely_shut(self) -> bool:
        """Seen closed, and nothing was moved: nobody can have taken anything."""
        return self.is_closed is True and not self.steps

    def moved(self, moved: Moved) -> list[Effect]:
        """Keep it as evidence, in memory and in the session's log."""
        what = moved.what
        if self.session is None or moved.cabinet != self.cabinet.id:
            return []
        if isinstance(what, Step):
            self.steps.append(what)
            detail = (
                ("at_ms", what.at_ms), ("shelf", what.shelf), ("change_mg", what.change_mg)
            )  # fmt: skip
            return [cabinet_do.NoteSession(self.session_id, "step", detail)]
        self.edges.append(what)
        is_mine = what.door == self.door_id
        self.door_was_open = self.door_was_open or (what.is_open and is_mine)
        seen = (("at_ms", what.at_ms), ("door", what.door), ("is_open", what.is_open))
        return [cabinet_do.NoteSession(self.session_id, "door", seen)]
