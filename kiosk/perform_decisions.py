"""The part of perform.py about what staff read of decisions and members: noted, then looked up."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.flows.decision_effects import DecisionEffect, LoadDecisions, LoadRecord
from kiosk.flows.events import Event
from kiosk.flows.member_effects import LoadMembers
from kiosk.ports import Clock
from kiosk.storage import journal
from kiosk.storage.database import transaction

LookUp = Callable[[LoadMembers | DecisionEffect], Event | None]
"""None: it is looked up, and told later."""


@dataclass(frozen=True, slots=True)
class DecisionDesk:
    """The database belongs to the core thread; reading takes longer than that may wait."""

    database: sqlite3.Connection
    clock: Clock
    look_up: LookUp

    def perform(self, effect: DecisionEffect) -> list[Event]:
        """Raises StorageError where it could not be noted; then nothing is read either."""
        match effect:
            case LoadDecisions(only_asked):
                self._note("staff.read_decisions", "staff", "asked" if only_asked else "all")
            case LoadRecord(member_id):
                self._note("staff.read_member", member_id)
        answer = self.look_up(effect)
        return [] if answer is None else [answer]

    def _note(self, what: str, ref: str, detail: str = "") -> None:
        with transaction(self.database):
            journal.write(self.database, self.clock.now(), what, ref, detail)
