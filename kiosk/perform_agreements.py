"""The part of perform.py about members' agreements with payment services.

What is to end is on disk before anybody is told so; the guard of perform_money.py pushes it until
the service has said that it is gone, also after restarts and for members who are forgotten.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from kiosk.domain.agreement import Ending, Standing, Wish
from kiosk.flows.agreement_effects import (
    AgreementEffect,
    BeginAgreement,
    EndAgreement,
    LookAtAgreements,
    RecordAgreement,
)
from kiosk.flows.agreement_events import (
    AgreementBegun,
    AgreementEnded,
    AgreementEndNoted,
    AgreementLooked,
    AgreementNews,
)
from kiosk.flows.events import Event
from kiosk.ports import AgreementTalk, Clock
from kiosk.storage import agreements

log = logging.getLogger(__name__)

Answers = list[Event]


class NoAgreements:
    """An `AgreementTalk` of a kiosk without payment services: nobody answers, and nobody asks."""

    def look(self, member_id: str, rail: str) -> None: ...
    def begin(self, wish: Wish) -> None: ...
    def end(self, ending: Ending) -> None: ...


@dataclass(frozen=True, slots=True)
class AgreementWorld:
    """`rails`: services that can be asked, whether or not shoppers are offered them."""

    talk: AgreementTalk
    rails: tuple[str, ...] = ()


NOBODY = AgreementWorld(NoAgreements())


@dataclass(frozen=True, slots=True)
class AgreementDesk:
    """Does what an effect about agreements says. The database belongs to the core thread."""

    database: sqlite3.Connection
    clock: Clock
    world: AgreementWorld

    def perform(self, effect: AgreementEffect) -> Answers:
        match effect:
            case LookAtAgreements(member_id, rails):
                for rail in rails:
                    self.world.talk.look(member_id, rail)
            case BeginAgreement(wish):
                if agreements.is_ending(self.database, wish.member_id, wish.rail):
                    return [AgreementBegun(wish, Standing.UNKNOWN)]  # it would be ended as well
                self.world.talk.begin(wish)
            case EndAgreement(ending):
                agreements.intend_end(self.database, ending, self.clock.now())
                self._push(ending)
                return [AgreementEndNoted(ending)]
            case RecordAgreement(news):
                self._record(news)
            case _:
                assert_never(effect)
        return []

    def has_ended(self, member_id: str, rail: str) -> None:
        """The service refused a charge by it."""
        agreements.note(self.database, member_id, rail, Standing.NONE, self.clock.now())

    def open_ones(self) -> dict[str, Callable[[], Answers]]:
        """What the guard has to push, by key."""
        return {
            f"agreement {one.member_id} {one.rail} {one.wish_id}": partial(self._push, one)
            for one in agreements.endings(self.database)
        }

    def _push(self, ending: Ending) -> Answers:
        """Of a service that the settings do not name now it waits until they do again."""
        if not ending.rail:
            agreements.spread(self.database, ending, self.world.rails)
        elif ending.rail in self.world.rails:
            self.world.talk.end(ending)
        return []

    def _record(self, news: AgreementNews) -> None:
        db, now = self.database, self.clock.now()
        match news:
            case AgreementLooked(member_id, rail, standing):
                agreements.note(db, member_id, rail, standing, now)
            case AgreementBegun(wish, Standing.AGREED):
                agreements.note(db, wish.member_id, wish.rail, Standing.AGREED, now)
            case AgreementEnded(ending, Standing.NONE):
                agreements.ended(db, ending)
                log.info("an agreement with %s is ended", ending.rail)
            case AgreementBegun() | AgreementEnded():
                pass
